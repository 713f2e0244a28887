"""What in a report deserves a second look before somebody signs it. Nothing is changed by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from reports import typography
from reports.choices import HEADINGS, BlockKind, ReportKind
from reports.document import Document
from reports.models import Paragraph, Report
from reports.numbering import Line, LineKind, lines
from reports.selectors.compose import Composition
from reports.selectors.pointers import Warned

_NUMBER = r"(\d+|[一二两三四五六七八九十]{1,3})"
_FOUND = "(?:梳理|查找|查摆|排查|发现)[^，。；]{0,6}?"
# What a sentence calls a count of the folder, and how it may say the number.
_ABOUT = {
    "problems": (rf"{_FOUND}问题{_NUMBER}个", rf"{_FOUND}{_NUMBER}个问题"),
    "causes": (rf"分析[^，。；]{{0,4}}?原因{_NUMBER}条",),
    "measures": (
        rf"制定[^，。；]{{0,6}}?措施{_NUMBER}[条项]",
        rf"制定[^，。；]{{0,6}}?{_NUMBER}[条项][^，。；]{{0,4}}?措施",
    ),
    "measures_done": (rf"已?完成[^，。；]{{0,4}}?措施{_NUMBER}[条项]",),
    "closed": (rf"已?销号[^，。；\d]{{0,4}}?{_NUMBER}个", rf"{_NUMBER}个问题已销号"),
    "in_progress": (rf"正在整改[^，。；\d]{{0,4}}?{_NUMBER}个",),
}
_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_SHOWN = 12


def warnings(
    report: Report, rows: Sequence[Paragraph], document: Document, today: Composition
) -> list[Warned]:
    """Everything, what concerns the facts first."""
    own = [warned for row in rows if row.is_printed for warned in _of_row(row, today)]
    frame = f"{report.title} {report.addressee} {report.signatory}"
    head = [_placeholder(report.title, one) for one in typography.placeholders(frame)]
    return [*today.gaps, *_unsigned(report), *head, *_empty(rows), *own, *_rest(rows, document)]


def _rest(rows: Sequence[Paragraph], document: Document) -> Iterator[Warned]:
    """The proof-reader's remarks on what is no paragraph: title, addressee, signature."""
    known = {row.text for row in rows}
    for line in lines(document):
        if f"{line.lead}{line.text}" not in known:
            yield from map(Warned, typography.remarks(line))


def _unsigned(report: Report) -> Iterator[Warned]:
    """What goes up under a red head names who has approved it for issue (GB/T 9704—2012 7.2.6)."""
    if report.has_red_head and report.kind != ReportKind.PLAN and not report.signer:
        words = _("The red head does not name who has approved it for issue (签发人).")
        yield Warned(words, reverse("reports:edit_report", args=[report.pk]))


def _empty(rows: Sequence[Paragraph]) -> Iterator[Warned]:
    """Headings under which nothing is printed: they are left out of print themselves."""
    for place, row in enumerate(rows):
        if row.kind not in HEADINGS or not row.text:
            continue
        stops = {BlockKind.HEADING1, BlockKind.CLOSING, *([row.kind] if row.kind in HEADINGS else [])}
        under = []
        for other in rows[place + 1 :]:
            if other.kind in stops:
                break
            under.append(other)
        if not any(other.is_printed and not other.is_heading for other in under):
            words = _("“%(heading)s”: nothing is printed under it, so the heading is left out.")
            yield Warned(words % {"heading": row.text}, f"#p-{row.pk}")


def _of_row(row: Paragraph, today: Composition) -> Iterator[Warned]:
    for one in typography.placeholders(row.text):
        yield _placeholder(row.text, one, f"#p-{row.pk}")
    yield from (Warned(words, f"#p-{row.pk}") for words in _remarks(row))
    # What a record says of its own numbers is not about the folder's counts.
    if row.text != row.taken or ":" not in row.source:
        yield from _numbers(row, today.counts(row.source))


def _remarks(row: Paragraph) -> Iterator[str]:
    """The proof-reader's remarks; on a table each once, however many cells say the same."""
    table = row.block.table
    if table is None:
        return typography.remarks(Line(LineKind.PARAGRAPH, row.text))
    cells = (cell.text for cells in (*table.head, *table.rows) for cell in cells)
    return iter(dict.fromkeys(words for text in cells for words in typography.remarks_on(text)))


def _placeholder(text: str, what: str, address: str = "") -> Warned:
    words = _("“%(start)s…”: “%(what)s” still waits to be filled in.")
    return Warned(words % {"start": text[:_SHOWN], "what": what}, address)


def _numbers(row: Paragraph, counts: Mapping[str, Sequence[int]]) -> Iterator[Warned]:
    for name, true in counts.items():
        for match in re.finditer("|".join(_ABOUT[name]), row.text):
            said = next(group for group in match.groups() if group)
            if number(said) not in true:
                words = _("“%(said)s”: the data says %(true)s.")
                yield Warned(words % {"said": match[0], "true": true[0]}, f"#p-{row.pk}")


def number(text: str) -> int:
    """The number that ``text`` writes in figures, or in Chinese numerals up to 99."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)
