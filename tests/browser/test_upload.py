"""Sending progress with photos from a window whose line breaks: shown, tried again, written once, never lost."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from branches.models import Evidence, ProgressEntry
from branches.services import measures
from tests.browser.seeing import weak
from tests.factories import make_measure, make_problem, make_user
from tests.pictures import picture
from tests.transactional import TRANSACTIONAL

pytestmark = [pytest.mark.browser, TRANSACTIONAL]
LONGEST = 2000
WORDS = "完成屋面翻修。"
OFFLINE = "没有网络，稍后自动重试。请保持本页打开，已填内容不会丢失。"


@pytest.fixture
def measure(folder):
    return make_measure(folder, [make_problem(folder)], title="改造场所")


@pytest.fixture
def as_somebody(client, live_server):
    """Sign in elsewhere: the window is given the session of that user."""

    def change(page, user):
        client.force_login(user)
        page.context.clear_cookies(name="sessionid")
        key = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": key, "url": live_server.url}])

    return change


@pytest.fixture
def form(page, sign_in, measure, clerk):
    """The progress form, filled in, with two photos chosen."""
    sign_in(clerk)
    page.goto(reverse("branches:log_progress", args=[measure.pk]))
    page.fill("#id_text", WORDS)
    page.fill("#id_percent", "60")
    choose(page, "一.jpg", "red")
    choose(page, "二.jpg", "blue")
    return page


def choose(page, name, color, where="#id_files", size=(640, 480)):
    file = {"name": name, "mimeType": "image/jpeg", "buffer": picture(size=size, color=color)}
    page.set_input_files(where, [file])
    page.get_by_role("button", name=f"移除: {name}").wait_for()


def chosen(page):
    return [text.split(" · ")[0] for text in page.locator("[data-files-list] span").all_text_contents()]


def breaks(page, times, after=False):
    """The line breaks that many times at a POST; ``after``: when the server has it already."""
    left = [times]

    def answer(route):
        if route.request.method != "POST" or not left[0]:
            return route.continue_()
        left[0] -= 1
        if after:
            route.fetch(max_redirects=0)
        return route.abort()

    page.route("**/progress/", answer)


def written():
    return [
        (entry.text, entry.percent, [file.name for file in entry.evidence.all()])
        for entry in ProgressEntry.objects.all()
    ]


ONCE = [(WORDS, 60, ["一.jpg", "二.jpg"])]


def press(page):
    page.click("main form button[type=submit]")


def test_it_arrives_and_says_so(form, measure):
    press(form)
    form.wait_for_url(f"**/folders/{measure.rectification_id}/#measure-{measure.pk}")
    assert written() == ONCE
    assert "进展已记录。" in form.locator("main").text_content()


def test_a_line_that_breaks_is_tried_again_and_written_once(form, measure):
    breaks(form, 1)
    press(form)
    form.get_by_text(OFFLINE).wait_for()
    assert written() == []
    assert (form.input_value("#id_text"), chosen(form)) == (WORDS, ["一.jpg", "二.jpg"])
    form.wait_for_url("**/folders/**")
    assert written() == ONCE


def test_a_line_that_breaks_after_it_arrived_writes_nothing_twice(form, measure):
    breaks(form, 1, after=True)
    press(form)
    form.get_by_text(OFFLINE).wait_for()
    assert written() == ONCE
    form.wait_for_url("**/folders/**")
    assert (written(), Evidence.objects.count()) == (ONCE, 2)


def test_it_can_be_sent_at_once_or_stopped_and_changed(form, measure):
    breaks(form, 2)
    press(form)
    form.get_by_role("button", name="停止上传，继续填写").click()
    assert form.locator("[data-upload]").is_hidden()
    form.fill("#id_text", "完成屋面和线路翻修。")
    press(form)
    form.get_by_role("button", name="立即重试").click()
    form.wait_for_url("**/folders/**")
    assert written() == [("完成屋面和线路翻修。", 60, ["一.jpg", "二.jpg"])]


def test_while_the_window_is_offline_it_waits_for_the_line(form, measure):
    form.context.set_offline(True)
    press(form)
    form.get_by_text(OFFLINE).wait_for()
    form.context.set_offline(False)
    form.wait_for_url("**/folders/**")
    assert written() == ONCE


def test_what_is_wrong_comes_back_with_the_photos_still_chosen(form, measure):
    form.fill("#id_text", "")
    press(form)
    expect(form.locator(".error-summary")).to_be_focused()
    form.get_by_role("button", name="移除: 二.jpg").wait_for()
    assert (form.input_value("#id_percent"), chosen(form)) == ("60", ["一.jpg", "二.jpg"])
    form.fill("#id_text", WORDS)
    press(form)
    form.wait_for_url("**/folders/**")
    assert written() == ONCE


def test_photos_are_left_out_again_and_taken_once(form, measure):
    form.locator("#id_files").dispatch_event("change")
    form.get_by_role("button", name="移除: 二.jpg").click()
    assert chosen(form) == ["一.jpg"]
    choose(form, "三.jpg", "green", where="#id_files_camera")
    assert chosen(form) == ["一.jpg", "三.jpg"]
    press(form)
    form.wait_for_url("**/folders/**")
    assert [file.name for file in Evidence.objects.all()] == ["一.jpg", "三.jpg"]


def test_large_photos_travel_small(form, measure):
    noise = Image.effect_noise((2600, 1900), 90).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "PNG")
    file = {"name": "大.png", "mimeType": "image/png", "buffer": out.getvalue()}
    form.set_input_files("#id_files", [file])
    form.get_by_role("button", name="移除: 大.jpg").wait_for()
    assert chosen(form) == ["一.jpg", "二.jpg", "大.jpg"]
    press(form)
    form.wait_for_url("**/folders/**")
    kept = Evidence.objects.get(name="大.jpg")
    assert kept.size < len(out.getvalue()) / 2
    with kept.file.open() as content:
        assert max(Image.open(content).size) == LONGEST


def closed_while_stuck(page):
    """The telephone closes the page while the line is broken, and the line comes back."""
    breaks(page, 99)
    press(page)
    page.get_by_text(OFFLINE).wait_for()
    opened = page.context.new_page()
    page.close(run_before_unload=False)
    return opened


def test_what_was_not_sent_outlives_its_page(form, measure):
    page = closed_while_stuck(form)
    page.goto(reverse("branches:my_work"))
    page.get_by_role("link", name="继续填写").click()
    page.wait_for_url(f"**{reverse('branches:log_progress', args=[measure.pk])}")
    page.get_by_role("button", name="移除: 二.jpg").wait_for()
    assert (page.input_value("#id_text"), page.input_value("#id_percent")) == (WORDS, "60")
    assert chosen(page) == ["一.jpg", "二.jpg"]
    assert written() == []
    press(page)
    page.wait_for_url("**/folders/**")
    assert written() == ONCE
    page.goto(reverse("branches:my_work"))
    assert page.locator(".unsent").count() == 0


def test_what_arrived_without_our_knowing_is_not_written_twice(form, measure):
    breaks(form, 99, after=True)
    press(form)
    form.get_by_text(OFFLINE).wait_for()
    page = form.context.new_page()
    form.close(run_before_unload=False)
    page.goto(reverse("branches:log_progress", args=[measure.pk]))
    page.get_by_role("button", name="移除: 二.jpg").wait_for()
    press(page)
    page.wait_for_url("**/folders/**")
    assert (written(), Evidence.objects.count()) == (ONCE, 2)


def test_what_waits_is_shown_to_its_writer_only_and_can_be_discarded(form, measure, tree, clerk, as_somebody):
    page = closed_while_stuck(form)
    address = reverse("branches:log_progress", args=[measure.pk])
    as_somebody(page, make_user("staff", tree.township, "colleague"))
    page.goto(address)
    assert (page.input_value("#id_text"), page.locator(".unsent").count()) == ("", 0)
    as_somebody(page, clerk)
    page.goto(address)
    page.locator(".unsent").get_by_role("button").click()
    page.locator(".unsent").wait_for(state="detached")
    assert page.input_value("#id_text") == ""


def test_whoever_was_signed_out_signs_in_elsewhere_and_goes_on(form, measure, clerk, as_somebody):
    form.context.clear_cookies(name="sessionid")
    press(form)
    form.get_by_text("登录已失效").wait_for()
    assert written() == []
    as_somebody(form, clerk)
    form.get_by_role("button", name="立即重试").click()
    form.wait_for_url("**/folders/**")
    assert written() == ONCE


def test_without_the_script_it_is_sent_plainly(plain, enter, measure, clerk):
    enter(plain.context, clerk)
    plain.goto(reverse("branches:log_progress", args=[measure.pk]))
    plain.fill("#id_text", WORDS)
    plain.fill("#id_percent", "60")
    files = [
        {"name": name, "mimeType": "image/jpeg", "buffer": picture(color=color)}
        for name, color in (("一.jpg", "red"), ("二.jpg", "blue"))
    ]
    plain.set_input_files("#id_files", files)
    press(plain)
    plain.wait_for_url("**/folders/**")
    assert written() == ONCE


@pytest.mark.parametrize("width", [390, 1440])
def test_the_form_is_for_everybody_also_when_stuck(form, measure, clerk, width):
    measures.log_progress(
        measure=measure, by=clerk, text="开工。", percent=10, happened_on=timezone.localdate()
    )
    form.set_viewport_size({"width": width, "height": 844})
    breaks(form, 9)
    press(form)
    form.get_by_text(OFFLINE).wait_for()
    assert weak(form) == []
    assert form.evaluate("document.documentElement.scrollWidth") == width
    form.get_by_role("button", name="停止上传，继续填写").click()
