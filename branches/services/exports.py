"""A ledger on its way out: the rows of a list, in the shape that is wanted, as a workbook or as separated values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import access
from accounts.access import Verb
from accounts.audit import service
from accounts.exchange.files import safe_name
from accounts.exchange.workbooks import Sheet
from accounts.models import User
from branches.choices import LedgerKind
from branches.ledgers import blank as blanks
from branches.ledgers import outlines, private
from branches.ledgers.filling import TooLong, filled
from branches.ledgers.outlines import Occasion, Outline
from branches.ledgers.printing import Page, workbook
from branches.ledgers.separated import separated
from branches.ledgers.values import number_of
from branches.models import Campaign, Job, LedgerTemplate
from branches.selectors import campaigns, imports
from branches.selectors import exports as selectors
from branches.selectors.exports import Told
from branches.services import jobs
from branches.services.jobs import Running, handler

XLSX, CSV = "xlsx", "csv"
AS_LAST = "last"
MANY = 500
"""From so many rows of the list on, the file is made in the background."""
MOST_BRANCHES = 500
MOST = 5000
"""A file of more rows could not be taken back."""


@dataclass(frozen=True, slots=True)
class Wish:
    """``shape`` is a code of ``outlines.choices`` or ``AS_LAST``; ``masked`` strikes private numbers and names out."""

    campaign: Campaign
    kind: LedgerKind
    shape: str = outlines.OWN
    form: str = XLSX
    masked: bool = True


@dataclass(frozen=True, slots=True)
class Made:
    name: str
    content: bytes


def shapes_for(user: User, kind: LedgerKind) -> dict[str, str]:
    """What ``user`` may choose from: names by code. Measures go only where there is a column for them."""
    found = {
        code: name
        for code, name in outlines.choices().items()
        if kind == LedgerKind.PROBLEMS or _has_measures(code)
    }
    last = template_of(user)
    if last and (kind == LedgerKind.PROBLEMS or "measure" in last.fields):
        return {AS_LAST: last.name, **found}
    return found


def _has_measures(code: str) -> bool:
    nobody = Occasion("", timezone.localdate(), frozenset(), frozenset())
    return any("measure" in outline.fields for outline in outlines.of_shape(code, nobody))


def template_of(user: User) -> LedgerTemplate | None:
    return imports.last_template(user.organisation) if user.organisation else None


def export(*, keys: Iterable[int], wish: Wish, by: User) -> Made:
    """The file with the rows of these ``keys`` that ``by`` sees. Raises ``ValidationError`` where it cannot be made."""
    access.require(by, Verb.VIEW_CASES)
    keys = list(keys)
    check_number(len(keys))
    told = selectors.told(by, wish.kind, keys)
    if not told:
        raise ValidationError(_("There is nothing to export."))
    found = _outlines(told, wish, by)
    if wish.form == CSV and len(found) > 1:
        raise ValidationError(
            _("This ledger has several sheets; separated values hold one. Choose Excel, or another shape.")
        )
    if len(found) > 1:
        _check_numbers(told)
    try:
        sheets = [_sheet(outline, told, wish) for outline in found]
    except TooLong as cell:
        raise ValidationError(
            _(
                "“%(heading)s” of %(branch)s would be %(length)s characters long; a cell holds 32,767. Choose a shape"
                " with a row for each problem."
            )
            % {"heading": cell.heading, "branch": cell.branch, "length": cell.length}
        ) from cell
    if wish.form == CSV:
        content = separated(sheets[0][1])
    else:
        content = workbook([Page(outline, sheet) for outline, sheet in sheets])
    return Made(f"{_title(told, wish, by)}.{wish.form}", content)


def _check_numbers(told: list[Told]) -> None:
    """Raises ``ValidationError`` if sheets that only numbers join could not be joined again."""
    for one in told:
        numbers = Counter(number_of(problem) for problem, _measures in one.parts if problem)
        number, often = next(iter(numbers.most_common(1)), ("", 0))
        if often > 1:
            raise ValidationError(
                _(
                    "Several problems of %(branch)s bear the number %(number)s, and the sheets of this ledger are"
                    " joined by it. Choose another shape."
                )
                % {"branch": one.folder.branch, "number": number}
            )


def check_number(number: int) -> None:
    """Raises ``ValidationError`` if so many rows are none, or too many for one file."""
    if not number:
        raise ValidationError(_("There is nothing to export."))
    if number > MOST:
        raise ValidationError(
            _("These are more than %(most)s rows; narrow the list, township by township.") % {"most": MOST}
        )


def _sheet(outline: Outline, told: list[Told], wish: Wish) -> tuple[Outline, Sheet]:
    criteria = tuple(wish.campaign.criteria.values_list("number", "label", "short_label"))
    clean = private.masked if wish.masked else str
    return outline, filled(outline, (one.block(outline) for one in told), criteria, clean)


def _outlines(told: list[Told], wish: Wish, by: User) -> list[Outline]:
    occasion = _occasion(told, by)
    last = template_of(by) if wish.shape == AS_LAST else None
    if last:
        found = [outlines.of_layout(last.layout, outlines.rows_of(last.shape), occasion)]
    else:
        found = outlines.of_shape(wish.shape if wish.shape in outlines.choices() else outlines.OWN, occasion)
    return [outlines.flat(outline) for outline in found] if wish.form == CSV else found


def _occasion(told: list[Told], by: User) -> Occasion:
    townships = {one.folder.township.name for one in told}
    branches = {one.folder.branch.name for one in told}
    unit = townships.copy().pop() if len(townships) == 1 else str(by.organisation or "")
    return Occasion(unit, timezone.localdate(), frozenset(townships), frozenset(branches))


def _title(told: list[Told], wish: Wish, by: User) -> str:
    """The name of the file: whose ledger of which campaign, in which shape, of which day."""
    shape = shapes_for(by, wish.kind).get(wish.shape, "")
    words = f"{_occasion(told, by).unit}{wish.campaign.year}年{shape}{timezone.localdate():%Y%m%d}"
    return safe_name(words, 80)


def blank(*, shape: str, by: User) -> Made:
    """An empty ledger of this shape, with the places of ``by`` and the criteria of his latest campaign in its lists."""
    access.require(by, Verb.EDIT_CASES)
    townships = list(imports.townships(by).values_list("name", flat=True))
    unit = townships[0] if len(townships) == 1 else str(by.organisation or "")
    occasion = Occasion(unit, timezone.localdate(), frozenset(townships), frozenset())
    branches = list(imports.branches(by).values_list("name", flat=True)[:MOST_BRANCHES])
    latest = campaigns.chosen(campaigns.visible(by), None)
    criteria = list(latest.criteria.values_list("short_label", flat=True)) if latest else []
    words = blanks.lists(townships if len(townships) > 1 else [], branches, criteria)
    known = outlines.to_fill_in()
    code = shape if shape in known else outlines.OWN
    content = blanks.workbook(outlines.of_shape(code, occasion), words)
    return Made(_("%(shape)s (empty).xlsx") % {"shape": known[code]}, content)


@service
def order(*, keys: Iterable[int], wish: Wish, by: User) -> Job:
    """As ``export``, in the background. Raises ``ValidationError``."""
    access.require(by, Verb.VIEW_CASES)
    keys = list(keys)
    check_number(len(keys))
    told: dict[str, Any] = {"campaign": wish.campaign.pk, "kind": wish.kind, "shape": wish.shape}
    told |= {"form": wish.form, "masked": wish.masked, "keys": keys}
    return jobs.start(kind="export_ledger", title=_("Export the ledger"), order=told, by=by)


@handler("export_ledger")
def _export_job(running: Running) -> dict[str, Any]:
    told = dict(running.order)
    keys = told.pop("keys")
    campaign = Campaign.objects.visible_to(running.by).get(pk=told.pop("campaign"))
    running.step(0, len(keys))
    kind = LedgerKind(told.pop("kind"))
    made = export(keys=keys, wish=Wish(campaign=campaign, kind=kind, **told), by=running.by)
    running.step(len(keys), len(keys))
    running.keep(f"ledger.{told['form']}", ContentFile(made.content))
    return {"filename": made.name, "words": _("%(number)s rows of the list.") % {"number": len(keys)}}
