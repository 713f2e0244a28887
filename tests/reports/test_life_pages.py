"""The pages of a report's life: buttons by right, what is missing in words, downloads, comparing, list, my work."""

from pathlib import Path

import pytest
from django.urls import reverse

from branches.selectors import work
from reports.services import decisions, drafts, issuing, paragraphs
from reports.services.paragraphs import Typed
from tests.factories import ISSUED, make_folder, make_problem, make_report, make_user

pytestmark = pytest.mark.django_db


def where(name, report, *more):
    return reverse(f"reports:{name}", args=[report.pk, *more])


def rewrite(report, by, text):
    row = report.paragraphs.last()
    paragraphs.save(report=report, by=by, typed=[Typed(row.pk, text, row.print_of_text)])


def buttons(client, report):
    context = client.get(where("report", report)).context
    return [offer.transition.step for offer in context["offers"]], context["can_edit"], context["can_renew"]


@pytest.mark.parametrize(
    ("way", "of_clerk", "of_reviewer"),
    [
        ((), (["submit"], True, False), (["submit"], True, False)),
        (("submit",), (["take_back"], False, False), (["approve", "send_back", "take_back"], False, False)),
        (("submit", "approve"), (["issue"], False, False), (["send_back", "issue"], False, False)),
        (ISSUED, ([], False, True), (["void"], False, True)),
    ],
)
def test_buttons_by_state_and_right(client, folder, clerk, reviewer, supervisor, way, of_clerk, of_reviewer):
    report = make_report(folder, *way)
    for user, expected in ((clerk, of_clerk), (reviewer, of_reviewer), (supervisor, ([], False, False))):
        client.force_login(user)
        assert buttons(client, report) == expected


def test_the_way_by_the_pages(client, folder, clerk, reviewer):
    report = make_report(folder)
    for user, step, words in (
        (clerk, "submit", ""),
        (reviewer, "send_back", "请补充数字。"),
        (clerk, "submit", ""),
        (reviewer, "approve", ""),
        (reviewer, "issue", ""),
    ):
        client.force_login(user)
        assert client.get(where("report_step", report, step)).status_code == 200
        answer = client.post(where("report_step", report, step), {"comment": words})
        assert answer.headers["Location"] == where("report", report)
    report.refresh_from_db()
    assert report.state == "issued"
    assert [one.step for one in client.get(where("report", report)).context["decisions"]] == [
        "issue", "approve", "submit", "send_back", "submit",
    ]  # fmt: skip


def test_a_return_wants_words(client, folder, reviewer):
    report = make_report(folder, "submit")
    client.force_login(reviewer)
    answer = client.post(where("report_step", report, "send_back"), {"comment": " "})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["comment"])


def test_what_is_missing_is_said_and_there_is_nothing_to_press(client, folder, clerk):
    report = make_report(folder)
    rewrite(report, clerk, "【待补充】")
    client.force_login(clerk)
    page = client.get(where("report_step", report, "submit"))
    assert page.context["missing"] == ["尚待填写：【待补充】。"]
    assert '<button class="btn btn-primary"' not in page.content.decode().partition("<main")[2]
    assert client.post(where("report_step", report, "submit")).status_code == 422


@pytest.mark.parametrize("step", ["issue", "nothing", "supersede"])
def test_a_step_out_of_turn_or_unknown(client, folder, clerk, step):
    client.force_login(clerk)
    answer = client.get(where("report_step", make_report(folder), step))
    assert answer.status_code == (403 if step == "issue" else 404)


def test_what_is_issued_goes_out_as_it_was_kept(client, folder, clerk):
    report = make_report(folder, *ISSUED)
    issued = {form: Path(getattr(report, form).path).read_bytes() for form in ("pdf", "docx")}
    make_problem(folder, text="后来的问题。")
    client.force_login(clerk)
    for form, content in issued.items():
        answer = client.get(where(f"report_{form}", report))
        assert answer.getvalue() == content
    assert client.get(where("edit_report", report)).status_code == 403
    assert client.post(where("save", report), {"do": "add:0"}).status_code == 403
    assert client.get(where("report", report)).context["editor"].offers == 0


def test_a_new_version_by_its_page(client, folder, clerk):
    report = make_report(folder, *ISSUED)
    client.force_login(clerk)
    assert client.post(where("new_version", report), {"reason": ""}).status_code == 422
    answer = client.post(where("new_version", report), {"reason": "数字有误。"})
    new = report.replaced_by
    assert answer.headers["Location"] == where("report", new)
    assert "数字有误。" in client.get(where("report", new)).content.decode()


def test_two_versions_side_by_side(client, folder, clerk):
    report = make_report(folder, *ISSUED)
    new = issuing.renew(report=report, reason="数字有误。", by=clerk)
    rewrite(new, clerk, "班子不和睦，内耗严重。")
    client.force_login(clerk)
    found = client.get(where("compare", report)).context["comparison"]
    assert (found.left, found.right, found.changes) == (report, new, 1)
    (row,) = [row for row in found.rows if row.kind == "changed"]
    assert ["".join(piece.text for piece in side) for side in row.sides] == [
        "班子不团结，内耗严重。", "班子不和睦，内耗严重。",
    ]  # fmt: skip
    assert [[piece.text for piece in side if piece.kind != "same"] for side in row.sides] == [
        ["团结"],
        ["和睦"],
    ]
    assert client.get(where("compare", new), {"to": report.pk}).context["comparison"].left == report


def test_a_paragraph_more_and_one_less(client, folder, clerk):
    make_report(folder, *ISSUED)
    make_problem(folder, text="活动场所年久失修，群众办事不便。")
    other = drafts.start(rectification=folder, by=clerk)
    client.force_login(clerk)
    kinds = [row.kind for row in client.get(where("compare", other)).context["comparison"].rows]
    assert ("new" in kinds, "old" in kinds) == (True, False)


def test_alone_there_is_nothing_to_compare_with(client, folder, clerk):
    client.force_login(clerk)
    report = make_report(folder)
    assert client.get(where("report", report)).context["others"] is False
    assert client.get(where("compare", report)).context["comparison"] is None


def test_a_report_of_another_township_is_none_to_compare_with(client, tree, folder, clerk):
    report, foreign = make_report(folder), make_report(make_folder(township=tree.other_township))
    client.force_login(clerk)
    assert client.get(where("compare", report), {"to": foreign.pk}).context["comparison"] is None


def test_the_list_is_narrowed_by_state(client, tree, folder, supervisor):
    draft, issued = make_report(make_folder(township=tree.township)), make_report(folder, *ISSUED)
    client.force_login(supervisor)
    for query, expected in (
        ({}, {draft, issued}),
        ({"state": "issued"}, {issued}),
        ({"state": "voided"}, set()),
    ):
        page = client.get(reverse("reports:report_list"), query)
        assert (page.status_code, set(page.context["page"])) == (200, expected)


def on_desk(user):
    return {pile.key: [str(row) for row in pile.rows] for pile in work.piles(user) if pile.kind == "report"}


def test_reports_lie_on_the_desk_of_who_is_to_go_on(client, tree, folder, clerk, reviewer):
    report = make_report(folder, "submit")
    assert (on_desk(clerk), on_desk(reviewer)) == ({}, {"reports_approve": [report.title]})
    decisions.take_step(report=report, step="send_back", by=reviewer, comment="请补充数字。")
    assert on_desk(clerk) == {"reports_returned": [report.title]}
    assert on_desk(make_user("staff", tree.township, "colleague")) == {}
    client.force_login(clerk)
    assert "请补充数字。" in client.get(reverse("branches:my_work")).content.decode()
    for step, by in (("submit", clerk), ("approve", reviewer)):
        decisions.take_step(report=report, step=step, by=by)
    assert on_desk(clerk) == on_desk(reviewer) == {"reports_issue": [report.title]}
    assert on_desk(make_user("reviewer", tree.other_township)) == {}


def test_what_one_wrote_does_not_wait_for_ones_own_approval(folder, clerk, reviewer):
    report = make_report(folder)
    rewrite(report, reviewer, "改过。")
    decisions.take_step(report=report, step="submit", by=clerk)
    assert on_desk(reviewer) == {}
