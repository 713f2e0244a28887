"""Everything the editor shows: each paragraph with its mark, its source, and what its source says by now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from reports.blocks import Block, assemble, flatten, tidy
from reports.choices import HEADINGS
from reports.differences import Piece, pieces
from reports.document import Document
from reports.exceptions import Clash
from reports.merging import State, compare, place_of
from reports.models import Paragraph, Report, ReportTemplate
from reports.numbering import lines
from reports.selectors.compose import composition
from reports.selectors.documents import document_of, empty_frame
from reports.selectors.pointers import Origin, Warned
from reports.selectors.warnings import warnings
from reports.typography import word_count


@dataclass(frozen=True, slots=True)
class Entry:
    """One paragraph. ``text`` may be what was typed and not written; ``clash`` says what stands there instead."""

    row: Paragraph
    text: str
    mark: str
    state: State
    origin: Origin
    changes: list[Piece]
    is_cut: bool
    clash: Clash | None


@dataclass(frozen=True, slots=True)
class New:
    """What is new in the data: it would stand behind ``after`` (the key of a paragraph, 0: at the top)."""

    block: Block
    origin: Origin
    after: int


@dataclass(frozen=True)
class Editor:
    report: Report
    document: Document
    entries: list[Entry]
    news: list[New]
    warnings: list[Warned]
    offers: int
    newer_template: ReportTemplate | None
    lost: list[Clash] = field(default_factory=list)
    """Words for paragraphs that somebody has taken out meanwhile."""

    @property
    def word_count(self) -> int:
        return word_count(self.document)


def editor(report: Report, clashes: Sequence[Clash] = (), typed: Mapping[int, str] | None = None) -> Editor:
    """The draft of ``report`` beside the data of today, in a constant number of queries.

    ``typed`` are texts by paragraph that were not written, and ``clashes`` those of them that somebody overtook.
    """
    composed = composition(report)
    today = flatten(composed.document)
    prefetch_related_objects([report], "paragraphs")  # what is missing for a step looks at them too
    rows = list(report.paragraphs.all())
    document = printed(report, rows)
    comparison = compare(rows, today)
    origins = composed.origins
    marks = marks_of(rows, document)
    by_pk = {clash.pk: clash for clash in clashes}
    entries = [
        Entry(
            row=row,
            text=(typed or {}).get(row.pk, row.text),
            mark=marks.get(row.pk, ""),
            state=state,
            origin=_origin(row.source, origins),
            changes=pieces(row.taken, state.today.text) if state.today else [],
            is_cut=_is_cut(row, rows),
            clash=by_pk.get(row.pk),
        )
        for row, state in zip(rows, comparison.states, strict=True)
    ]
    known = {row.pk for row in rows}
    return Editor(
        report=report,
        document=document,
        entries=entries,
        news=[_new(block, rows, today, origins) for block in comparison.added if block.kind not in HEADINGS],
        warnings=warnings(report, rows, document, composed),
        offers=comparison.offers,
        newer_template=_newer_template(report),
        lost=[clash for clash in clashes if clash.pk not in known],
    )


def to_read(report: Report) -> Editor:
    """What is fixed, to be read only: nothing of it is compared with the data of today."""
    return Editor(report, document_of(report), [], [], [], 0, None)


def printed(report: Report, rows: Sequence[Paragraph]) -> Document:
    """As ``documents.document_of``, of rows that have been read already."""
    return tidy(assemble(empty_frame(report), [row.block for row in rows if row.is_printed]))


def marks_of(rows: Sequence[Paragraph], document: Document) -> dict[int, str]:
    """The mark that each printed paragraph gets, by its key."""
    rest = list(lines(document))
    found: dict[int, str] = {}
    for row in rows:
        if not row.is_printed:
            continue
        place = next(
            (place for place, line in enumerate(rest) if f"{line.lead}{line.text}" == row.text), None
        )
        if place is not None:
            found[row.pk] = rest[place].mark
            del rest[: place + 1]
    return found


def _is_cut(row: Paragraph, rows: Sequence[Paragraph]) -> bool:
    return bool(row.source) and sum(other.source == row.source for other in rows) > 1


def _new(
    block: Block, rows: Sequence[Paragraph], today: Sequence[Block], origins: Mapping[str, Origin]
) -> New:
    place = place_of(block, rows, today)
    return New(block, _origin(block.source, origins), rows[place - 1].pk if place else 0)


def _origin(source: str, origins: Mapping[str, Origin]) -> Origin:
    if not source:
        return Origin(_("Your own paragraph"))
    known = origins.get(source) or origins.get(source.rpartition(".")[0])
    if known:
        return known
    kind = source.partition(":")[0].partition(".")[0]
    words = {
        "opening": _("Template: opening"),
        "closing": _("Template: closing"),
        "heading": _("Template: heading"),
        "problem": _("Problem"),
        "cause": _("Cause"),
        "measure": _("Measure"),
        "plan": _("Next step"),
        "table": _("Problems and measures"),
    }
    return Origin(words.get(kind, _("Template: introduction") if ":" not in source else _("Data")))


def _newer_template(report: Report) -> ReportTemplate | None:
    """The template in force, if it is not the one the draft was worded with."""
    newest: ReportTemplate | None = ReportTemplate.objects.in_force(report.kind, report.organisation).first()
    return newest if newest and newest.pk != report.template_id else None
