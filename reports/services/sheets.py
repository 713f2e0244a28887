"""The paragraphs of one report while somebody works on them: locked, in order, compared with the data of today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import Verb
from accounts.models import User
from reports.blocks import Block, flatten
from reports.choices import HEADINGS, BlockKind
from reports.merging import Comparison, State, compare, headings_above, place_of
from reports.models import Paragraph, Report
from reports.selectors import rights
from reports.selectors.compose import compose
from reports.selectors.steps import fixed_reason

RELATED = (
    "rectification__branch",
    "rectification__campaign",
    "rectification__township",
    "rectification__county",
    "organisation__parent",
    "campaign",
    "template",
    "created_by",
)


def lock_report(pk: int, by: User) -> Report:
    """The draft, locked for the transaction; ``by`` is one of its writers from now on.

    Raises ``PermissionDenied`` for role, scope, or state.
    """
    report = lock_in_any_state(pk, by, Verb.WRITE_REPORT)
    if reason := fixed_reason(report):
        raise PermissionDenied(reason)
    report.writers.add(by)
    return report


def lock_in_any_state(pk: int, by: User, verb: Verb) -> Report:
    """The report, locked for the transaction. Raises ``PermissionDenied`` for role or scope."""
    reports = Report.objects.visible_to(by).select_for_update(of=("self",)).select_related(*RELATED)
    report = reports.filter(pk=pk).first()
    if report is None:
        raise PermissionDenied(_("This report is outside your organisation."))
    rights.require(by, verb, report)
    return report


def fresh(report: Report, block: Block) -> Paragraph:
    """An unsaved paragraph that says what ``block`` says."""
    paragraph = Paragraph(report=report, source=block.source, position=0)
    take(paragraph, block)
    return paragraph


def take(paragraph: Paragraph, block: Block) -> None:
    """Set ``paragraph`` to what its source says."""
    paragraph.kind, paragraph.lead = block.kind, block.lead
    paragraph.taken = paragraph.text = block.text
    paragraph.table = asdict(block.table) if block.table else None


@dataclass
class Sheet:
    """The paragraphs in print order. What is changed on them is written by ``close``."""

    report: Report
    rows: list[Paragraph]
    changed: list[Paragraph] = field(default_factory=list)
    dropped: list[Paragraph] = field(default_factory=list)

    @classmethod
    def of(cls, report: Report) -> Sheet:
        return cls(report, list(report.paragraphs.all()))

    @cached_property
    def today(self) -> tuple[Block, ...]:
        return flatten(compose(self.report))

    @property
    def comparison(self) -> Comparison:
        return compare(self.rows, self.today)

    def state(self, row: Paragraph) -> State:
        return self.comparison.states[self.rows.index(row)]

    def find(self, pk: int) -> Paragraph | None:
        return next((row for row in self.rows if row.pk == pk), None)

    def row(self, pk: int) -> Paragraph:
        """Raises ``ValidationError`` if somebody has taken the paragraph out."""
        found = self.find(pk)
        if found is None:
            raise ValidationError(_("This paragraph is no longer there; the page shows what is."))
        return found

    def parts(self, row: Paragraph) -> list[Paragraph]:
        """All paragraphs that ``row``'s source was cut into, itself included."""
        return [other for other in self.rows if other.source == row.source] if row.source else [row]

    def touch(self, row: Paragraph) -> None:
        if row not in self.changed:
            self.changed.append(row)

    def insert(self, place: int, row: Paragraph) -> None:
        self.rows.insert(place, row)
        self.touch(row)

    def drop(self, row: Paragraph) -> None:
        self.rows.remove(row)
        self.dropped.append(row)

    def add(self, block: Block) -> None:
        """Put in what is new in the data, under its headings."""
        known = {row.source for row in self.rows}
        for one in (*headings_above(block, self.today), block):
            if one.source not in known:
                self.insert(place_of(one, self.rows, self.today), fresh(self.report, one))

    def span(self, place: int) -> int:
        """Where the part that begins at ``place`` ends: a heading takes along what stands under it."""
        row, end = self.rows[place], place + 1
        if row.kind not in HEADINGS:
            return end
        stops = {BlockKind.HEADING1, BlockKind.CLOSING} | (
            {BlockKind.HEADING2} if row.kind == BlockKind.HEADING2 else set()
        )
        while end < len(self.rows) and self.rows[end].kind not in stops:
            end += 1
        return end

    def move(self, place: int, to: int) -> None:
        """Move the part that begins at ``place`` to before the row at ``to``."""
        end = self.span(place)
        if place <= to <= end:
            return
        moved = self.rows[place:end]
        rest = self.rows[:place] + self.rows[end:]
        start = to if to < place else to - len(moved)
        self.rows = rest[:start] + moved + rest[start:]
        self.touch(moved[0])

    def close(self) -> None:
        """Write all that was changed; the neighbours' new places are no event of their own on the record."""
        for row in self.dropped:
            if row.pk:
                row.delete()
        self._number()
        for row in self.changed:
            if row in self.dropped:
                continue
            row.full_clean(exclude=["report"])
            row.version += 1 if row.pk else 0
            row.save()
        if self.changed or self.dropped:
            Report.objects.filter(pk=self.report.pk).update(updated_at=timezone.now())

    def _number(self) -> None:
        shifted = []
        for position, row in enumerate(self.rows, 1):
            if row.position != position:
                row.position = position
                shifted += [row] if row.pk and row not in self.changed else []
        Paragraph.objects.bulk_update(shifted, ["position"])


def write_all(report: Report, blocks: Sequence[Block]) -> None:
    """Give a new report its paragraphs."""
    rows = [fresh(report, block) for block in blocks]
    for position, row in enumerate(rows, 1):
        row.position = position
        row.full_clean(exclude=["report"])
    Paragraph.objects.bulk_create(rows)
