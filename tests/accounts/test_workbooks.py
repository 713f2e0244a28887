"""Any file under the name of a workbook: read whole, or refused in words; never half, never without an end."""

import os
import time
from pathlib import Path

import pytest

from accounts.exchange import workbooks
from accounts.exchange.workbooks import UnreadableWorkbook, read
from tests.branches.ledgers.books import old_workbook, patched, separated, with_rows, workbook

TABLE = [["序号", "问题", "措施"], [1, "甲", "乙"], [2, "丙", "丁"]]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BROKEN = "文件已损坏，或不是表格文件。请用 Excel 打开，另存为 .xlsx 后上传。"
TOO_LARGE = "文件展开后超出表格上限（2 万行）。请删除空白行列，或分成几个文件。"
LOCKED = "文件设有密码，请取消密码后重新上传。"


@pytest.fixture
def given(tmp_path):
    def write(content, name="台账.xlsx"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("台账.xlsx", workbook(TABLE)),
        ("台账.xls", old_workbook(TABLE)),
        ("名不副实.xls", workbook(TABLE)),
        ("名不副实.xlsx", old_workbook(TABLE)),
    ],
)
def test_workbooks_are_known_by_their_content(given, name, content):
    assert [sheet.rows for sheet in read(given(content, name))] == [TABLE]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
def test_separated_values_in_any_encoding(given, encoding, separator):
    rows = [["序号", "问题", "措施"], ["1", "班子不团结，\n内耗严重", "谈心"]]
    found = read(given(separated(rows, encoding, separator), "一村.csv"))
    assert [(sheet.name, sheet.rows) for sheet in found] == [("一村", rows)]


@pytest.mark.parametrize(
    "text",
    [
        "题;目\n序号,问题,措施\n1,甲;乙;丙;丁;戊,己\n",
        '序号,问题,措施\n1,"甲;乙;丙;丁;戊",己\n',
        "序号,问题,措施\r1,甲;乙;丙;丁;戊,己\r",
    ],
)
def test_what_separates_the_cells_is_told_by_the_headings(given, text):
    assert read(given(text.encode(), "x.csv"))[0].rows[-1] == ["1", "甲;乙;丙;丁;戊", "己"]


def test_a_quotation_mark_within_a_cell_harms_nothing(given):
    text = '序号,问题,措施\n1,"两委"班子,5" 管\n2,丙,丁\n'
    assert read(given(text.encode(), "x.csv"))[0].rows[1:] == [["1", "两委班子", '5" 管'], ["2", "丙", "丁"]]


@pytest.mark.parametrize("make", [workbook, old_workbook])
def test_merges_blank_edges_and_places(given, make):
    rows = [["", "", ""], ["", "标题", ""], ["", "", "末"]]
    (sheet,) = read(given(make(rows, ["B2:C2"])))
    assert (sheet.cell(1, 1), sheet.cell(2, 2), sheet.merges) == ("标题", "末", [(1, 1, 1, 2)])


def test_a_stale_dimension_loses_no_row(given):
    content = patched(workbook([["甲", "乙"]] * 300), lambda data: data.replace(b"A1:B300", b"A1:A1"))
    assert len(read(given(content))[0].rows) == 300


def test_errors_and_formulas_never_calculated_are_told_apart_from_blanks(given):
    cells = b'<c r="A4"><f>1+1</f></c><c r="B4" t="e"><v>#REF!</v></c><c r="C4" t="str"><f>A1</f><v></v></c>'
    xml = b'<row r="4">' + cells + b"</row>"
    (sheet,) = read(given(with_rows(workbook(TABLE), xml)))
    assert sheet.faults == {(3, 0): "uncalculated", (3, 1): "error"}


def million(row):
    return b"".join(row.replace(b"#", b"%d" % number) for number in range(4, 1_048_577))


@pytest.mark.parametrize("row", [b'<row r="#"/>', b'<row r="#" ht="20"><c r="A#" s="0"/></row>'])
def test_a_million_blank_rows_are_no_hindrance(given, row):
    path, start = given(with_rows(workbook(TABLE), million(row))), time.monotonic()
    assert [sheet.rows for sheet in read(path)] == [TABLE]
    assert time.monotonic() - start < 10


def test_what_is_formatted_but_empty_far_out_is_no_hindrance(given):
    xml = b'<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    assert [sheet.rows for sheet in read(given(with_rows(workbook(TABLE), xml)))] == [TABLE]


FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
BOMB = b'<row r="4"><c r="A4" t="inlineStr"><is><t>' + b"0" * 150_000_000 + b"</t></is></c></row>"
FAR_WORDS = "工作表“Sheet1”的 %s 处有内容，远在台账之外。请删除表格以外的内容，保存后重新上传。"
PAGE_WORDS = "这是网页或 XML，只是用了表格的文件名。请用 Excel 打开，另存为 .xlsx 后上传。"
OPEN_ENDED = "有一个英文引号只有开头没有结尾，后面的行会连成一片。请补上后重新上传。"
OTHER = workbook(TABLE).replace(b"xl/workbook.xml", b"xx/workbook.xml")
REFUSED = {
    "far": (with_rows(workbook(TABLE), FAR), FAR_WORDS % "XFD1048576"),
    "many": (workbook([["甲"]] * 20_001), FAR_WORDS % "A20001"),
    "bomb": (with_rows(workbook(TABLE), BOMB), TOO_LARGE),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"0" * 99, "这是一张图片，只是改了文件名。请上传表格文件本身。"),
    "pdf": (b"%PDF-1.7 ...", "这是 PDF 文件。请上传生成它的表格文件。"),
    "page": (b"<html><table><tr><td>1</td></tr></table></html>", PAGE_WORDS),
    "nothing": (b"", "文件是空的。"),
    "blank": (workbook([]), "文件里没有内容：所有单元格都是空白。"),
    "cut short": (workbook(TABLE)[:-300], BROKEN),
    "no sheet": (patched(workbook(TABLE), lambda data: data[:200]), BROKEN),
    "an open quotation mark": ('序号,问题\n1,"甲\n2,乙\n3,丙\n'.encode(), OPEN_ENDED),
    "noise": (os.urandom(3000), BROKEN),
    "old and broken": (OLE + b"\0" * 5000, BROKEN),
    "encrypted": (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), LOCKED),
    "other archive": (OTHER, "这不是 Excel 工作簿。请打开后另存为 .xlsx 再上传。"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_in_words(given, name):
    content, words = REFUSED[name]
    path, start = given(content), time.monotonic()
    with pytest.raises(UnreadableWorkbook) as refusal:
        read(path)
    assert str(refusal.value) == words
    assert time.monotonic() - start < 10


def test_a_file_that_is_too_long_is_not_opened(given, monkeypatch):
    monkeypatch.setattr(workbooks, "MOST_BYTES", 1000)
    with pytest.raises(UnreadableWorkbook):
        read(given(b"1" * 1001))


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(UnreadableWorkbook, match="No such file"):
        read(Path(tmp_path / "none.xlsx"))


def test_a_reader_that_takes_too_long_is_stopped(given, monkeypatch):
    monkeypatch.setattr(workbooks, "SECONDS", 0.01)
    with pytest.raises(UnreadableWorkbook) as refusal:
        read(given(workbook(TABLE)))
    assert str(refusal.value) == TOO_LARGE
