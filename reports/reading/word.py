"""Text of a .docx, run as a program of its own under limits: ``python -m reports.reading.word FILE``.

Paragraph by paragraph on standard output, with the numbers that Word only draws. The exit code says why not.
"""

from __future__ import annotations

import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from enum import IntEnum
from typing import Any

import docx
from docx.oxml.ns import qn

from reports.reading.characters import simplified
from reports.reading.roles import strict_roles
from reports.reading.table_rows import TAB, heads_of
from reports.reading.word_numbers import Numbers

MEMORY = 300 * 1024 * 1024
CPU_SECONDS = 8
MOST_UNPACKED = 60 * 1024 * 1024
MOST_HEADS = 3
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_LEFT_OUT = {qn("w:del"), qn("w:moveFrom"), qn("w:txbxContent"), qn("w:p")}
_PARTS = (qn("w:p"), qn("w:tr"), qn("w:tbl"))
_FACT = re.compile(r"[\u4e00-\u9fff \u3000]{2,10}[:：]?")
_FACT_CELLS = (2, 4)
_BREAKS = {qn("w:br"), qn("w:cr")}


class Refusal(IntEnum):
    """Exit codes."""

    BROKEN = 3
    TOO_LARGE = 4
    ENCRYPTED = 5


EXIT_WORDS = {int(refusal): refusal for refusal in Refusal}


def main(path: str) -> int:
    """Write the text of ``path`` to standard output; answer the exit code."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    try:
        if refusal := _refusal(path):
            return refusal
        text = "\n".join(paragraphs(docx.Document(path)))
    except MemoryError:
        return Refusal.TOO_LARGE
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError, OSError, AttributeError):
        return Refusal.BROKEN
    sys.stdout.buffer.write(text.encode())
    return 0


def _refusal(path: str) -> Refusal | None:
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        if any(entry.flag_bits & 1 for entry in entries):
            return Refusal.ENCRYPTED
        if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
            return Refusal.TOO_LARGE
    return None


def paragraphs(document: Any) -> Iterator[str]:
    """The text of every paragraph in the order of the pages, with its drawn number. The rows of a table that has
    headings like 存在问题 and 整改措施 are lines with tabs between the cells, and so are the facts of a form (党员人数,
    38名); of any other, every cell comes by itself.
    """
    numbers = Numbers(document)
    told = _told_twice(document.element.body)
    for element in document.element.body.iter(*_PARTS):
        if element in told:
            continue
        if rows := _told_by_rows(element):
            told.update(element.iter(*_PARTS))
            yield from (TAB.join(_cells(row, numbers)) for row in rows)
        elif element.tag == qn("w:p") and (text := "".join(_texts(element))).strip():
            yield numbers.mark(element) + text


def _told_by_rows(element: Any) -> list[Any]:
    """The rows of a table with headings, or a single row that tells a fact of a form; of anything else none."""
    if element.tag == qn("w:tr"):
        return [element] if _is_fact(element) else []
    rows = _rows(element) if element.tag == qn("w:tbl") else []
    return rows if any(heads_of(_plain(row)) for row in rows[:MOST_HEADS]) else []


def _is_fact(row: Any) -> bool:
    """Whether short labels and what they say stand in turn: "党支部书记", "张某", "党员人数", "38名"."""
    cells = _plain(row)
    labelled = len(cells) in _FACT_CELLS and all(
        _FACT.fullmatch(label) and not strict_roles(label) for label in cells[::2]
    )
    return labelled and all(len(list(cell.iter(qn("w:p")))) == 1 for cell in row.findall(qn("w:tc")))


def _told_twice(body: Any) -> set[Any]:
    """The paragraphs of a text box that stand in the file once more, for programs that cannot draw the box."""
    return {
        paragraph
        for drawn in body.iter(f"{_COMPATIBLE}AlternateContent")
        if any(
            next(choice.iter(qn("w:p")), None) is not None for choice in drawn.iter(f"{_COMPATIBLE}Choice")
        )
        for fallback in drawn.iter(f"{_COMPATIBLE}Fallback")
        for paragraph in fallback.iter(qn("w:p"))
    }


def _rows(table: Any) -> list[Any]:
    return list(table.findall(qn("w:tr")))


def _plain(row: Any) -> list[str]:
    """The cells for comparing: in simplified characters, without their drawn numbers, which count only once."""
    return [
        simplified("".join("".join(_texts(one)) for one in cell.iter(qn("w:p"))))
        for cell in row.findall(qn("w:tc"))
    ]


def _cells(row: Any, numbers: Numbers) -> Iterator[str]:
    for cell in row.findall(qn("w:tc")):
        texts = [numbers.mark(one) + "".join(_texts(one)) for one in cell.iter(qn("w:p"))]
        yield " ".join(text.strip() for text in texts if text.strip()).replace("\n", " ").replace(TAB, " ")
        span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        yield from [""] * (int(span.get(qn("w:val"), 1)) - 1 if span is not None else 0)


def _texts(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag == qn("w:tab"):
            yield "\t"
        elif child.tag in _BREAKS:
            yield "\n"
        elif (
            child.tag not in _LEFT_OUT and isinstance(child.tag, str) and not child.tag.endswith("}Fallback")
        ):
            yield from _texts(child)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
