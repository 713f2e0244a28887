"""Ledgers as offices send them, made for the tests: sheets in memory, and real files of each kind."""

from __future__ import annotations

import csv
import io
import zipfile

import openpyxl
import xlwt

from accounts.exchange.workbooks import Sheet

PLAIN = ["序号", "党组织名称", "存在问题", "整改措施", "责任人", "整改时限", "完成情况", "状态", "备注"]
ROWS = [
    [1, "青石村党支部", "班子不团结。", "开展谈心谈话。逐一谈话。", "张立", "2026年底前", "", "整改中", "甲"],
    [2, "青石村党支部", "阵地薄弱。", "修缮活动室。", "李桥、王田", "长期坚持", "", "待整改", ""],
    [3, "云岭社区党支部", "党员教育管理不严。", "落实三会一课。", "赵明", "2026.9", "", "整改中", "乙"],
]  # fmt: skip


def sheet(rows, merges=(), name="Sheet1"):
    """A sheet of ``rows``; merges as the spreadsheet writes them: "A1:C1"."""
    bounds = [openpyxl.utils.range_boundaries(merge) for merge in merges]
    found = [(top - 1, left - 1, bottom - 1, right - 1) for left, top, right, bottom in bounds]
    kept = [list(row) for row in rows]
    for row in kept:
        while row and row[-1] == "":
            row.pop()
    return Sheet(name, kept, found)


def plain(*rows, **kwargs):
    """The plain ledger with ``rows``."""
    return sheet([PLAIN, *rows], **kwargs)


def with_(row, **cells):
    """``row`` with other cells, by heading."""
    return [cells.get(heading, cell) for heading, cell in zip(PLAIN, row, strict=True)]


def shaped(shape, rows=(), *, above=True):
    """A sheet with the headings of ``shape``, merged as their heads say, under a title and a date."""
    depth, width = shape.depth, len(shape.columns)
    top = 2 if above else 0
    found = [[shape.name], ["截至2026年9月30日"]][:top]
    merges = [(row, 0, row, width - 1) for row in range(top)] if width > 1 else []
    heads = [[""] * width for _ in range(depth)]
    for place, column in enumerate(shape.columns):
        for level, word in enumerate(column.path):
            heads[level][place] = word
        if len(column.path) < depth:
            merges.append((top + len(column.path) - 1, place, top + depth - 1, place))
    for level in range(depth - 1):
        merges += _across(shape, heads, level, top)
    return Sheet(shape.sheet or shape.name, found + heads + [list(row) for row in rows], merges)


def _across(shape, heads, level, top):
    """Merge equal heads that stand side by side, leaving the word in the first cell only."""
    place, found = 0, []
    paths = [column.path for column in shape.columns]
    while place < len(paths):
        last = place
        if len(paths[place]) > level + 1:
            while (
                last + 1 < len(paths)
                and len(paths[last + 1]) > level + 1
                and same(paths, place, last + 1, level)
            ):
                last += 1
                heads[level][last] = ""
        if last > place:
            found.append((top + level, place, top + level, last))
        place = last + 1
    return found


def same(paths, one, other, level):
    return paths[one][: level + 1] == paths[other][: level + 1]


def workbook(rows=(), merges=(), **sheets):
    """The bytes of an .xlsx: of one sheet with ``rows``, or of several by name (rows, or (rows, merges))."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, content in (sheets or {"Sheet1": (rows, merges)}).items():
        page = book.create_sheet(name)
        cells, joined = content if isinstance(content, tuple) else (content, ())
        for row in cells:
            page.append(["" if cell is None else cell for cell in row])
        for merge in joined:
            page.merge_cells(merge)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def old_workbook(rows, merges=()):
    """The bytes of an .xls."""
    book = xlwt.Workbook()
    page = book.add_sheet("Sheet1")
    hidden = {cell for merge in merges for cell in _hidden(merge)}
    for number, row in enumerate(rows):
        for place, content in enumerate(row):
            if (number, place) not in hidden:
                page.write(number, place, content)
    for merge in merges:
        left, top, right, bottom = openpyxl.utils.range_boundaries(merge)
        content = rows[top - 1][left - 1]
        page = _merged(page, top - 1, bottom - 1, left - 1, right - 1, content)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _hidden(merge):
    left, top, right, bottom = openpyxl.utils.range_boundaries(merge)
    return {(row - 1, column - 1) for row in range(top, bottom + 1) for column in range(left, right + 1)}


def _merged(page, top, bottom, left, right, content):
    page.write_merge(top, bottom, left, right, content)
    return page


def separated(rows, encoding="utf-8", separator=","):
    """The bytes of a .csv."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue().encode(encoding)


def patched(content, change, entry="xl/worksheets/sheet1.xml"):
    """An .xlsx with the XML of one of its entries changed."""
    source, out = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            data = source.read(name)
            archive.writestr(name, change(data) if name == entry else data)
    return out.getvalue()


def with_rows(content, xml):
    """An .xlsx with ``xml`` as further rows of its first sheet."""
    return patched(content, lambda data: data.replace(b"</sheetData>", xml + b"</sheetData>"))
