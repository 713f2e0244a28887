"""Keys: where they lead, that they are told, and that they never get in the way of typing."""

import pytest
from django.urls import reverse

from tests.browser.seeing import OPEN, WIDTHS, dialog, focused, weak
from tests.factories import make_measure, make_problem
from tests.transactional import TRANSACTIONAL

pytestmark = [pytest.mark.browser, TRANSACTIONAL]
HELP = "#keys[open]"


@pytest.fixture
def desk(page, become, clerk, folder):
    problem = make_problem(folder)
    for title in ("轮训干部", "建章立制"):
        make_measure(folder, [problem], title=title)
    become(clerk)
    page.goto(reverse("branches:folder", args=[folder.pk]))
    return page


@pytest.mark.parametrize(
    ("letter", "name"),
    [
        ("f", "branches:home"),
        ("w", "branches:my_work"),
        ("l", "branches:ledger"),
        ("b", "branches:branch_list"),
        ("r", "reports:report_list"),
    ],
)
def test_g_and_a_letter_lead_there(desk, letter, name):
    desk.keyboard.press("g")
    desk.keyboard.press(letter)
    desk.wait_for_url(reverse(name))


def test_a_letter_alone_leads_nowhere(desk):
    desk.keyboard.press("l")
    desk.keyboard.press("x")
    assert "/folders/" in desk.url


def test_a_slash_searches_from_everywhere(desk):
    desk.keyboard.press("/")
    assert focused(desk, "name") == "q"
    desk.keyboard.type("g/n?")
    assert desk.input_value("[name=q]") == "g/n?"


def test_n_asks_for_the_measure_and_goes_on_to_its_form(desk):
    desk.keyboard.press("n")
    choose = dialog(desk)
    assert [text.split("\n")[0] for text in choose.locator(".choose a").all_inner_texts()] == [
        "轮训干部",
        "建章立制",
    ]
    choose.locator(".choose a").first.click()
    desk.wait_for_selector(f"{OPEN} [name=text]")
    assert "轮训干部" in dialog(desk).inner_text()


def test_n_on_a_measure_that_has_the_focus_opens_its_form(desk):
    desk.focus(".measure:nth-child(2) h4 a")
    desk.keyboard.press("n")
    desk.wait_for_selector(f"{OPEN} [name=text]")
    assert "建章立制" in dialog(desk).inner_text()


def test_nothing_happens_while_typing(desk):
    desk.click(".btn-log >> nth=0")
    field = dialog(desk).locator("[name=text]")
    field.press_sequentially("g l n / ?")
    assert (field.input_value(), desk.locator(HELP).count()) == ("g l n / ?", 0)
    assert "/folders/" in desk.url


@pytest.mark.parametrize("width", WIDTHS)
def test_the_help_lists_them_and_gives_the_focus_back(desk, width):
    desk.set_viewport_size({"width": width, "height": 844})
    desk.focus(".btn-log >> nth=0")
    desk.keyboard.press("?")
    desk.wait_for_selector(HELP)
    listed = dict(
        zip(
            [" ".join(text.split()) for text in desk.locator(f"{HELP} dt").all_inner_texts()],
            desk.locator(f"{HELP} dd").all_inner_texts(),
            strict=True,
        )
    )
    assert [listed[key] for key in ("/", "n", "g f", "g l")] == [
        "搜索",
        "记进展（档案页）",
        "整顿档案",
        "台账",
    ]
    assert weak(desk) == []
    desk.keyboard.press("Escape")
    desk.wait_for_function("() => !document.querySelector('#keys[open]')")
    assert "btn-log" in focused(desk, "className")


def test_the_help_is_in_the_menu_as_well(desk):
    desk.click("details.menu-end.menu:not(.grip) > summary")
    desk.click("[data-keys]")
    desk.wait_for_selector(HELP)
    desk.click(f"{HELP} [data-close]")
    assert desk.locator(HELP).count() == 0
