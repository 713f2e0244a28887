"""One change to many rows: who can and who cannot is said beforehand, and exactly that is done."""

import datetime as dt

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from branches.choices import JobState, LedgerKind
from branches.models import Decision, Job, Measure, Problem, Rectification
from branches.services import bulk, jobs, measures, problems
from branches.services.bulk import Change
from tests.branches.reading import LEDGER, days, sign_off, step, words
from tests.factories import log, make_folder, make_measure, make_problem, make_user

pytestmark = pytest.mark.django_db
BULK = "branches:ledger_bulk"
PROBLEMS, MEASURES = LedgerKind.PROBLEMS, LedgerKind.MEASURES


def verdicts(model, change, by):
    """{title: (reason, before, after)} of every row of ``model``."""
    return {
        one.row.title: (one.reason, one.before, one.after)
        for one in bulk.preview(model.objects.visible_to(by), change, by)
    }


def versions(*rows):
    return [(row.pk, type(row).objects.get(pk=row.pk).version) for row in rows]


# --- beforehand


def test_a_new_post_for_all_but_those_that_are_settled_or_frozen(tree, folder, clerk, supervisor):
    make_problem(folder, text="可以。", responsible="村支书")
    sign_off(make_problem(folder, text="已销号。"), supervisor)
    frozen = make_folder(township=tree.township)
    make_problem(frozen, text="已冻结。")
    Rectification.objects.filter(pk=frozen.pk).update(stage="acceptance")
    found = verdicts(Problem, Change(PROBLEMS, {"responsible": "组织委员"}), clerk)
    assert found["可以"] == ("", "村支书", "组织委员")
    assert "已销号" in found["已销号"][0]
    assert "申请验收" in found["已冻结"][0]
    assert Problem.objects.filter(responsible="组织委员").count() == 0


@pytest.mark.parametrize("kind", [PROBLEMS, MEASURES])
def test_a_new_deadline_is_read_by_the_rules_of_each_row(folder, clerk, kind):
    make, begins = (make_problem, "found_on") if kind == PROBLEMS else (make_measure, "starts_on")
    text = "text" if kind == PROBLEMS else "title"
    make(folder, **{text: "早", begins: dt.date(2026, 1, 5)}, due_on=dt.date(2026, 3, 1))
    make(folder, **{text: "晚", begins: dt.date(2026, 9, 1)})
    model = Problem if kind == PROBLEMS else Measure
    found = verdicts(model, Change(kind, {"deadline": "6月底前", "long_term": False}), clerk)
    assert found["早"] == ("", "2026年3月1日前（2026-03-01）", "6月底前（2026-06-30）")
    assert (found["晚"][0] != "", found["晚"][1:]) == (True, ("", ""))
    dated = verdicts(model, Change(kind, {"due_on": dt.date(2026, 10, 1), "long_term": False}), clerk)
    assert dated["晚"] == ("", "", "2026年10月1日前（2026-10-01）")
    assert not model.objects.filter(due_on__gt=dt.date(2026, 3, 1)).exists()


def test_a_step_is_checked_by_the_table_its_requirements_and_four_eyes(folder, reviewer, supervisor, clerk):
    ready, bare, waiting = (make_problem(folder, text=f"{name}。") for name in ("齐全", "缺措施", "已申请"))
    for problem in (ready, waiting):
        log(make_measure(folder, [problem], outcome="成效。"), percent=100)
    Problem.objects.filter(pk=bare.pk).update(status="rectifying")
    step("submit", reviewer, waiting)
    found = verdicts(Problem, Change(PROBLEMS, step="submit"), reviewer)
    assert found["齐全"] == ("", "整改中", "待核验")
    assert "措施" in found["缺措施"][0]
    assert found["已申请"][0] == "当前不能办理此步骤，可能已由他人办理。"
    Decision.objects.update(by=supervisor)
    assert "提交人" in verdicts(Problem, Change(PROBLEMS, step="sign_off"), supervisor)["已申请"][0]
    assert "督查员" in verdicts(Problem, Change(PROBLEMS, step="sign_off"), clerk)["已申请"][0]
    assert verdicts(Problem, Change(PROBLEMS, step="send_back"), supervisor)["已申请"][0] != ""
    assert (
        verdicts(Problem, Change(PROBLEMS, step="send_back", comment="补充。"), supervisor)["已申请"][0] == ""
    )


def test_looking_beforehand_costs_the_same_for_many_rows(tree, reviewer, django_assert_num_queries):
    def rows(number):
        for _ in range(number):
            folder = make_folder(township=tree.township)
            log(make_measure(folder, [make_problem(folder)], outcome="成效。"), percent=100)

    for number in (2, 18):
        rows(number)
        with django_assert_num_queries(3):
            found = bulk.preview(Problem.objects.all(), Change(PROBLEMS, step="submit"), reviewer)
    assert len(found) == 20


# --- doing it


def test_what_was_shown_is_done_by_the_usual_services(folder, clerk):
    one, two = (make_measure(folder, title=name, due_on=days(9)) for name in ("甲", "乙"))
    change = Change(MEASURES, {"deadline": "2027年3月底前", "long_term": False})
    outcome = bulk.apply(rows=versions(one, two), change=change, by=clerk)
    assert (outcome.done, outcome.refused, outcome.words) == (2, [], "已修改2条。")
    assert set(Measure.objects.values_list("deadline", "due_on", "version")) == {
        ("2027年3月底前", dt.date(2027, 3, 31), 2)
    }
    folder.refresh_from_db()
    assert folder.next_due_on == dt.date(2027, 3, 31)
    trail = AuditEntry.objects.filter(object_pk=str(one.pk), content_type__model="measure", action=1)
    assert [entry.actor for entry in trail if "deadline" in entry.changes] == [clerk]


def test_a_row_that_moved_meanwhile_is_left_and_named_the_others_are_done(folder, clerk, supervisor):
    stale, gone, signed, fine = (make_problem(folder, text=f"{name}。") for name in "甲乙丙丁")
    rows = versions(stale, gone, signed, fine)
    problems.edit(problem=stale, by=clerk, responsible="别人")
    problems.remove(problem=gone, by=clerk)
    sign_off(signed, supervisor)
    outcome = bulk.apply(rows=rows, change=Change(PROBLEMS, {"responsible": "组织委员"}), by=clerk)
    assert outcome.done == 1
    assert dict(outcome.refused) == {
        "甲": "预览之后已被他人修改。",
        "丙": "预览之后已被他人修改。",
        "1条": "已不存在",
    }
    assert outcome.words.startswith("已修改1条。3条未修改：甲（预览之后已被他人修改）；")
    assert set(Problem.objects.values_list("title", "responsible")) == {
        ("甲", "别人"), ("丙", ""), ("丁", "组织委员"),
    }  # fmt: skip


def test_a_step_that_somebody_took_meanwhile_is_not_taken_twice(folder, reviewer, supervisor):
    one, two = (make_problem(folder, text=f"{name}。") for name in "甲乙")
    for problem in (one, two):
        log(make_measure(folder, [problem], outcome="成效。"), percent=100)
    rows = versions(one, two)
    step("submit", make_user("reviewer", folder.township, "second"), one)
    outcome = bulk.apply(rows=rows, change=Change(PROBLEMS, step="submit"), by=reviewer)
    assert (outcome.done, [title for title, _ in outcome.refused]) == (1, ["甲"])
    assert Decision.objects.filter(step="submit").count() == 2


def test_rows_outside_are_neither_changed_nor_named(tree, folder, clerk):
    mine, theirs = (
        make_problem(folder, text="甲。"),
        make_problem(make_folder(township=tree.other_township), text="乙。"),
    )
    change = Change(PROBLEMS, {"responsible": "组织委员"})
    assert (
        bulk.apply(rows=versions(theirs), change=change, by=make_user("staff", tree.other_township)).done == 1
    )
    outcome = bulk.apply(
        rows=versions(mine, theirs), change=Change(PROBLEMS, {"responsible": "外人"}), by=clerk
    )
    assert (outcome.done, outcome.refused) == (1, [("1条", "已不存在")])
    assert set(Problem.objects.values_list("responsible", flat=True)) == {"外人", "组织委员"}


def test_a_failure_in_the_middle_leaves_nothing_behind(folder, clerk, monkeypatch):
    rows = versions(*(make_measure(folder, title=name) for name in "甲乙"))
    edit, calls = measures.edit, []

    def fails_at_the_second(**values):
        calls.append(values)
        if len(calls) == 2:
            raise ZeroDivisionError
        return edit(**values)

    monkeypatch.setattr(measures, "edit", fails_at_the_second)
    with pytest.raises(ZeroDivisionError):
        bulk.apply(rows=rows, change=Change(MEASURES, {"responsible": "组织委员"}), by=clerk)
    assert not Measure.objects.filter(responsible="组织委员").exists()


# --- many rows, in the background


@pytest.fixture
def order(folder, clerk, monkeypatch, django_capture_on_commit_callbacks):
    """A change of three measures, ordered as a job since two are the most at once."""
    monkeypatch.setattr(bulk, "AT_ONCE", 2)
    rows = versions(*(make_measure(folder, title=name) for name in "甲乙丙"))

    def start(change):
        with django_capture_on_commit_callbacks(execute=True):
            return bulk.apply(rows=rows, change=change, by=clerk)

    return start


@pytest.mark.parametrize(
    "values",
    [{"responsible": "组织委员"}, {"deadline": "年底前", "due_on": dt.date(2026, 12, 25), "long_term": True}],
)
def test_many_rows_are_a_job_that_may_be_taken_up_again(order, clerk, values):
    job = order(Change(MEASURES, values))
    assert (type(job), job.title, Measure.objects.filter(**values).count()) == (Job, "批量修改3条", 0)
    jobs.run(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.answer) == (JobState.DONE, {"words": "已修改3条。", "refused": []})
    assert Measure.objects.filter(**values, version=2).count() == 3
    Job.objects.update(state=JobState.WAITING, finished_at=None)
    jobs.run(str(job.pk))
    job.refresh_from_db()
    assert job.answer["words"] == "已修改3条。"
    assert Measure.objects.filter(version=2).count() == 3


def test_steps_in_the_background_are_taken_once(folder, reviewer, clerk):
    problem = make_problem(folder)
    log(make_measure(folder, [problem], outcome="成效。"), percent=100)
    change = Change(PROBLEMS, step="submit")
    rows = versions(problem)
    first, second = (bulk.change_rows(rows=rows, change=change, by=reviewer) for _ in range(2))
    assert (first.done, second.done, second.refused) == (1, 1, [])
    assert Decision.objects.filter(step="submit").count() == 1


def test_the_page_of_the_job_names_what_was_refused(client, order, folder, clerk):
    job = order(Change(MEASURES, {"responsible": "组织委员"}))
    measures.edit(measure=Measure.objects.get(title="乙"), by=clerk, responsible="别人")
    jobs.run(str(job.pk))
    client.force_login(clerk)
    page = client.get(reverse("branches:job", args=[job.pk])).content.decode()
    assert "已修改2条。1条未修改：乙（预览之后已被他人修改）。" in page


# --- the page


def fill_in(client, query, **values):
    return client.post(f"{reverse(BULK)}?{query}", values)


def picks(*rows):
    return "&".join(f"pick={row.pk}" for row in rows)


def test_from_ticks_over_the_preview_to_the_ledger(look, client, folder, clerk, supervisor):
    fine, done = make_problem(folder, text="可以。"), make_problem(folder, text="已销号。")
    sign_off(done, supervisor)
    query = f"kind=problems&status=&q=&{picks(fine, done)}"
    page = look(clerk, f"{reverse(BULK)}?{query}")
    assert "2 problems are chosen." in page.text("p", **{"class": "lead"})
    sent = {"what": "responsible", "responsible": "组织委员"}
    preview = fill_in(client, query, **sent)
    assert [one.row for one in preview.context["able"]] == [fine]
    assert [one.row for one in preview.context["unable"]] == [done]
    assert "1 row will be changed, 1 cannot be" in preview.content.decode()
    rows = preview.context["rows"]
    assert rows == f"{fine.pk}:1"
    answer = fill_in(client, query, rows=rows, **sent)
    assert answer.headers["Location"] == f"{reverse(LEDGER)}?kind=problems&status=&q="
    assert "1 row changed." in words(look(clerk, answer.headers["Location"]).tree)
    assert set(Problem.objects.values_list("title", "responsible")) == {("可以", "组织委员"), ("已销号", "")}


def test_all_that_the_filter_leaves(look, client, tree, folder, clerk):
    for number in range(3):
        make_measure(folder, title=f"逾期{number}", due_on=days(-1))
    make_measure(folder, title="未到期", due_on=days(9))
    make_measure(make_folder(township=tree.other_township), title="别镇", due_on=days(-1))
    look(clerk, LEDGER)
    preview = fill_in(client, "kind=measures&due=overdue&all=1", what="deadline", due_on=days(30).isoformat())
    assert sorted(one.row.title for one in preview.context["able"]) == ["逾期0", "逾期1", "逾期2"]


@pytest.mark.parametrize(
    ("role", "kind", "offered"),
    [
        ("staff", "problems", ["responsible", "deadline", "step:start"]),
        ("staff", "measures", ["responsible", "deadline"]),
        ("reviewer", "problems", ["step:submit"]),
        ("supervisor", "problems", ["step:sign_off", "step:keep_long_term", "step:send_back", "step:reopen"]),
    ],
)
def test_each_role_is_offered_what_it_may_do(look, tree, folder, role, kind, offered):
    make_measure(folder, [make_problem(folder)])
    user = make_user(role, tree.county if role == "supervisor" else tree.township)
    assert "Select" in look(user, LEDGER, kind=kind).columns
    page = look(user, f"{reverse(BULK)}?kind={kind}&all=1")
    assert [radio.get("value") for radio in page.all("input", type="radio")] == offered


@pytest.mark.parametrize(("role", "kind"), [("auditor", "problems"), ("reviewer", "measures")])
def test_who_may_change_nothing_has_no_boxes_and_no_page(look, tree, folder, role, kind):
    make_measure(folder, [make_problem(folder)])
    user = make_user(role, tree.township)
    assert "Select" not in look(user, LEDGER, kind=kind).columns
    look(user, f"{reverse(BULK)}?kind={kind}&all=1", expect=403)


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, "what"),
        ({"what": "step:archive"}, "what"),
        ({"what": "responsible", "responsible": " "}, "responsible"),
        ({"what": "deadline"}, "deadline"),
        ({"what": "deadline", "due_on": "2026-02-31"}, "due_on"),
        ({"what": "responsible", "responsible": "甲", "rows": "1:x"}, "rows"),
        ({"what": "responsible", "responsible": "甲", "rows": "1"}, "rows"),
    ],
)
def test_bad_input_is_told_and_nothing_is_lost(client, look, folder, clerk, sent, field):
    problem = make_problem(folder)
    look(clerk, LEDGER)
    answer = fill_in(client, picks(problem), **{"responsible": "写好的", **sent})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Problem.objects.filter(version__gt=1).exists()


def test_words_that_a_step_needs_are_asked_for(client, look, folder, supervisor):
    problem = make_problem(folder)
    look(supervisor, LEDGER)
    answer = fill_in(client, picks(problem), what="step:reopen")
    assert "comment" in answer.context["form"].errors


def test_nothing_chosen_and_too_much_chosen_lead_back(look, folder, clerk, monkeypatch):
    for number in range(3):
        make_problem(folder, text=f"题{number}。")
    assert look(clerk, BULK).text("h2") == ["Nothing is chosen"]
    monkeypatch.setattr("branches.selectors.ledger.COUNT_LIMIT", 2)
    page = look(clerk, f"{reverse(BULK)}?all=1")
    assert page.text("h2") == ["Too many rows"]
    assert page.all("input", type="radio") == []


def test_rows_of_another_township_cannot_be_picked(look, tree, folder, clerk):
    """The row is there: its own clerk picks it."""
    problem = make_problem(folder)
    assert look(clerk, f"{reverse(BULK)}?{picks(problem)}").all("input", type="radio")
    other = make_user("staff", tree.other_township)
    assert look(other, f"{reverse(BULK)}?{picks(problem)}&pick=x").text("h2") == ["Nothing is chosen"]
