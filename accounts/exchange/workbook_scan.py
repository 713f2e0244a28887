"""What the XML of a workbook's sheets says is there, found without building anything from it.

Sheets are searched piece by piece: where the cells with a value stand, which of them hold an error or a formula that
was never calculated (both read as blank), and how far out the farthest stands.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.etree import ElementTree as ET

PIECE = 1 << 20
OVERLAP = 1 << 16
MOST_FAULTS = 500
_CELL = re.compile(
    rb"<(?:\w+:)?c\b([^<>]*)>\s*(<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>))?\s*"
    rb"<(?:(?:\w+:)?v>\s*([^<\s][^<]*)|((?:\w+:)?is>)|(/(?:\w+:)?c>|(?:\w+:)?v/>|(?:\w+:)?v></))"
)
_VALUE_MARKS = (b"v>", b"is>", b"<f", b":f")
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_KIND = re.compile(rb'\bt="(\w+)"')
_INLINE = re.compile(rb"<(?:\w+:)?t\b[^<>]*>\s*[^<\s]")
_STRING = re.compile(rb"<(?:\w+:)?si\b[^<>]*?(?:/>|>(.*?)</(?:\w+:)?si>)", re.DOTALL)
_STYLE = re.compile(rb'\bs="(\d+)"')
_CELL_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs\b[^>]*>(.*?)</(?:\w+:)?cellXfs>", re.DOTALL)
_FORMAT = re.compile(rb"<(?:\w+:)?xf\b[^>]*>")
_QUOTES = re.compile(rb'quotePrefix="(?:1|true)"')
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(slots=True)
class Scan:
    """Rows (from 1) with a value; faults by place (row, column from 0): "error" or "uncalculated".

    ``quoted`` are the places of texts that somebody marked as no formula.
    """

    rows: set[int] = field(default_factory=set)
    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    quoted: set[tuple[int, int]] = field(default_factory=set)
    last_row: int = 0
    last_column: int = 0
    last_cell: str = ""

    @property
    def area(self) -> int:
        return self.last_row * self.last_column

    def note(self, letters: bytes, digits: bytes, fault: str) -> None:
        row, column = int(digits), column_number(letters.decode())
        if fault:
            if len(self.faults) < MOST_FAULTS:
                self.faults[row - 1, column - 1] = fault
            return
        self.rows.add(row)
        if row > self.last_row or column > self.last_column:
            self.last_cell = (letters + digits).decode()
            self.last_row, self.last_column = max(row, self.last_row), max(column, self.last_column)


def column_number(letters: str) -> int:
    """A → 1, Z → 26, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def scan_sheets(archive: zipfile.ZipFile) -> dict[str, Scan]:
    """The scan of each sheet by its name. Raises ``KeyError`` or ``BadZipFile`` for what is no whole workbook."""
    names = set(archive.namelist())
    blanks = _blank_strings(archive) if "xl/sharedStrings.xml" in names else frozenset()
    quoting = _quoting_styles(archive) if "xl/styles.xml" in names else frozenset()
    found = {}
    for name, path in _sheet_paths(archive).items():
        if path in names:
            with archive.open(path) as stream:
                found[name] = _scan(stream, blanks, quoting)
    return found


def _sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    relations = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - under limits of memory and time
    targets = {one.get("Id", ""): one.get("Target", "") for one in relations}
    book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
    sheets = [one for one in book.iter() if one.tag.endswith("}sheet")]
    return {
        one.get("name", ""): posixpath.normpath(
            posixpath.join("/xl", targets.get(one.get(_RELATION, ""), ""))
        ).lstrip("/")
        for one in sheets
    }


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    while piece := stream.read(PIECE):
        yield piece


def _quoting_styles(archive: zipfile.ZipFile) -> frozenset[bytes]:
    """The numbers of the styles under which a text is no formula, whatever it begins with."""
    styles = archive.read("xl/styles.xml")
    if b"quotePrefix" not in styles:
        return frozenset()
    formats = _CELL_FORMATS.search(styles)
    found = _FORMAT.findall(formats[1]) if formats else []
    return frozenset(str(number).encode() for number, one in enumerate(found) if _QUOTES.search(one))


def _scan(stream: IO[bytes], blanks: frozenset[int], quoting: frozenset[bytes]) -> Scan:
    scan, rest = Scan(), b""
    for piece in _pieces(stream):
        data, done = rest + piece, 0
        # A million formatted blank rows hold no mark of a value; they need not be searched cell by cell.
        for match in _CELL.finditer(data) if any(mark in data for mark in _VALUE_MARKS) else ():
            done = match.end()
            _take(scan, match, data, blanks)
            if quoting:
                _note_quoted(scan, match[1], quoting)
        rest = data[max(done, len(data) - OVERLAP) :]
    return scan


def _take(scan: Scan, match: re.Match[bytes], data: bytes, blanks: frozenset[int]) -> None:
    attributes, formula, value, inline, nothing = match.groups()
    if attributes.endswith(b"/") or not (place := _PLACE.search(attributes)):
        return
    kind = _KIND.search(attributes)
    text_kind = kind[1] if kind else b""
    if nothing:
        if formula and text_kind != b"str":
            scan.note(place[1], place[2], "uncalculated")
        return
    if inline and not _INLINE.match(data, match.end()):
        return
    if value and text_kind == b"s" and value.strip().isdigit() and int(value) in blanks:
        return
    scan.note(place[1], place[2], "error" if text_kind == b"e" else "")


def _note_quoted(scan: Scan, attributes: bytes, quoting: frozenset[bytes]) -> None:
    style, place = _STYLE.search(attributes), _PLACE.search(attributes)
    if style and place and style[1] in quoting:
        scan.quoted.add((int(place[2]) - 1, column_number(place[1].decode()) - 1))


def _blank_strings(archive: zipfile.ZipFile) -> frozenset[int]:
    """Which of the shared texts hold nothing but blanks."""
    blank, number, rest = [], 0, b""
    with archive.open("xl/sharedStrings.xml") as stream:
        for piece in _pieces(stream):
            data, done = rest + piece, 0
            for match in _STRING.finditer(data):
                done = match.end()
                if not _INLINE.search(match[1] or b""):
                    blank.append(number)
                number += 1
            rest = data[done:]
    return frozenset(blank)
