"""A problem's whole life, with a return: on a PC, on a phone, and as plain pages in a browser without scripts."""

import datetime as dt
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from branches.choices import ProblemStatus
from branches.models import Evidence, Problem
from tests.browser.seeing import OPEN, dialog, done, fits, is_same, mark, renewed, weak
from tests.factories import make_measure, make_problem
from tests.pictures import picture
from tests.transactional import TRANSACTIONAL

pytestmark = [pytest.mark.browser, TRANSACTIONAL]
PHOTO = {"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": picture()}
WORDS = "成效写得太笼统，请补充数据。"


class InPlace:
    """Hands that work on the folder page with its dialogs."""

    def __init__(self, page, become, folder):
        self.page, self.become, self.home = page, become, reverse("branches:folder", args=[folder.pk])

    def arrive(self, user):
        self.become(user)
        self.page.goto(self.home)
        mark(self.page)

    def send(self, link, **values):
        """Open the form behind ``link``, fill it in, save it, and see the page renewed."""
        self.page.locator(link).first.click()
        form = dialog(self.page)
        fill(form, values)
        fresh = renewed(self.page)
        form.locator(".btn-row [type=submit]").click()
        done(self.page)
        fresh()
        assert is_same(self.page)


class PlainPages(InPlace):
    """Hands without a script: each link is a page, each answer another one."""

    def arrive(self, user):
        self.become(user)
        self.page.goto(self.home)

    def send(self, link, **values):
        self.page.locator(link).first.click()
        fill(self.page.locator("main"), values)
        self.page.locator("main .btn-row [type=submit]").click()
        assert self.page.url.split("#")[0].endswith(self.home)


def fill(form, values):
    for name, value in values.items():
        field = form.locator(f"[name={name}]")
        if name == "files":
            field.first.set_input_files(value)
        else:
            field.fill(value)


def step(problem, name):
    return f'a[href="{reverse("branches:problem_step", args=[problem.pk, name])}"]'


def live(hands, page, people):
    """From the first word to the sign-off, through one return; the page as each sees it on the way."""
    clerk, reviewer, supervisor = people
    hands.arrive(clerk)
    hands.send('main a[href$="/problems/new/"]', text="班子不团结，内耗严重。", deadline="2026年底前")
    problem = Problem.objects.get()
    card = f"#problem-{problem.pk}"
    hands.send(f'{card} a[href*="/causes/new/"]', text="议事规则空转。")
    hands.send(f'{card} a[href*="/measures/new/"]', title="轮训干部", responsible="组织委员")
    hands.send(f"{card} a.btn-log", text="办班一期。", percent="40", files=PHOTO)
    assert page.locator(f"{card} .problem-state .state").inner_text() == "整改中"

    hands.arrive(reviewer)
    assert "有1项措施未完成。" in page.locator(f"{card} .steps-missing").inner_text()
    page.click(step(problem, "submit"))
    page.get_by_text("暂不能办理：", exact=True).wait_for()
    assert page.locator(".btn-row [type=submit]").count() == 0

    hands.arrive(clerk)
    hands.send(f"{card} a.btn-log", text="办班两期，结业。", percent="100")
    hands.send(f"{card} .measure h4 a", outcome="轮训干部。")
    hands.arrive(reviewer)
    hands.send(step(problem, "submit"), comment="请核验。")
    hands.arrive(supervisor)
    hands.send(step(problem, "send_back"), comment=WORDS)
    assert page.locator(f"{card} .problem-state .state").inner_text() == "整改中"

    hands.arrive(clerk)
    page.locator(f"{card} .record summary").click()
    assert WORDS in page.locator(f"{card} .record").inner_text()
    hands.send(f"{card} .measure h4 a", outcome="轮训干部两期19人次，考核全部合格。")
    hands.arrive(reviewer)
    hands.send(step(problem, "submit"), comment="已补充数据。")
    hands.arrive(supervisor)
    hands.send(step(problem, "sign_off"), comment="属实。")
    assert page.locator(f"{card} .problem-state .state").inner_text() == "已销号"
    problem.refresh_from_db()
    assert (problem.status, Evidence.objects.count()) == (ProblemStatus.CLOSED, 1)
    taken = problem.decisions.order_by("id").values_list("step", flat=True)
    assert list(taken) == ["start", "submit", "send_back", "submit", "sign_off"]


@pytest.mark.parametrize("width", [390, 1440])
def test_in_place(page, become, folder, clerk, reviewer, supervisor, width):
    page.set_viewport_size({"width": width, "height": 844})
    live(InPlace(page, become, folder), page, (clerk, reviewer, supervisor))
    assert (weak(page), fits(page, width)) == ([], True)


def test_as_plain_pages(plain, enter, folder, clerk, reviewer, supervisor):
    live(PlainPages(plain, partial(enter, plain.context), folder), plain, (clerk, reviewer, supervisor))


class TestOnAPhone:
    """In the field, with a thumb."""

    @pytest.fixture
    def phone(self, browser, live_server, enter, clerk, folder):
        context = browser.new_context(
            base_url=live_server.url, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
        )
        enter(context, clerk)
        yield context.new_page()
        context.close()

    def test_progress_with_a_photo_takes_four_taps(self, phone, folder):
        day = timezone.localdate() - dt.timedelta(days=1)
        measure = make_measure(folder, [make_problem(folder)], due_on=day, starts_on=day)
        phone.goto(reverse("branches:folder", args=[folder.pk]))
        taps = 0

        def tap(selector):
            nonlocal taps
            taps += 1
            phone.locator(selector).first.tap()

        tap(f"#measure-{measure.pk} .btn-log")
        dialog(phone)
        # The keyboard is there at once: the field has the focus, no tap is needed to begin.
        phone.wait_for_function("() => document.activeElement.name === 'text'")
        phone.keyboard.insert_text("屋面翻修完工。")
        with phone.expect_file_chooser() as chooser:
            tap(f"{OPEN} [name=files]")
        chooser.value.set_files(PHOTO)
        taps += 1  # choosing the photo in the phone's own gallery
        tap(f"{OPEN} .btn-row [type=submit]")
        done(phone)
        assert (taps, Evidence.objects.count()) == (4, 1)

    def test_the_button_to_save_is_in_sight_from_the_start(self, phone, folder):
        measure = make_measure(folder, [make_problem(folder)])
        phone.goto(reverse("branches:folder", args=[folder.pk]))
        phone.locator(f"#measure-{measure.pk} .btn-log").tap()
        box = dialog(phone).locator(".btn-row [type=submit]").bounding_box()
        assert box["y"] + box["height"] <= 844
        assert min(box["width"], box["height"]) >= 44
