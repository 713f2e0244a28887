"""A report written elsewhere, into a folder: read, put in order, entered through the same services as the browser."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import access
from accounts.access import Verb
from accounts.audit import service
from accounts.models import User
from branches.models import Branch, Campaign, Rectification
from branches.services import branches, causes, folder_parts, measures, plans, problems, rectifications
from reports.models import Report, ReportImport
from reports.reading import read
from reports.reading.arrangement import Pieces, Place, Placed, arranged, as_rows, text_at
from reports.reading.dates import read_date
from reports.reading.files import checked
from reports.reading.pieces import STOP
from reports.services import drafts, paragraphs
from reports.wording import lead_and_rest

_NARRATIVE = {
    "opening": Place.OPENING,
    "problems": Place.LEAD_PROBLEMS,
    "causes": Place.LEAD_CAUSES,
    "measures": Place.LEAD_MEASURES,
    "plans": Place.LEAD_PLANS,
    "closing": Place.CLOSING,
}
"""What a report says around its items, by the key that its paragraphs' sources begin with."""


@dataclass(slots=True)
class Entered:
    """What was entered, by kind; what the folder held already was left as it is."""

    report: Report
    counts: dict[str, int] = field(default_factory=dict)
    present: int = 0


@service
def start(*, text: str, by: User, source: str = "") -> ReportImport:
    """Read ``text`` and keep it with its pieces. Raises ``UnreadableReport`` if no report can be in it."""
    access.require(by, Verb.EDIT_CASES)
    reading = read(checked(text))
    found = ReportImport(owner=by, source=source[:120], text=text, rows=as_rows(arranged(reading)))
    found.save()
    return found


@service
def arrange(
    *, report_import: ReportImport, change: Callable[[Pieces], Pieces], by: User, version: int | None = None
) -> ReportImport:
    """Put the pieces another way. Raises ``StaleVersion``, ``PermissionDenied`` (entered already), ``LookupError``."""
    current = _locked(report_import, by, version)
    current.rows = as_rows(change(current.pieces))
    current.version += 1
    current.save()
    return current


@service
def discard(*, report_import: ReportImport, by: User) -> None:
    """Forget a text that was not entered, or that was: the folder keeps what it got."""
    if report_import.owner_id != by.pk:
        raise PermissionDenied(_("This text was brought by somebody else."))
    report_import.delete()


@service
def commit(
    *,
    report_import: ReportImport,
    by: User,
    rectification: Rectification | None = None,
    campaign: Campaign | None = None,
    branch: Branch | None = None,
    branch_name: str = "",
    determined_on: dt.date | None = None,
) -> Entered:
    """Enter the pieces into ``rectification``, or into a new folder of ``branch`` (or a branch of ``branch_name``).

    Causes are linked to no problem: which explains which is for the office to say. Raises ``ValidationError`` and
    ``PermissionDenied`` as the services do; then nothing is written.
    """
    current = _locked(report_import, by, None)
    folder = rectification or _new_folder(current, by, campaign, branch, branch_name, determined_on)
    entered = Entered(report=None)  # type: ignore[arg-type]
    _enter(current.pieces, folder, by, entered)
    entered.report = _draft(current.pieces, folder, by)
    current.rectification, current.committed_at = folder, timezone.now()
    current.version += 1
    current.save()
    return entered


def _locked(report_import: ReportImport, by: User, version: int | None) -> ReportImport:
    access.require(by, Verb.EDIT_CASES)
    if report_import.owner_id != by.pk:
        raise PermissionDenied(_("This text was brought by somebody else."))
    current = folder_parts.locked(report_import, version)
    if current.committed_at:
        raise PermissionDenied(_("This text has been entered already."))
    return current


def _new_folder(
    current: ReportImport,
    by: User,
    campaign: Campaign | None,
    branch: Branch | None,
    branch_name: str,
    determined_on: dt.date | None,
) -> Rectification:
    if campaign is None:
        raise ValidationError({"campaign": _("Say in which campaign.")})
    if branch is None:
        if not branch_name.strip() or by.organisation is None:
            raise ValidationError({"branch_name": _("Say which branch the report is about.")})
        branch = branches.add(township=by.organisation, by=by, name=branch_name.strip())
    day = determined_on or timezone.localdate()
    return rectifications.open_folder(branch=branch, campaign=campaign, by=by, determined_on=day)


def _enter(pieces: Pieces, folder: Rectification, by: User, entered: Entered) -> None:
    for kind in _KINDS:
        there = {kind.told(vars(row)) for row in getattr(folder, kind.rows).all()}
        for found in pieces:
            if found.place is not kind.place:
                continue
            values = kind.values(found, folder)
            if kind.told(values) in there:
                entered.present += 1
                continue
            there.add(kind.told(values))
            kind.writes.add(rectification=folder, by=by, **values)
            entered.counts[str(kind.place)] = entered.counts.get(str(kind.place), 0) + 1


def _problem(found: Placed, folder: Rectification) -> dict[str, Any]:
    return {"text": found.whole, "found_on": folder.determined_on}


def _cause(found: Placed, folder: Rectification) -> dict[str, Any]:
    return {"text": found.whole}


def _measure(found: Placed, folder: Rectification) -> dict[str, Any]:
    lead, rest = _lead_and_rest(found)
    return {"title": lead, "outcome": rest, "starts_on": folder.determined_on}


def _plan(found: Placed, folder: Rectification) -> dict[str, Any]:
    lead, rest = _lead_and_rest(found)
    return {"title": lead, "text": rest}


def _lead_and_rest(found: Placed) -> tuple[str, str]:
    """A lead is printed with a full stop; one that ends in another mark ("责任：…") is part of its sentence."""
    return (found.title, found.text) if found.title and found.joint == STOP else lead_and_rest(found.whole)


@dataclass(frozen=True, slots=True)
class _Kind:
    """How pieces of one place become records: by which service, and which fields a report prints of them."""

    place: Place
    writes: ModuleType
    rows: str
    values: Callable[[Placed, Rectification], dict[str, Any]]
    printed: tuple[str, ...]

    def told(self, values: dict[str, Any]) -> tuple[str, ...]:
        """What makes two records the same: what a report would print of them."""
        return tuple(values.get(name, "") for name in self.printed)


_KINDS = (
    _Kind(Place.PROBLEMS, problems, "problems", _problem, ("text",)),
    _Kind(Place.CAUSES, causes, "causes", _cause, ("text",)),
    _Kind(Place.MEASURES, measures, "measures", _measure, ("title", "outcome")),
    _Kind(Place.PLANS, plans, "followupplans", _plan, ("title", "text")),
)


def _draft(pieces: Pieces, folder: Rectification, by: User) -> Report:
    """The narrative parts, into the folder's report in preparation."""
    folder.refresh_from_db()
    report = drafts.start(rectification=folder, by=by)
    words: dict[str, Any] = {}
    for name in ("title", "addressee", "signatory"):
        if text := text_at(pieces, Place(name)).replace("\n", ""):
            words[name] = text
    if day := read_date(text_at(pieces, Place.DATE)):
        words["signed_on"] = day
    narrative = {key: text_at(pieces, place) for key, place in _NARRATIVE.items()}
    paragraphs.put_in(report=report, by=by, texts={key: text for key, text in narrative.items() if text})
    return drafts.edit(report=report, by=by, **words)
