"""All evidence of a folder in one archive, named by problem and measure, with an index sheet."""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Iterator
from typing import IO, NamedTuple

from openpyxl import Workbook

from branches.models import Evidence, Measure, Rectification

INDEX = "目录.xlsx"
HEADINGS = ("序号", "问题", "措施", "日期", "进展", "说明", "文件")
WITHOUT_PROBLEM = "未对应问题"
IN_MEMORY = 8 * 1024 * 1024
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_LABEL = 30


class Packed(NamedTuple):
    """One file of the archive: where it lies there, and its row of the index."""

    path: str
    row: tuple[str | int, ...]
    evidence: Evidence


def archive(folder: Rectification) -> IO[bytes]:
    """The ZIP as an open file at its start, in memory while it is small."""
    packed = list(_packed(folder))
    out = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  (handed to the response, which closes it)
    # Pictures and office files are compressed already.
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as bundle:
        bundle.writestr(INDEX, _index(packed))
        for item in packed:
            with item.evidence.file.open("rb") as content, bundle.open(item.path, "w") as target:
                for chunk in content.chunks():
                    target.write(chunk)
    out.seek(0)
    return out


def _packed(folder: Rectification) -> Iterator[Packed]:
    kept = Evidence.objects.standing().filter(rectification=folder)
    related = kept.select_related("entry__measure").prefetch_related("entry__measure__problems")
    ordered = related.order_by("entry__measure__number", "entry__happened_on", "entry_id", "id")
    for number, evidence in enumerate(ordered, 1):
        entry, measure = evidence.entry, evidence.entry.measure
        problem = _problem(measure)
        place = f"{_safe(problem)}/{_safe(f'措施{measure.number} {measure.title}')}"
        path = f"{place}/{entry.happened_on:%Y%m%d}-{number:03d}-{_safe(evidence.name, keep_end=True)}"
        day = entry.happened_on.isoformat()
        yield Packed(
            path, (number, problem, measure.title, day, entry.text, evidence.caption, path), evidence
        )


def _problem(measure: Measure) -> str:
    first = next(iter(measure.problems.all()), None)
    return f"问题{first.number} {first.title}" if first else WITHOUT_PROBLEM


def _safe(name: str, *, keep_end: bool = False) -> str:
    """``name`` as every system takes it, at most 30 characters long, with its ending if that matters."""
    plain = _FORBIDDEN.sub("_", name).strip(" .")
    if not keep_end:
        return plain[:_LABEL].strip(" .") or "_"
    stem, dot, end = plain.rpartition(".")
    return f"{stem[:_LABEL]}{dot}{end}"


def _index(packed: list[Packed]) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "目录"
    sheet.append(HEADINGS)
    for item in packed:
        sheet.append([_plain(value) for value in item.row])
    for column, width in zip("ABCDEFG", (6, 30, 30, 12, 50, 24, 60), strict=True):
        sheet.column_dimensions[column].width = width
    with tempfile.TemporaryFile() as out:
        book.save(out)
        out.seek(0)
        return out.read()


def _plain(value: str | int) -> str | int:
    """A text that begins like a formula stays a text in the spreadsheet."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@")) else value
