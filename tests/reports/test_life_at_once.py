"""Two at the same moment: numbers, decisions."""

from django.core.exceptions import PermissionDenied

from reports.models import Report
from reports.services import decisions, issuing
from tests.branches.test_concurrency import at_once
from tests.factories import ISSUED, make_folder, make_report, make_user, writer
from tests.transactional import TRANSACTIONAL

pytestmark = TRANSACTIONAL


def test_two_issued_at_once_get_two_numbers(tree):
    reports = [make_report(make_folder(township=tree.township), "submit", "approve") for _ in range(3)]

    def issue(report):
        return lambda: decisions.take_step(report=report, step="issue", by=make_user("staff", tree.township))

    at_once(*map(issue, reports))
    assert sorted(Report.objects.values_list("number", flat=True)) == [1, 2, 3]


def test_approved_or_returned_but_not_both(tree, folder):
    report = make_report(folder, "submit")
    people = [make_user("reviewer", tree.township, name) for name in ("one", "two")]
    ended = at_once(
        lambda: decisions.take_step(report=report, step="approve", by=people[0]).step,
        lambda: decisions.take_step(report=report, step="send_back", by=people[1], comment="再改。").step,
    )
    report.refresh_from_db()
    # An approval may still be returned; a return is no longer approved.
    assert (report.state, PermissionDenied in ended) in {("draft", True), ("draft", False)}
    assert report.decisions.count() == 1 + sum(isinstance(one, str) for one in ended)


def test_one_new_version_is_begun(folder):
    report = make_report(folder, *ISSUED)
    by = writer(folder)
    begun = at_once(*[lambda: issuing.renew(report=report, reason="数字有误。", by=by).pk] * 3)
    assert len(set(begun)) == 1
    assert Report.objects.filter(replaces=report).count() == 1
