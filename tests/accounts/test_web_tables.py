"""Tables of a web page under the name of a workbook, as many systems send their ledgers."""

import contextlib
import time

import pytest

from accounts.exchange.workbooks import UnreadableWorkbook, read

PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="{charset}">
<style>td {{ mso-number-format: "\\@"; }}</style><title>台账</title></head><body>
<table><tr><td colspan=3>整顿台账</td></tr>
<tr><th>序号</th><th>党组织名称</th><th>存在问题</th></tr>
<tr><td>1</td><td rowspan=2>青石村党支部</td><td> 班子不团结。<br>阵地&nbsp;薄弱。 </td></tr>
<tr><td>2</td><td>党员<b>老化</b>。</td>
<tr><td>3<td>云岭社区<td><table><tr><td>甲</td></tr></table>乙</table></body></html>"""
ROWS = [
    ["整顿台账"],
    ["序号", "党组织名称", "存在问题"],
    ["1", "青石村党支部", "班子不团结。\n阵地 薄弱。"],
    ["2", "", "党员老化。"],
    ["3", "云岭社区", "甲乙"],
]
PAGE_WORDS = "这是网页或 XML，只是用了表格的文件名。请用 Excel 打开，另存为 .xlsx 后上传。"
TOO_LARGE = "文件展开后超出表格上限（2 万行）。请删除空白行列，或分成几个文件。"
HEAD = "<table><tr><td>甲</td><td>乙</td></tr>"


@pytest.fixture
def given(tmp_path):
    def write(content):
        path = tmp_path / "台账.xls"
        path.write_bytes(content)
        return path

    return write


def without_blanks(rows):
    kept = [list(row) for row in rows]
    for row in kept:
        while row and row[-1] == "":
            row.pop()
    return kept


@pytest.mark.parametrize(
    ("charset", "encoding"), [("utf-8", "utf-8-sig"), ("gb2312", "gb18030"), ("x", "utf-16")]
)
def test_rows_and_merges_of_a_page(given, charset, encoding):
    (sheet,) = read(given(PAGE.format(charset=charset).encode(encoding)))
    assert without_blanks(sheet.rows) == ROWS
    assert sheet.merges == [(0, 0, 0, 2), (2, 1, 3, 1)]
    assert (sheet.name, sheet.hidden, sheet.faults) == ("台账", False, {})


def test_several_tables_stand_below_one_another(given):
    (sheet,) = read(given(f"{HEAD}</table><p>丙</p>{HEAD}</table>".encode()))
    assert without_blanks(sheet.rows) == [["甲", "乙"], ["甲", "乙"]]


REFUSED = {
    "no ledger": ("<html><table><tr><td>1</td></tr></table></html>", PAGE_WORDS),
    "no table": ("<html><p>请登录</p></html>", PAGE_WORDS),
    "mail": ("MIME-Version: 1.0\n\n<table><td>1</td></table>", PAGE_WORDS),
    "workbook of 2003": ('<?xml version="1.0"?><Workbook><Row><Cell/></Row></Workbook>', PAGE_WORDS),
    "wide": (f"{HEAD}<tr><td colspan=513>1</td></tr>", TOO_LARGE),
    "cells without end": (HEAD + "<td>" * 600, TOO_LARGE),
    "rows without end": (HEAD + "<tr><td>1<td>2" * 20_001, TOO_LARGE),
    "long": (HEAD + "<td>" + "甲" * 2_200_000, TOO_LARGE),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_ledger_is_refused_in_words(given, name):
    page, words = REFUSED[name]
    path, start = given(page.encode()), time.monotonic()
    with pytest.raises(UnreadableWorkbook) as refusal:
        read(path)
    assert str(refusal.value) == words
    assert time.monotonic() - start < 10


@pytest.mark.parametrize(
    "noise",
    ["<table>" * 200_000, "<!--" * 400_000, "<![" * 400_000, "<td rowspan=99999 " * 100_000, "&#" * 900_000],
)
def test_a_page_made_to_hold_up_the_reader_is_answered_in_time(given, noise):
    path, start = given(f"{HEAD}<tr><td>1<td>{noise}".encode()), time.monotonic()
    with contextlib.suppress(UnreadableWorkbook):
        assert read(path)[0].rows[0] == ["甲", "乙"]
    assert time.monotonic() - start < 10
