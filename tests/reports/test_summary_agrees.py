"""One number, one meaning: the summary of a county, the overview and the monthly table, in random counties."""

import pytest
from django.utils import timezone

from branches.selectors import monthly, overview
from reports.selectors.compose import compose
from reports.services import drafts
from tests.branches.counties import fill
from tests.factories import make_campaign, make_user

pytestmark = pytest.mark.django_db


def of_overview(found):
    return [
        found.listed, found.accepted, found.problems, found.closed, found.long_term, found.overdue,
    ]  # fmt: skip


def of_summary(row):
    """The same six of a row of the summary's table."""
    cells = [cell.text for cell in row]
    counts = cells[cells.index("合计") + 1 :] if "合计" in cells else cells[2:]
    return [int(counts[place]) for place in (0, 1, 2, 3, 4, 8)]


@pytest.mark.parametrize("seed", range(3))
def test_the_summary_says_what_the_overview_and_the_monthly_table_say(tree, seed):
    campaign = make_campaign(tree.county)
    fill([tree.township, tree.other_township], f"summary {seed}", folders=8, campaign=campaign)
    user = make_user("supervisor", tree.county)
    page = overview.overview(user, campaign, overview.scope(user, ""))
    month = monthly.table(user, campaign, tree.county, timezone.localdate())
    document = compose(drafts.blank_summary(campaign, tree.county))
    (table,) = document.sections[0].tables
    *rows, total = [of_summary(row) for row in table.rows]
    assert total == of_overview(page.total) == of_overview(month.total)
    assert total[2] > 0
    listed = [line for line in page.lines if line.figures.listed]
    assert rows == [of_overview(line.figures) for line in listed]
    assert [row[1].text for row in table.rows[:-1]] == [line.organisation.name for line in listed]
    short = next((part for part in document.sections if part.heading == "存在不足"), None)
    told = {item.source: item.text for item in short.items} if short else {}
    for source, number in (("short:overdue", page.total.overdue), ("short:quiet", page.total.quiet)):
        assert bool(number) == (source in told)
        assert not number or told[source].startswith(f"{number}条措施")
