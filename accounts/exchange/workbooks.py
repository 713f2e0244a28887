"""A table that somebody sent → its sheets with their cells and merges, or a clear refusal.

What kind of file it is, its content says, not its name. Workbooks are read by a child process with limits on memory
and time: a small file can hold a million rows, or be made to.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _

from accounts.exchange.encodings import decoded

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 512
SECONDS = 8
_ROOT = Path(__file__).resolve().parents[2]
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"RIFF", b"II*\x00", b"MM\x00*")

_SEPARATORS = ",\t;|"
SEVERAL = 2
_QUOTED = re.compile(r'"(?:[^"]|"")*"')

Cell = str | int | float | dt.date
Merge = tuple[int, int, int, int]


class UnreadableWorkbook(Exception):
    """The file is no table that can be read; the message says why, in words for the person who sent it."""


@dataclass(slots=True)
class Sheet:
    """One sheet. ``rows`` from the top, blank ones empty; merges are (top, left, bottom, right); all from 0.

    ``faults`` are cells that hold an error ("error") or a formula without a result ("uncalculated"); they read as "".
    """

    name: str
    rows: list[list[Cell]] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden: bool = False

    def cell(self, row: int, column: int) -> Cell:
        cells = self.rows[row] if row < len(self.rows) else []
        return cells[column] if column < len(cells) else ""

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)


def read(path: Path) -> list[Sheet]:
    """The sheets of the file at ``path``. Raises ``UnreadableWorkbook``."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UnreadableWorkbook(_("The file is larger than %(most)s MB.") % {"most": MOST_BYTES >> 20})
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableWorkbook(
            _("The file cannot be opened: %(why)s.") % {"why": error.strerror}
        ) from error
    sheets = list(_extracted(path, content))
    if not any(sheet.rows for sheet in sheets):
        raise UnreadableWorkbook(_("There is nothing in the file: all its cells are blank."))
    return sheets


def _extracted(path: Path, content: bytes) -> Iterator[Sheet]:
    if not content.strip():
        raise UnreadableWorkbook(_("The file is empty."))
    if reason := _refusal_by_kind(path, content):
        raise UnreadableWorkbook(reason)
    if content.startswith((b"PK", _OLE)) or _is_page(content):
        return _from_workbook(path)
    text = decoded(content)
    if text is None:
        raise UnreadableWorkbook(_words("broken", {}))
    return iter([_from_text(path.stem, text)])


def _refusal_by_kind(path: Path, content: bytes) -> str:
    """Why a file of this kind is not read, by its first bytes; empty if it may be."""
    if content.startswith(b"PK"):
        return _refusal_of_archive(path)
    if content.startswith(_OLE):
        return _words("encrypted", {}) if _ENCRYPTED in content else ""
    if content.startswith(_PICTURES):
        return _("This is a picture, whatever its name says. Send the workbook itself.")
    if content.startswith(b"%PDF"):
        return _("This is a PDF. Send the workbook that it was made from.")
    return _words("page", {}) if _is_page(content) and not _holds_table(content) else ""


def _is_page(content: bytes) -> bool:
    return _beginning(content).startswith(
        (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<head", b"<style", b"mime-version:")
    )


def _holds_table(content: bytes) -> bool:
    """Whether a page has a table as browsers know it: many systems send their ledgers so. XML has another."""
    is_mail = _beginning(content).startswith(b"mime-version:")
    return not is_mail and b"<td" in content.replace(b"\0", b"").lower()


def _beginning(content: bytes) -> bytes:
    """The first words in small letters, in whatever encoding."""
    return content[:2000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").lower()


def _refusal_of_archive(path: Path) -> str:
    try:
        with ZipFile(path) as archive:
            names = set(archive.namelist())
    except (BadZipFile, OSError, ValueError):
        return _words("broken", {})
    if "xl/workbook.xml" in names:
        return ""
    if "word/document.xml" in names:
        return _("This is a Word file. Send the ledger as a workbook (.xlsx, .xls) or as .csv.")
    return _("This is no Excel workbook. Open it, save it as .xlsx and send that.")


def _from_workbook(path: Path) -> Iterator[Sheet]:
    command = [sys.executable, "-m", "accounts.exchange.workbook", str(path.resolve())]
    try:
        done = subprocess.run(command, cwd=_ROOT, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise UnreadableWorkbook(_words("too_large", {})) from error
    lines = done.stdout.splitlines()
    if done.returncode or not lines:
        raise UnreadableWorkbook(_words("too_large", {}))
    last = json.loads(lines.pop())
    if "refused" in last:
        raise UnreadableWorkbook(_words(last["refused"], last))
    return iter(_sheets(lines))


def _sheets(lines: list[bytes]) -> list[Sheet]:
    found: list[Sheet] = []
    for line in map(json.loads, lines):
        if isinstance(line, dict):
            faults = {(row, column): kind for row, column, kind in line["faults"]}
            merges = [tuple(merge) for merge in line["merges"]]
            found.append(Sheet(line["sheet"], [], merges, faults, line["hidden"]))
            continue
        number, cells = line
        rows = found[-1].rows
        rows.extend([] for _blank in range(number - len(rows)))
        rows.append([_cell(cell) for cell in cells])
    return found


def _cell(cell: Any) -> Cell:
    return dt.date.fromisoformat(cell["day"]) if isinstance(cell, dict) else cell


def _from_text(name: str, text: str) -> Sheet:
    """A table of separated values. Raises ``UnreadableWorkbook``."""
    if "\n" not in text:
        text = text.replace("\r", "\n")
    separator = _separator(text)
    if _is_open_ended(text, separator):
        raise UnreadableWorkbook(
            _(
                "A quotation mark is opened and never closed, so rows run together. Mend it and send the file again."
            )
        )
    rows: list[list[Cell]] = []
    try:
        for cells in csv.reader(io.StringIO(text), delimiter=separator, strict=False):
            row: list[Cell] = list(cells[:MOST_COLUMNS])
            if len(cells) > MOST_COLUMNS or len(rows) >= MOST_ROWS:
                raise UnreadableWorkbook(_words("too_large", {}))
            while row and row[-1] == "":
                row.pop()
            rows.append(row)
    except csv.Error as error:
        raise UnreadableWorkbook(_words("broken", {})) from error
    while rows and not rows[-1]:
        rows.pop()
    return Sheet(name, rows)


def _separator(text: str) -> str:
    """What stands between the cells: told by the first line that has several of it, as the headings have."""
    lines = _QUOTED.sub("", text[:20_000]).splitlines()
    for line in lines:
        mark = max(_SEPARATORS, key=line.count)
        if line.count(mark) >= SEVERAL:
            return mark
    return max(_SEPARATORS, key=text[:20_000].count)


def _is_open_ended(text: str, separator: str) -> bool:
    """Whether the last cell begins with a quotation mark that nothing closes."""
    try:
        for _row in csv.reader(io.StringIO(text), delimiter=separator, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _words(reason: str, facts: dict[str, Any]) -> str:
    if reason == "far":
        return _(
            "“%(sheet)s” has a cell at %(cell)s, far outside of any ledger. Delete what stands beyond the table, save"
            " and send it again."
        ) % {"sheet": facts["sheet"], "cell": facts["cell"] or "?"}
    if reason == "lost":
        return (
            _("“%(sheet)s”: %(there)s rows are there, %(read)s could be read. Nothing was taken over.")
            % facts
        )
    return {
        "encrypted": _("The file is protected by a password. Save it without and send it again."),
        "page": _(
            "This is a web page or XML under the name of a workbook. Open it in Excel, save it as .xlsx and send that."
        ),
        "broken": _(
            "The file is damaged or is no workbook. Open it in Excel, save it as .xlsx and send that."
        ),
        "too_large": _(
            "The file unpacks to more than a table can be (20,000 rows). Delete blank rows and columns, or split it."
        ),
    }[reason]
