"""A ledger brought in for the tests, as the pages do it."""

from branches.choices import RowState
from branches.ledgers.preview import listed
from branches.services import import_checks, imports
from tests.branches.ledgers.books import PLAIN, ROWS, sheet
from tests.factories import make_campaign


def arrive(by, *sheets, chosen=None, branch=None, masked=True):
    """A ledger of ``sheets`` (the plain one if none is given) that was received and looked through."""
    campaign = make_campaign(by.organisation.county)
    ledger = imports.receive(
        by=by,
        sheets=list(sheets) or [sheet([PLAIN, *ROWS])],
        name="九月台账.xlsx",
        campaign=campaign,
        branch=branch,
    )
    ledger = imports.strike_out(ledger=ledger, by=by, masked=masked)
    ledger = imports.settle_columns(ledger=ledger, by=by, chosen=chosen or {}, branch=branch)
    imports.check(ledger=ledger, by=by)
    ledger.refresh_from_db()
    return ledger


def take_over(by, *sheets, **options):
    return imports.write(ledger=arrive(by, *sheets, **options), by=by)


def counts(ledger):
    """(refused, changed, new, unchanged)"""
    return tuple(ledger.facts["counts"][state] for state in RowState.values)


def errors(by, *sheets):
    """What the rules have against rows: (row, column, message)."""
    found = import_checks.recognised(list(sheets), {})
    campaign = make_campaign(by.organisation.county)
    result = import_checks.check(found, campaign=campaign, by=by, township=by.organisation)
    told = [listed(one, result.reading) for one in result.findings if one.severity == "error"]
    return [(one["row"], one["column"], one["message"]) for one in told]
