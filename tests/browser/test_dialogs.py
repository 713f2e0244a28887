"""Work on the folder page without leaving it: dialogs, forms in place, errors, conflicts, presses that come twice."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from branches.choices import ProblemStatus
from branches.models import Cause, Evidence, FollowUpPlan, Measure, ProgressEntry
from branches.services import measures
from tests.browser.seeing import (
    OPEN,
    WIDTHS,
    dialog,
    done,
    fits,
    focused,
    is_same,
    mark,
    renewed,
    weak,
)
from tests.factories import log, make_cause, make_measure, make_plan, make_problem, make_user
from tests.pictures import picture
from tests.transactional import TRANSACTIONAL

pytestmark = [pytest.mark.browser, TRANSACTIONAL]
HOME = re.compile(r"/folders/\d+/#")
PHOTO = {"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": picture()}


@pytest.fixture
def problem(folder):
    return make_problem(folder, responsible="支部书记", due_on=timezone.localdate())


@pytest.fixture
def measure(folder, problem):
    return make_measure(folder, [problem], title="轮训干部", responsible="组织委员")


@pytest.fixture
def desk(page, become, clerk, folder, measure):
    """The clerk's window on the folder, marked."""
    become(clerk)
    page.goto(reverse("branches:folder", args=[folder.pk]))
    mark(page)
    return page


def link(name, *args):
    return f'main a[href="{reverse(f"branches:{name}", args=args)}"]'


def open_log(page, measure):
    page.click(link("log_progress", measure.pk))
    return dialog(page)


class TestLogging:
    def test_progress_with_a_photo_is_one_dialog_and_the_row_shows_it(self, desk, measure):
        log(measure, text="办班一期。", percent=20)
        desk.reload()
        mark(desk)
        desk.click(f"#measure-{measure.pk} .measure-log summary")
        form = open_log(desk, measure)
        assert focused(desk, "name") == "text"
        form.locator("[name=text]").fill("办班两期。")
        form.locator("[name=percent]").fill("60")
        form.locator("[name=files]:not([capture])").set_input_files(PHOTO)
        fresh = renewed(desk)
        form.locator("[type=submit]").click()
        assert done(desk) == "进展已记录。"
        fresh()
        row = desk.locator(f"#measure-{measure.pk}")
        assert "办班两期。" in row.locator(".measure-what").inner_text()
        assert row.locator(".meter-line").inner_text() == "60%"
        assert row.locator("details.measure-log").get_attribute("open") is not None
        assert row.locator(".shot img").count() == 1
        assert focused(desk, "getAttribute('href')") == reverse("branches:log_progress", args=[measure.pk])
        assert is_same(desk)
        assert desk.locator(".problem-state .state").inner_text() == ProblemStatus.RECTIFYING.label

    def test_an_error_keeps_what_was_typed_and_the_photo(self, desk, measure):
        form = open_log(desk, measure)
        form.locator("[name=files]:not([capture])").set_input_files(PHOTO)
        form.locator("[name=percent]").fill("101")
        form.locator("[name=text]").fill("办班两期。")
        form.locator("[type=submit]").click()
        desk.wait_for_selector(f"{OPEN} .error-summary")
        assert focused(desk, "className") == "error-summary"
        desk.click(".error-summary a")
        assert focused(desk, "name") == "percent"
        form.locator("[name=percent]").fill("60")
        form.locator("[type=submit]").click()
        done(desk)
        assert (ProgressEntry.objects.get().text, Evidence.objects.count()) == ("办班两期。", 1)

    def test_a_double_click_writes_once(self, desk, measure):
        form = open_log(desk, measure)
        form.locator("[name=text]").fill("办班两期。")
        form.locator("[type=submit]").dblclick()
        done(desk)
        assert ProgressEntry.objects.count() == 1

    def test_from_my_work_the_list_stays_and_is_renewed(self, desk, measure):
        Measure.objects.update(due_on=timezone.localdate())
        desk.goto(reverse("branches:my_work"))
        mark(desk)
        assert desk.locator(".pile-rows > li").count() == 1
        desk.click('.pile-do a[href*="/progress/"]')
        form = dialog(desk)
        form.locator("[name=text]").fill("办结。")
        form.locator("[name=percent]").fill("100")
        fresh = renewed(desk)
        form.locator("[type=submit]").click()
        done(desk)
        fresh()
        assert (desk.locator(".pile-rows > li").count(), is_same(desk)) == (0, True)

    def test_an_entry_is_corrected_in_place(self, desk, measure):
        entry = log(measure, text="办班。", percent=20)
        desk.reload()
        desk.click(f"#measure-{measure.pk} .measure-log summary")
        desk.click(link("edit_progress", entry.pk))
        dialog(desk).locator("[name=text]").fill("办班三天。")
        dialog(desk).locator("[type=submit]").click()
        done(desk)
        entry.refresh_from_db()
        assert entry.text == "办班三天。"


class TestInPlace:
    def test_a_measure_is_edited_under_its_row_and_linked_to_another_problem(self, desk, folder, measure):
        other = make_problem(folder, text="阵地陈旧。")
        desk.reload()
        mark(desk)
        desk.click(link("edit_measure", measure.pk))
        form = dialog(desk)
        assert desk.locator(f"#measure-{measure.pk} {OPEN}").count() == 1
        form.locator("[name=title]").fill("轮训全体干部")
        form.get_by_label("2. 阵地陈旧").check()
        fresh = renewed(desk)
        form.locator("[name=title]").press("Control+Enter")
        done(desk)
        fresh()
        assert desk.locator(f"#measure-{measure.pk} h4").inner_text().strip().startswith("轮训全体干部")
        assert "轮训全体干部" in desk.locator(f"#problem-{other.pk}").inner_text()
        assert focused(desk, "getAttribute('href')") == reverse("branches:edit_measure", args=[measure.pk])
        assert is_same(desk)

    def test_a_cause_is_added_under_its_problem(self, desk, folder, problem):
        desk.click(f'#problem-{problem.pk} a[href*="/causes/new/?problem="]')
        form = dialog(desk)
        form.locator("[name=text]").fill("制度空转。")
        fresh = renewed(desk)
        form.locator("[type=submit]").click()
        done(desk, "已添加。")
        fresh()
        assert list(Cause.objects.get().problems.all()) == [problem]
        assert "制度空转。" in desk.locator(f"#problem-{problem.pk} .causes").inner_text()

    @pytest.mark.parametrize(
        ("noun", "field"), [("problem", "text"), ("plan", "title"), ("member", "name"), ("measure", "title")]
    )
    def test_each_part_is_added_from_the_page(self, desk, folder, noun, field):
        desk.click(link(f"add_{noun}", folder.pk))
        form = dialog(desk)
        form.locator(f"[name={field}]").fill("新写的内容")
        if noun == "member":
            form.locator("[name=kind]").select_option("working_group")
        fresh = renewed(desk)
        form.locator("[type=submit]").click()
        done(desk)
        fresh()
        assert "新写的内容" in desk.locator("main").inner_text()
        assert is_same(desk)

    def test_escape_closes_and_gives_the_focus_back(self, desk, measure):
        for name in ("edit_measure", "log_progress"):
            desk.click(link(name, measure.pk))
            dialog(desk)
            desk.keyboard.press("Escape")
            desk.wait_for_function("() => !document.querySelector('#dialog[open]')")
            assert focused(desk, "getAttribute('href')") == reverse(f"branches:{name}", args=[measure.pk])

    def test_one_form_at_a_time(self, desk, problem, measure):
        desk.click(link("edit_measure", measure.pk))
        dialog(desk)
        desk.click(link("edit_problem", problem.pk))
        desk.wait_for_selector(f"#edit-problem-{problem.pk} {OPEN} [name=text]")
        assert desk.locator(OPEN).count() == 1

    def test_a_part_is_deleted_after_being_asked(self, desk, folder):
        cause = make_cause(folder)
        desk.reload()
        mark(desk)
        desk.click(link("edit_cause", cause.pk))
        dialog(desk).locator(".btn-remove").click()
        desk.wait_for_selector(f"{OPEN} .facts")
        fresh = renewed(desk)
        dialog(desk).locator("[type=submit]").click()
        done(desk)
        fresh()
        assert (Cause.objects.count(), is_same(desk)) == (0, True)

    def test_a_next_step_becomes_a_measure_with_one_click_and_keeps_the_link(self, desk, folder):
        plan = make_plan(folder, title="抓好建章立制")
        desk.reload()
        mark(desk)
        desk.click(f"#plan-{plan.pk} form button")
        form = dialog(desk)
        assert form.locator("[name=title]").input_value() == "抓好建章立制"
        fresh = renewed(desk)
        desk.keyboard.press("Escape")
        fresh()
        became = FollowUpPlan.objects.get().measure
        assert desk.locator(f"#plan-{plan.pk} .became").get_attribute("href") == f"#measure-{became.pk}"
        assert is_same(desk)


class TestWhatGoesWrong:
    def test_two_people_edit_one_measure_and_the_second_chooses(self, desk, tree, measure):
        desk.click(link("edit_measure", measure.pk))
        form = dialog(desk)
        form.locator("[name=title]").fill("我的标题")
        form.locator("[name=description]").fill("我的做法。")
        colleague = make_user("staff", tree.township, "colleague")
        measures.edit(measure=measure, by=colleague, title="他人的标题", description="他人的做法。")
        form.locator("[type=submit]").click()
        desk.wait_for_selector(f"{OPEN} .choice")
        assert form.locator(".choice-words").all_inner_texts() == [
            "我的标题", "他人的标题", "我的做法。", "他人的做法。",
        ]  # fmt: skip
        assert "colleague" in form.locator("[role=alert]").inner_text()
        assert weak(desk) == []
        own = form.locator("[name=title]")
        form.locator("[name=choice-title][value=theirs]").check()
        assert own.is_visible() is False
        form.locator("[name=choice-title][value=yours]").check()
        assert own.input_value() == "我的标题"
        form.locator("[name=choice-title][value=theirs]").check()
        form.locator("[type=submit]").click()
        done(desk, "已保存。")
        measure.refresh_from_db()
        assert (measure.title, measure.description) == ("他人的标题", "我的做法。")

    def test_what_is_gone_is_told_and_the_words_stay(self, desk, tree, measure):
        desk.click(link("edit_measure", measure.pk))
        form = dialog(desk)
        form.locator("[name=description]").fill("写了很久的一段。")
        measures.remove(measure=measure, by=make_user("staff", tree.township))
        form.locator("[type=submit]").click()
        desk.wait_for_selector(f"{OPEN} .notice-error")
        assert "不存在" in form.locator(".notice-error").inner_text()
        assert form.locator("[name=description]").input_value() == "写了很久的一段。"

    def test_a_step_taken_meanwhile_is_told_in_the_dialog(
        self, desk, become, folder, reviewer, problem, measure
    ):
        measures.edit(measure=measure, by=make_user("staff", folder.township), outcome="已完成。")
        log(measure, percent=100)
        become(reviewer)
        desk.reload()
        folder.problems.update(status=ProblemStatus.PENDING)
        desk.click(link("problem_step", problem.pk, "submit"))
        assert "可能已由他人办理" in dialog(desk).inner_text()
        assert weak(desk) == []
        desk.click(f"{OPEN} [data-close]")
        desk.wait_for_function("() => !document.querySelector('#dialog[open]')")

    def test_without_the_server_nothing_is_lost(self, desk, measure, complaints):
        form = open_log(desk, measure)
        form.locator("[name=text]").fill("办班两期。")
        desk.context.set_offline(True)
        form.locator("[type=submit]").click()
        desk.wait_for_selector(f"{OPEN} .upload.is-stuck")
        assert form.locator("[name=text]").input_value() == "办班两期。"
        desk.context.set_offline(False)
        done(desk)
        assert ProgressEntry.objects.get().text == "办班两期。"
        complaints.clear()

    def test_the_back_button_after_saving_makes_no_error_and_no_double(self, desk, folder, measure):
        for name, key, field in [("add_plan", folder.pk, "title"), ("log_progress", measure.pk, "text")]:
            desk.goto(reverse(f"branches:{name}", args=[key]))
            desk.fill(f"main [name={field}]", "写一次。")
            desk.click("main form [type=submit]")
            desk.wait_for_url(HOME)
            desk.go_back()
            assert desk.input_value(f"main [name={field}]") == ""
            desk.click("main form [type=submit]")
            desk.wait_for_selector(".error-summary")
        assert (FollowUpPlan.objects.count(), ProgressEntry.objects.count()) == (1, 1)


DIALOGS = ["log_progress", "edit_measure", "edit_problem", "choose_measure", "edit_folder", "add_problem"]


@pytest.mark.parametrize("width", WIDTHS)
def test_each_dialog_and_its_error_is_for_everybody(desk, folder, problem, measure, width):
    log(measure, percent=40)
    keys = {"measure": measure.pk, "progress": measure.pk, "problem": problem.pk, "folder": folder.pk}
    desk.set_viewport_size({"width": width, "height": 844})
    desk.reload()
    for name in DIALOGS:
        own = name in {"log_progress", "edit_measure", "edit_problem"}
        desk.click(link(name, keys[name.partition("_")[2]] if own else folder.pk))
        form = dialog(desk)
        assert (name, weak(desk), fits(desk, width)) == (name, [], True)
        if name != "choose_measure":
            desk.evaluate(
                "document.querySelectorAll('#dialog textarea, #dialog [type=date]')"
                ".forEach(field => { field.value = '' })"
            )
            form.locator("[name=title]").first.fill("") if name == "edit_measure" else None
            form.locator(".btn-row [type=submit]").click()
            desk.wait_for_selector(f"{OPEN} .error-summary")
            assert (name, weak(desk), fits(desk, width)) == (name, [], True)
        desk.keyboard.press("Escape")
        desk.wait_for_function("() => !document.querySelector('#dialog[open]')")
