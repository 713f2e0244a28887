"""What a sign-off vouches for, and what has changed since.

The content of a problem is flat: one text for each value, under a key such as "measure.12.outcome". So it has one
spelling, and two states of it are compared key by key.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from branches.models import Cause, Decision, Evidence, Measure, Problem, ProgressEntry
from branches.wording import first_clause

Content = dict[str, str]

FIELDS: dict[type[Model], tuple[str, ...]] = {
    Problem: ("text", "responsible", "deadline", "due_on"),
    Cause: ("text",),
    Measure: ("title", "description", "responsible", "deadline", "due_on", "outcome", "percent"),
    ProgressEntry: ("happened_on", "text", "percent"),
}
KINDS: dict[str, Any] = {**{model.__name__.lower(): model for model in FIELDS}, "evidence": Evidence}


@dataclass(frozen=True, slots=True)
class Change:
    """One value that is not what was signed: whose it is, its label, and both; an empty text: it was not there."""

    what: str
    label: str
    signed: str
    now: str


@dataclass(frozen=True, slots=True)
class Signing:
    """The sign-off that holds for a problem, and what has changed since."""

    decision: Decision
    changes: list[Change]


def fingerprint(content: Content) -> str:
    """SHA-256 of the one spelling of ``content``, in hexadecimal digits."""
    spelling = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(spelling.encode()).hexdigest()


def content_of(problem: Problem) -> Content:
    """The content of ``problem`` as the rows have it now."""
    measures = problem.measures.prefetch_related("evidence", "progress_entries__evidence")
    return content(problem, problem.causes.all(), measures)


def content(problem: Problem, causes: Iterable[Cause], measures: Iterable[Measure]) -> Content:
    """The content of ``problem`` out of rows that are read already."""
    return dict(_lines(problem, causes, measures))


def _lines(
    problem: Problem, causes: Iterable[Cause], measures: Iterable[Measure]
) -> Iterator[tuple[str, str]]:
    yield from _values(problem)
    for cause in causes:
        yield from _values(cause)
    for measure in measures:
        yield from _values(measure)
        for entry in measure.progress_entries.all():
            yield from _values(entry)


def _values(row: Any) -> Iterator[tuple[str, str]]:
    """The fields of a row, and the fingerprints of its standing files."""
    for name in FIELDS[type(row)]:
        value = getattr(row, name)
        text = value.isoformat() if isinstance(value, dt.date) else "" if value is None else str(value)
        yield f"{row._meta.model_name}.{row.pk}.{name}", text
    if type(row) is not Cause:
        for file in row.evidence.all():
            if not file.withdrawn_at:
                yield f"evidence.{file.pk}.file", f"{file.sha256} {file.name}"


def signing(decision: Decision, now: Content) -> Signing:
    """How ``decision`` stands to the content as it is ``now``."""
    if decision.signed_hash == fingerprint(now):
        return Signing(decision, [])
    return Signing(decision, list(_changes(_by_row(decision.signed or {}), _by_row(now))))


def _by_row(content: Content) -> dict[str, Content]:
    rows: dict[str, Content] = {}
    for key, value in content.items():
        row, _dot, name = key.rpartition(".")
        rows.setdefault(row, {})[name] = value
    return rows


def _changes(before: dict[str, Content], now: dict[str, Content]) -> Iterator[Change]:
    for row in dict.fromkeys([*before, *now]):
        old, new = before.get(row, {}), now.get(row, {})
        model = KINDS[row.partition(".")[0]]
        kind = str(capfirst(model._meta.verbose_name))
        if not old or not new:
            yield Change(kind, "", _called(old), _called(new))
            continue
        for name in FIELDS.get(model, ()):
            if old.get(name) != new.get(name):
                what = _("%(kind)s “%(name)s”") % {"kind": kind, "name": _called(new)}
                label = str(capfirst(model._meta.get_field(name).verbose_name))
                yield Change(what, label, old.get(name, ""), new.get(name, ""))


def _called(row: Content) -> str:
    """What a reader knows the row by: the name of a file, a title, or the first words."""
    return row.get("file", "").partition(" ")[2] or row.get("title") or first_clause(row.get("text", ""))
