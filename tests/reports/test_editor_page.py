"""The editor as a browser without scripts, as htmx and as the script ask for it."""

import pytest
from django.urls import reverse

from branches.models import Problem
from branches.services import problems
from reports.models import Paragraph, Report
from reports.services import drafts, paragraphs
from reports.services.paragraphs import Step, Typed
from tests.factories import (
    log,
    make_cause,
    make_folder,
    make_measure,
    make_plan,
    make_problem,
    make_user,
)

pytestmark = pytest.mark.django_db
JSON = {"headers": {"accept": "application/json"}}
HTMX = {"headers": {"hx-request": "true"}}


@pytest.fixture
def report(tree, clerk, client):
    folder = make_folder(township=tree.township)
    for text in ("甲。", "乙。"):
        make_problem(folder, text=text)
    client.force_login(clerk)
    return drafts.start(rectification=folder, by=clerk)


def look(client, report):
    return client.get(reverse("reports:report", args=[report.pk]))


def filled(client, report, **changes):
    """The whole form as a browser sends it, with the text of each named paragraph changed: ``甲="甲，改。"``."""
    values = {}
    for entry in look(client, report).context["editor"].entries:
        row = entry.row
        values[f"text-{row.pk}"] = changes.get(row.text.rstrip("。"), row.text)
        values[f"was-{row.pk}"] = row.print_of_text
    return values


def send(client, report, values, **extra):
    return client.post(reverse("reports:save", args=[report.pk]), values, **extra)


def row(text):
    return Paragraph.objects.get(text=text)


def texts(report):
    return [one.text for one in report.paragraphs.all()][3:]


def test_the_page_shows_every_paragraph_with_its_mark_and_its_source(client, report):
    entries = look(client, report).context["editor"].entries
    found = [(entry.mark, entry.text, entry.origin.words) for entry in entries]
    assert found[1:] == [
        ("一、", "存在突出问题", "模板：标题"),
        ("", "存在主要问题", "模板：标题"),
        ("一是", "甲。", "问题1"),
        ("二是", "乙。", "问题2"),
    ]
    problem = Problem.objects.get(text="甲。")
    folder = reverse("branches:folder", args=[report.rectification_id])
    assert entries[3].origin.address == f"{folder}#problem-{problem.pk}"


def test_saving_leads_back_to_the_page_with_new_pictures(client, report):
    before = [sheet["name"] for sheet in look(client, report).context["sheets"]]
    answer = send(client, report, {**filled(client, report, 甲="甲，改。"), "do": "save"})
    assert answer.headers["Location"] == reverse("reports:report", args=[report.pk])
    assert texts(report) == ["甲，改。", "乙。"]
    assert [sheet["name"] for sheet in look(client, report).context["sheets"]] != before


def test_every_button_saves_what_was_typed_too(client, report):
    pk = row("乙。").pk
    answer = send(client, report, {**filled(client, report, 甲="甲，改。"), "do": f"up:{pk}"})
    assert answer.headers["Location"].endswith(f"#p-{pk}")
    assert texts(report) == ["乙。", "甲，改。"]


def test_htmx_gets_the_form_alone(client, report):
    answer = send(client, report, {**filled(client, report), "do": f"hide:{row('乙。').pk}"}, **HTMX)
    assert answer.templates[0].name == "reports/partials/draft.html"
    assert answer.context["about"] == row("乙。")


def test_the_script_gets_fingerprints_pages_and_counts(client, report):
    one = row("甲。")
    values = {f"text-{one.pk}": "甲，改。", f"was-{one.pk}": one.print_of_text}
    answer = send(client, report, values, **JSON).json()
    assert set(answer) == {"paragraphs", "pages", "counts", "warnings"}
    told = answer["paragraphs"][str(one.pk)]
    assert (told["was"], told["edited"]) == (row("甲，改。").print_of_text, True)
    assert f"restore:{one.pk}" in told["foot"]
    pages = client.get(reverse("reports:pages", args=[report.pk])).json()
    assert pages == {name: answer[name] for name in ("pages", "counts", "warnings")}


class TestTwoEditors:
    @pytest.fixture
    def answer(self, client, report, reviewer):
        values = filled(client, report, 甲="我的。")
        one = row("甲。")
        paragraphs.save(report=report, by=reviewer, typed=[Typed(one.pk, "他们的。", one.print_of_text)])
        return send(client, report, {**values, "do": "save"})

    def test_the_slower_one_sees_both_and_nothing_was_written(self, answer, report):
        assert answer.status_code == 409
        (entry,) = [entry for entry in answer.context["editor"].entries if entry.clash]
        assert (entry.text, entry.row.text) == ("我的。", "他们的。")
        assert texts(report) == ["他们的。", "乙。"]

    def test_saving_again_keeps_mine(self, answer, client, report):
        pk = row("他们的。").pk
        values = {f"text-{pk}": "我的。", f"was-{pk}": row("他们的。").print_of_text, "do": "save"}
        assert send(client, report, values).status_code == 302
        assert texts(report) == ["我的。", "乙。"]

    def test_or_takes_theirs(self, answer, client, report):
        pk = row("他们的。").pk
        values = {f"text-{pk}": "我的。", f"was-{pk}": row("他们的。").print_of_text, "theirs": pk}
        assert send(client, report, values).status_code == 302
        assert texts(report) == ["他们的。", "乙。"]

    def test_words_for_a_paragraph_that_is_gone_are_shown(self, client, report, clerk):
        own = paragraphs.save(report=report, by=clerk, step=Step("add")).about
        values = {f"text-{own.pk}": "我的话。", f"was-{own.pk}": own.print_of_text}
        paragraphs.save(report=report, by=clerk, step=Step("remove", own.pk))
        answer = send(client, report, values)
        assert answer.status_code == 409
        assert [clash.yours for clash in answer.context["editor"].lost] == ["我的话。"]


class TestBadInput:
    @pytest.mark.parametrize("step", ["explode:1", "hide:x", "hide:999999", "mark:{}:table", "remove:{}"])
    def test_no_such_step_is_a_message_and_what_was_typed_stays(self, client, report, step):
        values = filled(client, report, 甲="甲，改。")
        answer = send(client, report, {**values, "do": step.format(row("乙。").pk)})
        assert answer.status_code == 422
        assert [entry.text for entry in answer.context["editor"].entries][3:] == ["甲，改。", "乙。"]
        assert texts(report) == ["甲。", "乙。"]

    def test_too_long_a_paragraph_is_a_message_for_the_script_too(self, client, report):
        one = row("甲。")
        values = {f"text-{one.pk}": "长" * 20_001, f"was-{one.pk}": one.print_of_text}
        answer = send(client, report, values, **JSON)
        assert (answer.status_code, len(answer.json()["faults"])) == (422, 1)

    @pytest.mark.parametrize("style", ["prose", "table"])
    def test_whatever_was_typed_makes_right_pages_or_a_clear_message(self, client, report, clerk, style):
        drawn = drafts.start(rectification=report.rectification, by=clerk, style=style)
        drafts.edit(report=drawn, by=clerk, title="题" * 80)
        own = paragraphs.save(report=drawn, by=clerk, step=Step("add")).about
        text = "长" * 10_000 + "𠮷㙍😀\u2011\u202e<script>"
        values = {f"text-{own.pk}": text, f"was-{own.pk}": own.print_of_text}
        assert send(client, drawn, values).status_code == 302
        answer = look(client, drawn)
        assert len(answer.context["sheets"]) >= 10_000 // (22 * 28)
        (warning,) = [one for one in answer.context["editor"].warnings if "😀" in one.words]
        assert ("\u2011" in warning.words, warning.address) == (True, f"#p-{own.pk}")
        assert client.get(reverse("reports:report_pdf", args=[drawn.pk])).content[:5] == b"%PDF-"

    def test_markup_is_shown_as_typed(self, client, report):
        send(client, report, filled(client, report, 甲="<script>alert(1)</script>{% now %}"))
        html = look(client, report).content.decode()
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;{% now %}" in html

    def test_a_paragraph_of_another_report_is_not_written(self, client, tree, report, clerk):
        other = make_folder(township=tree.other_township)
        make_problem(other, text="别人的。")
        drafts.start(rectification=other, by=make_user("staff", tree.other_township))
        foreign = row("别人的。")
        values = {f"text-{foreign.pk}": "改。", f"was-{foreign.pk}": foreign.print_of_text}
        assert send(client, report, values).status_code == 409
        assert row("别人的。").report.rectification == other


class TestOffers:
    def test_the_page_says_what_changed_and_where_new_words_would_stand(self, client, report, clerk):
        problems.edit(problem=Problem.objects.get(text="甲。"), by=clerk, text="甲，又有新情况。")
        make_cause(report.rectification, text="原因。")
        shown = look(client, report).context["editor"]
        assert shown.offers == 2
        assert [(piece.kind, piece.text) for piece in shown.entries[3].changes] == [
            ("same", "甲"), ("new", "，又有新情况"), ("same", "。"),
        ]  # fmt: skip
        assert [(new.block.text, new.after) for new in shown.news] == [("原因。", row("乙。").pk)]

    def test_taking_all_says_what_was_left_for_oneself(self, client, report, clerk):
        send(client, report, filled(client, report, 甲="甲，改。"))
        problems.edit(problem=Problem.objects.get(text="甲。"), by=clerk, text="甲新。")
        answer = send(client, report, {**filled(client, report), "do": "update:0"}, follow=True)
        assert len(answer.context["messages"]) == 1
        assert texts(report) == ["甲，改。", "乙。"]


def test_a_supervisor_sees_the_pages_and_no_form(client, report, supervisor):
    client.force_login(supervisor)
    answer = look(client, report)
    assert answer.context["can_edit"] is False
    assert "<textarea" not in answer.content.decode()
    assert len(answer.context["sheets"]) == 1
    assert send(client, report, {"do": "update:0"}).status_code == 403


def test_pictures_go_out_to_those_who_may_see_the_report(client, tree, report, clerk):
    (sheet,) = look(client, report).context["sheets"]
    answer = client.get(sheet["url"])
    assert (answer.headers["Content-Type"], answer.content[:4]) == ("image/png", b"\x89PNG")
    assert answer.headers["Cache-Control"].startswith("private")
    other = make_folder(township=tree.township)
    make_problem(other, text="另一个。")
    neighbour = drafts.start(rectification=other, by=clerk)
    name = sheet["name"]
    assert client.get(reverse("reports:page_picture", args=[neighbour.pk, name])).status_code == 404
    client.force_login(make_user("staff", tree.other_township))
    assert client.get(sheet["url"]).status_code == 404


@pytest.mark.parametrize("style", ["prose", "table"])
@pytest.mark.parametrize("number", [2, 20])
def test_the_page_costs_the_same_for_many(client, tree, clerk, number, style, django_assert_num_queries):
    folder = make_folder(township=tree.township)
    for _ in range(number):
        problem = make_problem(folder)
        make_cause(folder, [problem])
        log(make_measure(folder, [problem]))
        make_plan(folder)
    report = drafts.start(rectification=folder, by=clerk, style=style)
    Report.objects.filter(pk=report.pk).update(title="题")
    client.force_login(clerk)
    look(client, report)
    with django_assert_num_queries(18):
        look(client, report)
