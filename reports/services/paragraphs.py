"""Writes on the paragraphs of a draft: what was typed, and one step. All of a press, or nothing of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.audit import service
from accounts.models import User
from reports.choices import MARKS, BlockKind
from reports.exceptions import Clash, Overtaken
from reports.models import Paragraph, Report, ReportTemplate
from reports.models.paragraphs import MOST_CHARACTERS, fingerprint
from reports.services.sheets import Sheet, lock_report, take
from reports.wording import paragraphs


@dataclass(frozen=True, slots=True)
class Typed:
    """The text that a form brought for one paragraph, and the fingerprint of the text that it was filled with."""

    pk: int
    text: str
    was: str


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done besides: a verb of ``STEPS``, the paragraph it is about (0: none), and one word more."""

    verb: str
    pk: int = 0
    word: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """``about``: the paragraph to go on with; ``changed``: those that were written."""

    about: Paragraph | None
    changed: tuple[Paragraph, ...]


@service
def save(*, report: Report, by: User, typed: Iterable[Typed] = (), step: Step | None = None) -> Written:
    """Write what was typed, and then take ``step``.

    A line end cuts a paragraph in two. Raises ``Overtaken`` with both texts where somebody else has reworded what was
    typed on, ``ValidationError`` with what is wrong, and ``PermissionDenied``; then nothing is written.
    """
    sheet = Sheet.of(lock_report(report.pk, by))
    about = _write(sheet, typed)
    if step:
        about = STEPS[step.verb](sheet, step) or about
    sheet.close()
    return Written(about, tuple(sheet.changed))


@service
def put_in(*, report: Report, by: User, texts: dict[str, str]) -> None:
    """Put words that were written elsewhere where they belong: ``texts`` by what their sources begin with ("opening").

    They stand in for what the template says there; what an editor has reworded stays, and they stand behind it.
    """
    sheet = Sheet.of(lock_report(report.pk, by))
    for key, text in texts.items():
        lines = paragraphs(text)
        own = [row for row in sheet.rows if row.source.startswith(f"{key}.")]
        untouched = [row for row in own if row.text == row.taken and not row.hidden]
        if not own or len(untouched) < len(own):
            _put_behind(sheet, key, own, lines)
            continue
        for row in own[1:]:
            row.hidden = True
            sheet.touch(row)
        _reword(sheet, own[0], lines)
    sheet.close()


def _put_behind(sheet: Sheet, key: str, own: list[Paragraph], lines: Sequence[str]) -> None:
    if own:
        place = sheet.rows.index(own[-1]) + 1
    else:
        heads = [place for place, row in enumerate(sheet.rows, 1) if row.source == f"heading:{key}"]
        place = heads[0] if heads else 0 if key == "opening" else len(sheet.rows)
    kind = BlockKind.CLOSING if key == "closing" else BlockKind.PLAIN
    for offset, line in enumerate(lines):
        sheet.insert(place + offset, Paragraph(report=sheet.report, position=0, kind=kind, text=line))


def _write(sheet: Sheet, typed: Iterable[Typed]) -> Paragraph | None:
    """The last paragraph that was cut off, if one was."""
    clashes, new = [], None
    for one in typed:
        lines = paragraphs(one.text)
        text = "\n".join(lines)
        row = sheet.find(one.pk)
        if fingerprint(text) == one.was or (row and text == row.text):
            continue
        if row is None or row.print_of_text != one.was:
            clashes.append(Clash(one.pk, one.text, row))
        elif not row.table:
            new = _reword(sheet, row, lines) or new
    if clashes:
        raise Overtaken(clashes)
    return new


def _reword(sheet: Sheet, row: Paragraph, lines: tuple[str, ...]) -> Paragraph | None:
    for line in lines:
        if len(line) > MOST_CHARACTERS:
            words = {"start": line[:12], "most": MOST_CHARACTERS}
            raise ValidationError(_("“%(start)s…”: a paragraph has at most %(most)s characters.") % words)
    row.text = lines[0] if lines else ""
    sheet.touch(row)
    place, new = sheet.rows.index(row), None
    for offset, line in enumerate(lines[1:], 1):
        new = _rest(sheet, row, line)
        sheet.insert(place + offset, new)
    return new


def _rest(sheet: Sheet, row: Paragraph, text: str) -> Paragraph:
    """What was cut off from ``row``: of the same source and style; under a heading a paragraph of one's own."""
    source = "" if row.is_heading else row.source
    part = max(other.part for other in sheet.parts(row)) + 1 if source else 0
    kind = BlockKind.PLAIN if row.is_heading else row.kind
    return Paragraph(report=sheet.report, position=0, kind=kind, source=source, part=part, text=text)


def _hide(sheet: Sheet, step: Step) -> Paragraph:
    return _show(sheet, step, hidden=True)


def _show(sheet: Sheet, step: Step, *, hidden: bool = False) -> Paragraph:
    row = sheet.row(step.pk)
    row.hidden = hidden
    sheet.touch(row)
    return row


def _up(sheet: Sheet, step: Step) -> Paragraph:
    row = sheet.row(step.pk)
    place = sheet.rows.index(row)
    if not row.is_heading:
        sheet.move(place, max(0, place - 1))
        return row
    before = [start for start in range(place) if sheet.span(start) == place]
    if before and _may_pass(row, sheet.rows[before[0]]):
        sheet.move(place, before[0])
    return row


def _down(sheet: Sheet, step: Step) -> Paragraph:
    row = sheet.row(step.pk)
    place = sheet.rows.index(row)
    behind = sheet.span(place)
    if behind < len(sheet.rows) and _may_pass(row, sheet.rows[behind]):
        sheet.move(place, sheet.span(behind) if row.is_heading else behind + 1)
    return row


def _may_pass(row: Paragraph, other: Paragraph) -> bool:
    """A section changes places with a section only, a subsection with one beside it."""
    return not row.is_heading or other.kind == row.kind


def _place(sheet: Sheet, step: Step) -> Paragraph:
    """Behind the paragraph that ``word`` names, or at the top ("0")."""
    row = sheet.row(step.pk)
    target = int(step.word) if step.word.isdecimal() else 0
    sheet.move(sheet.rows.index(row), sheet.rows.index(sheet.row(target)) + 1 if target else 0)
    return row


def _restore(sheet: Sheet, step: Step) -> Paragraph:
    return _whole(sheet, sheet.row(step.pk))


def _whole(sheet: Sheet, row: Paragraph) -> Paragraph:
    """The paragraph in one piece, as it was taken from the data."""
    first, *others = sorted(sheet.parts(row), key=lambda part: part.part)
    for part in others:
        sheet.drop(part)
    first.text = first.taken if first.source else first.text
    sheet.touch(first)
    return first


def _take(sheet: Sheet, step: Step) -> Paragraph | None:
    """What the data says now, in place of what stands there; out with it, if the data no longer says anything."""
    first = min(sheet.parts(sheet.row(step.pk)), key=lambda part: part.part)
    state = sheet.state(first)
    if state.gone:
        for part in sheet.parts(first):
            sheet.drop(part)
        return None
    if state.today:
        first = _whole(sheet, first)
        take(first, state.today)
    return first


def _keep(sheet: Sheet, step: Step) -> Paragraph:
    """The office's words stay, and the change in the data counts as seen."""
    first = min(sheet.parts(sheet.row(step.pk)), key=lambda part: part.part)
    state = sheet.state(first)
    if state.gone:
        for part in sheet.parts(first):
            part.source, part.part, part.taken = "", 0, ""
            sheet.touch(part)
    elif state.today:
        first.taken = state.today.text
        sheet.touch(first)
    return first


def _remove(sheet: Sheet, step: Step) -> None:
    row = sheet.row(step.pk)
    if not row.is_own:
        raise ValidationError(_("What comes from the data is left out of print, not deleted."))
    sheet.drop(row)


def _add(sheet: Sheet, step: Step) -> Paragraph:
    """A paragraph of the office's own, behind the one named; at the top, if none is."""
    place = sheet.rows.index(sheet.row(step.pk)) + 1 if step.pk else 0
    new = Paragraph(report=sheet.report, position=0, kind=BlockKind.PLAIN)
    sheet.insert(place, new)
    return new


def _mark(sheet: Sheet, step: Step) -> Paragraph:
    row = sheet.row(step.pk)
    if row.kind not in MARKS or step.word not in MARKS:
        raise ValidationError(_("This paragraph takes no mark."))
    row.kind = step.word
    sheet.touch(row)
    return row


def _insert(sheet: Sheet, step: Step) -> Paragraph | None:
    """What is new in the data; ``word`` is its source."""
    for block in sheet.comparison.added:
        if block.source == step.word:
            sheet.add(block)
    return next((row for row in sheet.rows if row.source == step.word), None)


def _update(sheet: Sheet, step: Step) -> None:
    """All that has changed in the data, but for what was edited by hand: that stays, with its offer."""
    comparison = sheet.comparison
    for row, state in list(zip(sheet.rows, comparison.states, strict=True)):
        if state.gone and not state.edited:
            sheet.drop(row)
        elif state.today and not state.edited:
            take(row, state.today)
            sheet.touch(row)
    for block in comparison.added:
        sheet.add(block)


def _template(sheet: Sheet, step: Step) -> None:
    """Go over to the template in force; what it words otherwise is then offered paragraph by paragraph."""
    report = sheet.report
    report.template = ReportTemplate.objects.in_force(report.kind, report.organisation).first()
    report.version += 1
    report.save()


STEPS: dict[str, Callable[[Sheet, Step], Paragraph | None]] = {
    "hide": _hide,
    "show": _show,
    "up": _up,
    "down": _down,
    "place": _place,
    "restore": _restore,
    "take": _take,
    "keep": _keep,
    "remove": _remove,
    "add": _add,
    "mark": _mark,
    "insert": _insert,
    "update": _update,
    "template": _template,
}
