"""Pictures in a dialog, by keyboard; plain links without it; and the page of all files for everybody."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from branches.services import evidence
from tests.browser.seeing import weak
from tests.factories import keep, log, make_measure, make_problem
from tests.pictures import picture
from tests.transactional import TRANSACTIONAL

pytestmark = [pytest.mark.browser, TRANSACTIONAL]


@pytest.fixture
def files(folder, clerk):
    """Three pictures on a measure (one of them on its progress), one of them withdrawn, and one on its problem."""
    problem = make_problem(folder)
    measure = make_measure(folder, [problem], title="改造场所")
    kept = [keep(log(measure), caption="施工前", content=picture(color="red"))]
    kept += [
        keep(measure, caption=name, content=picture(color=color))
        for name, color in [("施工中", "blue"), ("竣工", "green")]
    ]
    gone = keep(measure, content=picture(color="black"))
    evidence.withdraw(evidence=gone, reason="误传", by=clerk)
    keep(problem, caption="旧貌")
    return kept


def shown(page):
    """What the gallery shows: caption, place among the others, and whether it is seen."""
    page.locator("[data-gallery-image]").evaluate("image => image.decode()")
    return (
        page.text_content("[data-gallery-caption]"),
        page.text_content("[data-gallery-count]"),
        page.evaluate("document.querySelector('[data-gallery-image]').naturalWidth"),
    )


@pytest.fixture
def desk(page, sign_in, folder, files, clerk):
    """The folder page with everything under the measure unfolded."""
    sign_in(clerk)
    page.goto(reverse("branches:folder", args=[folder.pk]))
    for summary in page.locator("li.measure details > summary").all():
        summary.click()
    return page


def test_by_keyboard(desk, files):
    address = reverse("branches:evidence", args=[files[0].pk])
    desk.focus(f"a[href='{address}']")
    desk.keyboard.press("Enter")
    assert desk.locator("#gallery").is_visible()
    assert shown(desk) == ("施工前", "1 / 3", 640)
    assert desk.evaluate("document.activeElement.closest('#gallery') !== null")
    seen = []
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft", "Home", "End"):
        desk.keyboard.press(key)
        seen.append(shown(desk)[0])
    assert seen == ["施工中", "竣工", "施工前", "竣工", "施工前", "竣工"]
    desk.keyboard.press("Home")
    desk.keyboard.press("Escape")
    assert desk.locator("#gallery").is_hidden()
    assert desk.evaluate("document.activeElement.getAttribute('href')") == address
    assert desk.url.endswith(reverse("branches:folder", args=[files[0].rectification_id]))


def test_by_pointer(desk, files):
    desk.click(f"a[href='{reverse('branches:evidence', args=[files[1].pk])}']")
    assert shown(desk)[:2] == ("施工中", "2 / 3")
    desk.get_by_role("button", name="下一").click()
    assert shown(desk)[0] == "竣工"
    desk.get_by_role("button", name="上一").click()
    assert shown(desk)[0] == "施工中"
    whole = desk.get_by_role("link", name="查看原图")
    assert whole.get_attribute("href").endswith(reverse("branches:evidence", args=[files[1].pk]))
    desk.get_by_role("button", name="关闭").click()
    assert desk.locator("#gallery").is_hidden()


def test_focus_goes_back_to_the_picture_looked_at_last(desk, files):
    desk.click(f"a[href='{reverse('branches:evidence', args=[files[0].pk])}']")
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("Escape")
    looked_at = desk.locator(f"a[href='{reverse('branches:evidence', args=[files[1].pk])}']")
    expect(looked_at).to_be_focused()


def test_the_page_of_all_files_leads_through_all(page, sign_in, folder, files, clerk):
    sign_in(clerk)
    page.goto(reverse("branches:folder_evidence", args=[folder.pk]))
    page.locator("a[data-picture]").first.click()
    captions = [shown(page)[0]]
    for _ in range(3):
        page.keyboard.press("ArrowRight")
        captions.append(shown(page)[0])
    assert captions == ["旧貌", "施工前", "施工中", "竣工"]


def test_without_the_script_a_link_shows_its_picture(plain, enter, folder, files, clerk):
    enter(plain.context, clerk)
    plain.goto(reverse("branches:folder_evidence", args=[folder.pk]))
    address = reverse("branches:evidence", args=[files[0].pk])
    with plain.expect_response(f"**{address}") as answer:
        plain.click(f"a[href='{address}']")
    assert answer.value.headers["content-type"] == "image/jpeg"


@pytest.mark.parametrize("width", [390, 1440])
def test_the_pages_are_for_everybody(page, sign_in, folder, files, clerk, width):
    page.set_viewport_size({"width": width, "height": 844})
    sign_in(clerk)
    page.goto(reverse("branches:folder_evidence", args=[folder.pk]))
    check(page, width)
    page.locator("a[data-picture]").first.click()
    shown(page)
    check(page, width)
    page.keyboard.press("Escape")
    for address in (
        reverse("branches:folder_activity", args=[folder.pk]),
        reverse("branches:attach_to_problem", args=[folder.problems.first().pk]),
        reverse("branches:edit_evidence", args=[files[0].pk]),
        reverse("branches:remove_evidence", args=[files[0].pk]),
    ):
        page.goto(address)
        for summary in page.locator("main details > summary").all()[:3]:
            summary.click()
        check(page, width)


def check(page, width):
    assert weak(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
