"""The timeline of a folder: who did what, from which value to which, in words."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils.translation import override

from accounts.models import AuditEntry
from branches.models import Problem
from branches.selectors import activity
from branches.services import causes, decisions, evidence, measures, plans, problems, rectifications
from reports.services import drafts
from tests.branches.reading import words
from tests.factories import (
    comment,
    keep,
    log,
    make_cause,
    make_folder,
    make_measure,
    make_plan,
    make_problem,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def english():
    with override("en"):
        yield


def told(folder, user, **narrowed):
    """Each event as (action, kind, name, {label: (before, after) or words}), newest first."""
    entries = activity.trail(user, folder).filter(**narrowed).select_related("actor", "content_type")
    return [
        (
            event.action,
            event.kind,
            event.name,
            {change.label: change.words or (change.before, change.after) for change in event.changes},
        )
        for act in activity.acts(entries)
        for event in act.events
    ]


def last(folder, user, model):
    return told(folder, user, content_type__model=model)[0]


def test_a_change_has_its_label_and_both_values(english, folder, clerk):
    criterion = folder.campaign.criteria.first()
    problem = make_problem(folder, due_on=dt.date(2026, 5, 1))
    changed = {"text": "制度空转。", "due_on": None, "long_term": True, "criterion": criterion}
    problems.edit(problem=problem, by=clerk, **changed)
    assert last(folder, clerk, "problem") == (
        "changed",
        "Problem",
        "制度空转",
        {
            "Short title": ("班子不团结", "制度空转"),
            "Problem": ("班子不团结，内耗严重。", "制度空转。"),
            "Criterion": ("", criterion.short_label),
            "Deadline": ("2026年5月1日前", ""),
            "Due on": ("2026-05-01", ""),
            "Long-term": ("no", "yes"),
        },
    )


def test_the_words_are_those_of_the_reader(folder, clerk):
    problem = make_problem(folder)
    log(make_measure(folder, [problem]), percent=40)
    with override("en"):
        assert last(folder, clerk, "problem")[3] == {"Status": ("Not started", "In progress")}
        assert last(folder, clerk, "measure")[3]["Percent"] == ("0%", "40%")
    with override("zh-hans"):
        assert last(folder, clerk, "problem")[3] == {"状态": ("待整改", "整改中")}


def test_links_are_told_as_what_was_added_and_taken_away(english, folder, clerk):
    first, second = make_problem(folder, text="甲。"), make_problem(folder, text="乙。")
    cause = make_cause(folder, [first, second], text="人手不足。")
    assert last(folder, clerk, "cause") == (
        "changed",
        "Cause",
        "人手不足",
        {"Explains problems": "added: 甲; 乙"},
    )
    causes.edit(cause=cause, by=clerk, problems=[second])
    assert last(folder, clerk, "cause")[3] == {"Explains problems": "taken away: 甲"}
    rectifications.edit(rectification=folder, by=clerk, criteria=list(folder.campaign.criteria.all()[:1]))
    label = folder.campaign.criteria.first().short_label
    assert ("changed", "Folder", "", {"Criteria": f"added: {label}"}) in told(folder, clerk)


def test_what_was_deleted_keeps_its_last_values(english, folder, clerk):
    plan = make_plan(folder, title="抓好建章立制", text="修订制度。")
    plans.remove(plan=plan, by=clerk)
    action, kind, name, values = last(folder, clerk, "followupplan")
    assert (action, kind, name) == ("deleted", "Next step", "抓好建章立制")
    assert values["What is planned"] == ("修订制度。", "")


def test_what_pointed_at_something_deleted_says_so(english, folder, clerk):
    criterion = folder.campaign.criteria.last()
    problem = make_problem(folder, criterion=criterion)
    problems.edit(problem=problem, by=clerk, criterion=None)
    criterion.delete()
    assert last(folder, clerk, "problem")[3] == {"Criterion": ("(deleted)", "")}


def test_a_new_row_tells_what_it_was_filled_with_and_not_how_it_is_stored(english, folder, clerk):
    entry = log(
        make_measure(folder, title="强化队伍"), text="开会。", percent=40, happened_on=dt.date(2026, 5, 1)
    )
    assert last(folder, clerk, "progressentry") == (
        "added",
        "Progress entry",
        "开会。",
        {
            "Measure": ("", "强化队伍"),
            "Date": ("", "2026-05-01"),
            "What was done": ("", "开会。"),
            "Percent after it": ("", "40%"),
            "Write into the next report": ("", "yes"),
        },
    )
    keep(entry, caption="会场")
    values = last(folder, clerk, "evidence")[3]
    assert values == {
        "Progress entry": ("", "开会。"),
        "File name": ("", "现场.jpg"),
        "Caption": ("", "会场"),
    }


def test_a_withdrawal_has_its_hour_and_reason(english, folder, clerk):
    kept = evidence.withdraw(evidence=keep(make_problem(folder)), reason="误传", by=clerk)
    hour = kept.withdrawn_at.astimezone(dt.timezone(dt.timedelta(hours=8)))
    values = {"Withdrawn": ("", f"{hour:%Y-%m-%d %H:%M}"), "Reason": ("", "误传")}
    assert last(folder, clerk, "evidence")[3] == values


def test_a_decision_is_called_by_its_step_and_tells_its_way(english, folder, clerk, supervisor):
    problem = make_problem(folder, text="班子不团结。")
    decisions.take_step(rectification=folder, step="confirm", by=supervisor, comment="属实。")
    assert last(folder, clerk, "decision") == (
        "added",
        "Decision",
        "Confirm the listing",
        {"Words": ("", "属实。"), "Status": ("Proposed", "Under rectification")},
    )
    decisions.take_step(problem=problem, step="start", by=clerk)
    assert last(folder, clerk, "decision") == (
        "added",
        "Decision",
        "Start",
        {"Problem": ("", "班子不团结"), "Status": ("Not started", "In progress")},
    )


def test_what_is_no_field_of_words_is_only_named(english, folder, clerk):
    make_problem(folder)
    report = drafts.start(rectification=folder, by=clerk)
    names = {name for name, value in last(folder, clerk, "report")[3].items() if value == "changed"}
    assert names == {
        str(field.verbose_name).capitalize()
        for field in report._meta.fields
        if field.get_internal_type() == "JSONField"
    }


def test_what_one_person_does_at_one_go_stands_together(folder, clerk, supervisor):
    AuditEntry.objects.all().delete()
    problem = make_problem(folder)
    log(make_measure(folder, [problem]))
    decisions.take_step(rectification=folder, step="confirm", by=supervisor)
    moments = AuditEntry.objects.filter(actor=clerk)
    moments.filter(content_type__model="problem", action=AuditEntry.Action.CREATE).update(
        timestamp=moments.first().timestamp - dt.timedelta(minutes=5)
    )
    found = activity.acts(activity.trail(clerk, folder).select_related("actor", "content_type"))
    assert [act.by for act in found] == [supervisor, clerk, clerk]
    assert sum(len(act.events) for act in found) == AuditEntry.objects.count()


def test_other_folders_tell_their_own(tree, folder, clerk):
    make_problem(make_folder(township=tree.township), text="别处的问题。")
    make_problem(folder, text="此处的问题。")
    names = {name for _, kind, name, _ in told(folder, clerk) if name}
    assert names == {"此处的问题"}


def test_outside_the_scope_there_is_no_trail(tree, folder):
    make_problem(folder)
    assert activity.trail(make_user("supervisor", tree.county), folder).exists()
    assert not activity.trail(make_user("supervisor", tree.other_county), folder).exists()


class TestPage:
    @pytest.fixture
    def page(self, look, folder):
        def open_page(user, **query):
            return look(user, reverse("branches:folder_activity", args=[folder.pk]), **query)

        return open_page

    @staticmethod
    def events(page):
        lists = [item for block in page.all("ol", **{"class": "timeline"}) for item in block.iter("ul")]
        return [words(next(item.iter("p"))) for block in lists for item in block.iter("li")]

    def test_it_says_who_and_when_and_leads_to_the_place(self, page, folder, clerk):
        clerk.post = "党建办干事"
        clerk.save()
        problem = make_problem(folder, text="班子不团结。")
        seen = page(clerk)
        assert words(seen.all("p", **{"class": "timeline-who"})[0]).startswith(f"{clerk} 党建办干事 ")
        assert self.events(seen)[0] == "Added Problem 班子不团结"
        place = reverse("branches:folder", args=[folder.pk]) + f"#problem-{problem.pk}"
        assert place in {node.get("href") for node in seen.all("a")}

    def test_old_and_new_stand_side_by_side(self, page, folder, clerk):
        measure = make_measure(folder, title="甲")
        measures.edit(measure=measure, by=clerk, title="乙")
        changes = page(clerk).all("dl", **{"class": "changes"})[0]
        pairs = zip(changes.iter("dt"), changes.iter("dd"), strict=True)
        assert [(words(label), words(values)) for label, values in pairs] == [("Measure", "甲 → is now 乙")]

    def test_it_is_narrowed_by_who_and_by_what(self, page, folder, clerk, supervisor):
        make_problem(folder, text="班子不团结。")
        decisions.take_step(rectification=folder, step="confirm", by=supervisor)
        seen = page(clerk)
        who = [words(node) for node in seen.tree.iter("option")]
        assert {"All", str(clerk), str(supervisor), "Problem", "Decision"} <= set(who)
        assert self.events(page(clerk, who=supervisor.pk)) == [
            "Changed Folder",
            "Added Decision Confirm the listing",
        ]
        kind = AuditEntry.objects.filter(content_type__model="problem").first().content_type_id
        assert self.events(page(clerk, kind=kind)) == ["Added Problem 班子不团结"]
        nothing = page(clerk, kind=kind, who=supervisor.pk)
        assert (self.events(nothing), nothing.text("h2")) == ([], ["Nothing matches"])

    def test_it_goes_on_over_pages(self, page, folder, clerk, monkeypatch):
        monkeypatch.setattr(activity, "A_PAGE", 3)
        for number in range(4):
            make_problem(folder, text=f"问题{number}。")
        assert len(self.events(page(clerk))) == 3
        onward = page(clerk).link(rel="next")
        assert onward == "?page=2"
        number = AuditEntry.objects.of_folder(folder.pk).count()
        assert len(self.events(page(clerk, page=2))) == number - 3
        assert self.events(page(clerk, page="x")) == self.events(page(clerk))

    def test_the_desk_leads_there(self, look, folder, clerk):
        page = look(clerk, reverse("branches:folder", args=[folder.pk]))
        assert reverse("branches:folder_activity", args=[folder.pk]) in {
            node.get("href") for node in page.all("a")
        }

    def test_a_comment_is_told_without_its_words(self, page, folder, clerk):
        comment(by=clerk, text="请补充。", problem=make_problem(folder))
        seen = page(clerk)
        assert "请补充。" not in words(seen.tree)
        assert self.events(seen)[0].startswith("Added Comment")
        assert Problem.objects.count() == 1
