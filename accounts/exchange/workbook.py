"""Cells of a workbook, run as a program of its own under limits: ``python -m accounts.exchange.workbook FILE``.

A line of JSON for each sheet, then one for each of its rows that holds anything. What the cells' XML says is there is
counted first, and compared with what was read: nothing may be lost on the way. A last line says how it went.
"""

from __future__ import annotations

import datetime as dt
import json
import resource
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from accounts.exchange.encodings import decoded
from accounts.exchange.formulas import marked
from accounts.exchange.limits import (
    BIG,
    CPU_SECONDS,
    MEMORY,
    MOST_AREA,
    MOST_CELLS,
    MOST_CHARACTERS,
    MOST_COLUMNS,
    MOST_MERGES,
    MOST_PAGE,
    MOST_RATIO,
    MOST_ROWS,
    MOST_UNPACKED,
    Refused,
)
from accounts.exchange.web_table import read_web_table
from accounts.exchange.workbook_scan import Scan, scan_sheets

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def main(path: str) -> int:
    """Write the cells of ``path`` to standard output; answer the exit code."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    try:
        for line in lines(path):
            print(json.dumps(line, ensure_ascii=False, separators=(",", ":")))  # noqa: T201 - this is the answer
    except Refused as refusal:
        print(json.dumps({"refused": refusal.args[0], **refusal.facts}, ensure_ascii=False))  # noqa: T201
    except PasswordError:
        print('{"refused":"encrypted"}')  # noqa: T201
    except MemoryError:
        print('{"refused":"too_large"}')  # noqa: T201
    except (CalamineError, zipfile.BadZipFile, KeyError, ValueError, SyntaxError, OSError, EOFError):
        print('{"refused":"broken"}')  # noqa: T201
    else:
        print('{"end":true}')  # noqa: T201
    return 0


def lines(path: str) -> Iterator[Any]:
    """What is said about the workbook at ``path``, line by line. Raises ``Refused``."""
    with Path(path).open("rb") as stream:
        if not stream.read(2000).startswith((b"PK", _OLE)):
            return _of_page(path)
    return _of_book(path)


def _of_page(path: str) -> Iterator[Any]:
    """As ``lines``, for a web page."""
    content = Path(path).read_bytes()
    page = decoded(content) if len(content) <= MOST_PAGE else None
    if page is None:
        raise Refused("too_large" if len(content) > MOST_PAGE else "broken")
    found = read_web_table(page)
    if sum(len(row) > 1 for row in found.rows) <= 1:
        raise Refused("page")
    yield {"sheet": Path(path).stem, "hidden": False, "merges": found.merges, "faults": []}
    yield from ([number, row] for number, row in enumerate(found.rows) if any(row))


def _of_book(path: str) -> Iterator[Any]:
    scans = _scanned(path) if zipfile.is_zipfile(path) else None
    # By its content: a path would be believed by its ending.
    with Path(path).open("rb") as stream, CalamineWorkbook.from_filelike(stream) as book:
        cells = characters = 0
        for place, meta in enumerate(book.sheets_metadata):
            if meta.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_index(place)
            scan = scans.get(meta.name, Scan()) if scans is not None else None
            yield _about(meta, sheet, scan)
            read = 0
            for number, row in _rows(sheet):
                _mark(row, number, scan)
                read += 1
                cells += sum(cell != "" for cell in row)
                characters += sum(len(cell) for cell in row if isinstance(cell, str))
                if cells > MOST_CELLS or characters > MOST_CHARACTERS:
                    raise Refused("too_large")
                yield [number, row]
            if scan is not None and read < len(scan.rows):
                raise Refused("lost", sheet=meta.name, read=read, there=len(scan.rows))


def _about(meta: Any, sheet: Any, scan: Scan | None) -> dict[str, Any]:
    merges = sheet.merged_cell_ranges or []
    if len(merges) > MOST_MERGES:
        raise Refused("too_large")
    if sheet.end and (sheet.end[0] + 1) * (sheet.end[1] + 1) > MOST_AREA:
        raise Refused("far", sheet=meta.name, cell="")
    return {
        "sheet": meta.name,
        "hidden": meta.visible != SheetVisibleEnum.Visible,
        "merges": [[*start, *end] for start, end in merges],
        "faults": [[*place, kind] for place, kind in scan.faults.items()] if scan else [],
    }


def _rows(sheet: Any) -> Iterator[tuple[int, list[Any]]]:
    """The rows that hold anything, by their number from 0, without the blanks at their end."""
    if sheet.start is None:
        return
    # Blank rows above the first one are given, blank columns to the left of it are not.
    left = [""] * sheet.start[1]
    for number, cells in enumerate(sheet.iter_rows()):
        row = left + [_plain(cell) for cell in cells]
        while row and row[-1] == "":
            row.pop()
        if row:
            yield number, row


def _mark(row: list[Any], number: int, scan: Scan | None) -> None:
    """Put the apostrophe, which the cell itself does not hold, before texts that are marked as no formula."""
    for place, cell in enumerate(row) if scan and scan.quoted else ():
        if (number, place) in scan.quoted and isinstance(cell, str):  # type: ignore[union-attr]
            row[place] = marked(cell)


def _plain(cell: Any) -> Any:
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else cell
    if isinstance(cell, dt.datetime):
        return {"day": cell.date().isoformat()}
    if isinstance(cell, dt.date):
        return {"day": cell.isoformat()}
    if isinstance(cell, dt.time | dt.timedelta):
        return str(cell)
    return cell


def _scanned(path: str) -> dict[str, Scan]:
    """What the XML of each sheet says, after a look at the sizes. Raises ``Refused``."""
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        if any(entry.flag_bits & 1 for entry in entries):
            raise Refused("encrypted")
        if sum(entry.file_size for entry in entries) > MOST_UNPACKED or any(map(_is_bomb, entries)):
            raise Refused("too_large")
        scans = scan_sheets(archive)
    for name, scan in scans.items():
        if scan.last_row > MOST_ROWS or scan.last_column > MOST_COLUMNS or scan.area > MOST_AREA:
            raise Refused("far", sheet=name, cell=scan.last_cell)
    return scans


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > BIG and entry.file_size > MOST_RATIO * max(entry.compress_size, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
