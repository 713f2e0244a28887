"""Forms in the browser's way: what is sent, what comes back, and that nothing typed is ever lost."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from branches.models import (
    Cause,
    FollowUpPlan,
    Measure,
    Problem,
    ProgressEntry,
    Rectification,
    TaskForceMember,
)
from branches.services import problems, task_force
from tests.factories import (
    log,
    make_cause,
    make_folder,
    make_measure,
    make_plan,
    make_problem,
    writer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client, clerk):
    client.force_login(clerk)
    return client


def make_member(folder):
    return task_force.add(rectification=folder, by=writer(folder), kind="paired_unit", unit="某单位")


#  noun: model, what to send, the field that is then left empty, its address part
PARTS = {
    "problem": (
        Problem,
        make_problem,
        {"number": 3, "text": "班子不团结，内耗严重。", "found_on": "2026-03-01"},
        "text",
    ),
    "cause": (Cause, make_cause, {"number": 3, "text": "制度执行不到位。"}, "text"),
    "measure": (
        Measure,
        make_measure,
        {"number": 3, "title": "强化队伍", "starts_on": "2026-03-01"},
        "title",
    ),
    "plan": (FollowUpPlan, make_plan, {"number": 3, "title": "建章立制", "text": "定期检查。"}, "title"),
    "member": (
        TaskForceMember,
        make_member,
        {"kind": "first_secretary", "name": "甲", "post": "干事"},
        "kind",
    ),
}
NUMBERED = [noun for noun in PARTS if noun != "member"]


@pytest.fixture(params=PARTS)
def noun(request):
    return request.param


def page(verb, noun, key):
    return reverse(f"branches:{verb}_{noun}", args=[key])


def home_of(folder, anchor=""):
    return reverse("branches:folder", args=[folder.pk]) + anchor


def sent(form):
    """What a browser sends back if nothing is touched."""
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False, [])}


def test_a_new_part_is_written_and_leads_back_to_its_place(signed_in, folder, noun):
    model, _, values, _ = PARTS[noun]
    answer = signed_in.post(page("add", noun, folder.pk), values)
    part = model.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, home_of(folder, f"#{noun}-{part.pk}"))
    assert {name: str(getattr(part, name)) for name in values} == {
        name: str(value) for name, value in values.items()
    }


def test_an_empty_field_is_told_and_the_rest_kept(signed_in, folder, noun):
    model, _, values, field = PARTS[noun]
    answer = signed_in.post(page("add", noun, folder.pk), {**values, field: ""})
    assert answer.status_code == 422
    form = answer.context["form"]
    assert list(form.errors) == [field]
    kept = {name: form[name].value() for name in values if name != field}
    assert kept == {name: str(value) for name, value in values.items() if name != field}
    assert model.objects.count() == 0


def test_an_error_stands_beside_its_field_and_in_the_summary(signed_in, folder, noun):
    _, _, values, field = PARTS[noun]
    html = signed_in.post(page("add", noun, folder.pk), {**values, field: ""}).content.decode()
    assert html.count('class="error-summary"') == 1
    assert f'href="#id_{field}"' in html
    assert f'id="id_{field}_error"' in html
    assert "这个字段是必填项。" in html or "请填写" in html


@pytest.mark.parametrize("noun", NUMBERED)
def test_the_next_number_stands_there_already(signed_in, folder, noun):
    PARTS[noun][1](folder, number=4)
    form = signed_in.get(page("add", noun, folder.pk)).context["form"]
    assert form["number"].value() == 5


@pytest.mark.parametrize("noun", NUMBERED)
def test_a_number_that_is_taken_is_told_beside_it(signed_in, folder, noun):
    model, make, values, _ = PARTS[noun]
    make(folder, number=3)
    answer = signed_in.post(page("add", noun, folder.pk), values)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["number"]
    assert model.objects.count() == 1


def test_an_untouched_form_changes_nothing_but_the_version(signed_in, folder, noun):
    model, make, _, _ = PARTS[noun]
    part = make(folder)
    before = model.objects.filter(pk=part.pk).values().get()
    address = page("edit", noun, part.pk)
    assert signed_in.post(address, sent(signed_in.get(address).context["form"])).status_code == 302
    after = model.objects.filter(pk=part.pk).values().get()
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"version", "updated_at"}


def test_the_slower_editor_sees_both_versions_and_may_insist(signed_in, folder, noun):
    model, make, _, field = PARTS[noun]
    field = "name" if noun == "member" else field
    part = make(folder)
    address = page("edit", noun, part.pk)
    mine = sent(signed_in.get(address).context["form"])
    signed_in.post(address, {**mine, field: "先到的内容"})
    answer = signed_in.post(address, {**mine, field: "后到的内容"})
    assert answer.status_code == 409
    assert [(one.yours, one.theirs) for one in answer.context["differences"]] == [
        ("后到的内容", "先到的内容")
    ]
    assert answer.context["form"][field].value() == "后到的内容"
    assert getattr(model.objects.get(), field) == "先到的内容"
    again = sent(answer.context["form"])
    assert signed_in.post(address, again).status_code == 302
    assert getattr(model.objects.get(), field) == "后到的内容"


def test_removing_asks_first(signed_in, folder, noun):
    model, make, _, _ = PARTS[noun]
    part = make(folder)
    address = page("remove", noun, part.pk)
    asked = signed_in.get(address)
    assert (asked.status_code, asked.templates[0].name, model.objects.count()) == (
        200,
        "forms/confirm_page.html",
        1,
    )
    answer = signed_in.post(address, {"version": 1})
    assert (answer.status_code, answer.headers["Location"]) == (302, home_of(folder))
    assert model.objects.count() == 0


def test_what_changed_meanwhile_is_not_removed(signed_in, folder, noun):
    model, make, _, _ = PARTS[noun]
    part = make(folder)
    model.objects.filter(pk=part.pk).update(version=2)
    assert signed_in.post(page("remove", noun, part.pk), {"version": 1}).status_code == 409
    assert model.objects.count() == 1


@pytest.mark.parametrize("verb", ["edit", "remove"])
def test_a_frozen_folder_says_why(signed_in, folder, noun, verb):
    part = PARTS[noun][1](folder)
    Rectification.objects.update(stage="acceptance")
    answer = signed_in.get(page(verb, noun, part.pk))
    assert answer.status_code == 403
    assert "该档案处于“申请验收”阶段，内容不能再修改。" in answer.content.decode()


@pytest.mark.parametrize(
    ("noun", "values", "field"),
    [
        ("problem", {"due_on": "2026-02-01"}, "due_on"),
        ("problem", {"deadline": "2025年底前"}, "due_on"),
        ("problem", {"found_on": "昨天"}, "found_on"),
        ("problem", {"number": "-1"}, "number"),
        ("problem", {"number": "一"}, "number"),
        ("problem", {"text": "长" * 2001}, "text"),
        ("measure", {"due_on": "2026-02-01"}, "due_on"),
        ("measure", {"problems": ["4711"]}, "problems"),
        ("member", {"name": "", "post": ""}, "name"),
        ("member", {"from_on": "2026-03-02", "to_on": "2026-03-01"}, "to_on"),
    ],
)
def test_bad_input_is_told_beside_its_field(signed_in, folder, noun, values, field):
    model, _, first, _ = PARTS[noun]
    answer = signed_in.post(page("add", noun, folder.pk), {**first, **values})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert model.objects.count() == 0


def test_a_measure_added_under_a_problem_serves_it_already(signed_in, folder):
    problem = make_problem(folder)
    form = signed_in.get(page("add", "measure", folder.pk), {"problem": problem.pk}).context["form"]
    assert form["problems"].value() == [problem.pk]


def test_problems_of_other_folders_are_not_offered(signed_in, tree, folder):
    own, other = make_problem(folder), make_problem(make_folder(township=tree.township))
    form = signed_in.get(page("add", "measure", folder.pk)).context["form"]
    assert list(form.fields["problems"].queryset) == [own]
    answer = signed_in.post(
        page("add", "cause", folder.pk), {"number": 1, "text": "甲", "problems": [other.pk]}
    )
    assert list(answer.context["form"].errors) == ["problems"]


def progress(measure):
    return reverse("branches:log_progress", args=[measure.pk])


ENTRY = {"text": "召开会议。", "percent": "40", "happened_on": "2026-04-01", "for_report": "on"}


def test_progress_begins_where_the_measure_stands(signed_in, folder):
    measure = make_measure(folder)
    log(measure, percent=35)
    form = signed_in.get(progress(measure)).context["form"]
    assert (form["percent"].value(), form["happened_on"].value()) == (35, timezone.localdate())
    assert form["for_report"].value() is True


def test_progress_is_logged_and_leads_back_to_the_measure(signed_in, folder, clerk):
    measure = make_measure(folder)
    answer = signed_in.post(progress(measure), ENTRY)
    assert answer.headers["Location"] == home_of(folder, f"#measure-{measure.pk}")
    entry = ProgressEntry.objects.get()
    assert (entry.text, entry.percent, entry.happened_on, entry.for_report, entry.author) == (
        "召开会议。", 40, dt.date(2026, 4, 1), True, clerk,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value"),
    [("percent", "101"), ("percent", "-5"), ("percent", "半"), ("text", " "), ("happened_on", "2999-01-01")],
)
def test_odd_progress_is_told_and_the_rest_kept(signed_in, folder, field, value):
    answer = signed_in.post(progress(make_measure(folder)), {**ENTRY, field: value})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    kept = {name: answer.context["form"][name].value() for name in ("text", "percent") if name != field}
    assert kept == {name: ENTRY[name] for name in kept}
    assert ProgressEntry.objects.count() == 0


def test_an_entry_is_corrected(signed_in, folder):
    entry = log(make_measure(folder), percent=10)
    address = reverse("branches:edit_progress", args=[entry.pk])
    values = sent(signed_in.get(address).context["form"])
    assert signed_in.post(address, {**values, "percent": "15"}).status_code == 302
    assert Measure.objects.get().percent == 15


def test_the_way_back_may_be_given_but_never_leads_out(signed_in, folder):
    values = PARTS["problem"][2]
    back = signed_in.post(page("add", "problem", folder.pk), {**values, "next": "/ledger/"})
    assert back.headers["Location"] == "/ledger/"
    out = signed_in.post(
        page("add", "problem", folder.pk), {**values, "number": 4, "next": "//evil.example/"}
    )
    assert out.headers["Location"].startswith(home_of(folder))


def test_a_form_from_elsewhere_is_refused_and_explains_itself(clerk, folder):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(clerk)
    answer = strict.post(page("add", "problem", folder.pk), PARTS["problem"][2])
    assert (answer.status_code, Problem.objects.count()) == (403, 0)
    assert "页面已过期" in answer.content.decode()


def test_the_services_message_reaches_the_page(signed_in, folder, clerk):
    """A rule that only the service knows is told like any other."""
    problem = make_problem(folder)
    Problem.objects.update(status="pending")
    address = page("edit", "problem", problem.pk)
    answer = signed_in.post(address, {**PARTS["problem"][2], "number": problem.number, "version": 1})
    assert answer.status_code == 403
    assert "须先退回或重新整改方可修改" in answer.content.decode()
    with pytest.raises(Exception, match="须先退回"):
        problems.edit(problem=problem, by=clerk, text="改")
