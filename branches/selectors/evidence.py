"""All evidence of a folder by problem and measure, and in one archive that is named so, with an index sheet."""

from __future__ import annotations

import datetime as dt
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone
from openpyxl import Workbook

from accounts.exchange.files import safe_name
from accounts.exchange.printed import saved, write_text
from branches.models import Evidence, Measure, Problem, Rectification

INDEX = "目录.xlsx"
HEADINGS = ("序号", "问题", "措施", "日期", "进展", "说明", "文件")
WITHOUT_PROBLEM = "未对应问题"
OF_PROBLEM = "问题佐证"
IN_MEMORY = 8 * 1024 * 1024
_LABEL = 30


@dataclass(frozen=True, slots=True)
class Group:
    """The files of one measure and its progress, or of a problem itself; with the problem that they stand under."""

    problem: Problem | None
    measure: Measure | None
    files: list[Evidence]


class Packed(NamedTuple):
    """One file of the archive: where it lies there, and its row of the index."""

    path: str
    row: tuple[str | int, ...]
    evidence: Evidence


def groups(folder: Rectification) -> list[Group]:
    """All files of ``folder``, the withdrawn among them, in the order of problems and measures; four queries."""
    found: dict[tuple[Problem | None, Measure | None], list[Evidence]] = {}
    for evidence in _ordered(Evidence.objects.filter(rectification=folder)):
        found.setdefault(_place(evidence), []).append(evidence)
    return [Group(*place, files) for place, files in found.items()]


def _ordered(files: QuerySet[Evidence]) -> list[Evidence]:
    related = files.select_related("entry__measure", "measure", "problem", "uploaded_by", "withdrawn_by")
    read = related.prefetch_related("entry__measure__problems", "measure__problems")
    return sorted(read, key=_rank)


def _place(evidence: Evidence) -> tuple[Problem | None, Measure | None]:
    """The problem it stands under, a measure's first one, and the measure."""
    if evidence.problem:
        return evidence.problem, None
    measure = evidence.entry.measure if evidence.entry else evidence.measure
    assert measure is not None  # noqa: S101  (a constraint says so)
    return next(iter(measure.problems.all()), None), measure


def _rank(evidence: Evidence) -> tuple[Any, ...]:
    problem, measure = _place(evidence)
    of_problem = (problem is None, problem.number if problem else 0)
    return (*of_problem, measure.number if measure else 0, _day(evidence), evidence.pk)


def _day(evidence: Evidence) -> dt.date:
    """The day of the progress it shows, or the day it was kept."""
    return evidence.entry.happened_on if evidence.entry else timezone.localdate(evidence.created_at)


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
    for number, evidence in enumerate(_ordered(Evidence.objects.standing().filter(rectification=folder)), 1):
        problem, measure = _place(evidence)
        of_problem = f"问题{problem.number} {problem.title}" if problem else WITHOUT_PROBLEM
        of_measure = f"措施{measure.number} {measure.title}" if measure else OF_PROBLEM
        day = _day(evidence)
        name = f"{day:%Y%m%d}-{number:03d}-{_safe(evidence.name, keep_end=True)}"
        path = f"{_safe(of_problem)}/{_safe(of_measure)}/{name}"
        title, text = measure.title if measure else "", evidence.entry.text if evidence.entry else ""
        row = (number, of_problem, title, day.isoformat(), text, evidence.caption, path)
        yield Packed(path, row, evidence)


def _safe(name: str, *, keep_end: bool = False) -> str:
    """``name`` as every system takes it, at most 30 characters long, with its ending if that matters."""
    if not keep_end:
        return safe_name(name, _LABEL)
    stem, dot, end = safe_name(name, len(name)).rpartition(".")
    return f"{stem[:_LABEL]}{dot}{end}"


def _index(packed: list[Packed]) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "目录"
    sheet.append(HEADINGS)
    for row, item in enumerate(packed, 2):
        for column, value in enumerate(item.row, 1):
            cell = sheet.cell(row, column)
            if isinstance(value, str):
                write_text(cell, value)
            else:
                cell.value = value
    for letter, width in zip("ABCDEFG", (6, 30, 30, 12, 50, 24, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    return saved(book)
