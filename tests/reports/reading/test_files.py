"""Files that come in: what kind they are, and those that cannot be read."""

import zipfile

import pytest

from reports.reading import read
from reports.reading.exceptions import UnreadableReport
from reports.reading.files import MOST_CHARACTERS, checked, text_of
from tests.reports import sample
from tests.reports.reading.words import bomb, boxed_word_file, numbered_word_file, word_file, word_table

TEXT = "一、存在问题\n一是班子不团结。"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def saved(folder, content, name="report.txt"):
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_plain_text_in_any_usual_encoding(tmp_path, encoding):
    assert text_of(saved(tmp_path, TEXT.encode(encoding))) == TEXT


def test_a_word_file_gives_its_paragraphs(tmp_path):
    assert text_of(word_file(tmp_path / "report.docx", TEXT.split("\n"))) == TEXT


def test_a_word_file_is_known_by_its_content(tmp_path):
    assert text_of(word_file(tmp_path / "report.txt", sample.paragraphs())) == "\n".join(sample.paragraphs())


def test_breaks_and_tables_of_a_word_file(tmp_path):
    path = word_file(tmp_path / "report.docx", ["一是甲\n二是乙", "丙\t丁"])
    assert text_of(path) == "一是甲\n二是乙\n丙\t丁"


def test_a_text_box_is_read_once(tmp_path):
    path = boxed_word_file(tmp_path / "report.docx", "一、存在问题", ["①会议少。", "②账目乱。"])
    assert text_of(path) == "一、存在问题\n①会议少。\n②账目乱。"


def test_a_table_with_headings_of_roles_is_read_by_its_columns(tmp_path):
    path = word_table(
        tmp_path / "report.docx",
        [
            ["序号", "存在问题", "整改措施", "时限"],
            ["1", "班子不团结。", "1.谈心谈话。\n2.调整分工。", "6月底前"],
            ["2", "阵地破旧。", "修缮活动室。", None],
        ],
    )
    reading = read(text_of(path)).as_json()
    assert [item["text"] for item in reading["problems"]] == ["班子不团结。", "阵地破旧。"]
    assert [item["text"] for item in reading["measures"]] == ["谈心谈话。", "调整分工。", "修缮活动室。"]
    assert (reading["title"], reading["unassigned"]) == ("整改情况表", ["时限", "6月底前"])


def test_the_cells_of_any_other_table_are_paragraphs(tmp_path):
    path = word_table(
        tmp_path / "report.docx", [["存在问题", "1.班子软弱。\n2.阵地破旧。"], ["原因分析", "人才外流。"]]
    )
    reading = read(text_of(path)).as_json()
    assert [item["text"] for item in reading["problems"]] == ["班子软弱。", "阵地破旧。"]
    assert [item["text"] for item in reading["causes"]] == ["人才外流。"]


def test_the_facts_of_a_form_are_rows_and_all_else_paragraphs(tmp_path):
    path = word_table(
        tmp_path / "report.docx",
        [
            ["党组织名称", "石桥村党支部"],
            ["存在问题", "班子软弱。"],
            ["镇党委意见", "同意上报。\n石桥镇党委"],
        ],
    )
    assert text_of(path).split("\n")[1:] == [
        "党组织名称\t石桥村党支部", "存在问题", "班子软弱。", "镇党委意见", "同意上报。", "石桥镇党委",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "pattern", "marks"),
    [
        ("decimal", "%1.", ["1.", "2."]),
        ("chineseCounting", "（%1）", ["（一）", "（二）"]),
        ("decimalEnclosedCircle", "%1", ["①", "②"]),
        ("bullet", "x", ["● ", "● "]),
    ],
)
def test_numbers_that_word_draws_are_written_out(tmp_path, kind, pattern, marks):
    path = numbered_word_file(tmp_path / "report.docx", ["班子软弱。", "制度缺失。"], kind, pattern)
    assert text_of(path) == f"{marks[0]}班子软弱。\n{marks[1]}制度缺失。"


def broken_word_file(folder):
    return saved(folder, word_file(folder / "good.docx", ["文"]).read_bytes()[:900], "report.docx")


def no_word_file(folder):
    path = folder / "report.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "文")
    return path


EMPTY = "The file is empty."
NO_TEXT = "The file is not a text: it is damaged, or of a kind that cannot be read."
BROKEN = "The Word file is damaged or is no Word file. Open it in Word and save it again."
LOCKED = "The file is protected by a password. Save it without and send it again."
PDF = "A PDF cannot be read. Copy its text and paste it, or send the Word file."
HUGE = "The Word file unpacks to more than a report can be. Paste the text instead."


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda folder: saved(folder, b""), EMPTY),
        (lambda folder: saved(folder, b" \r\n \n"), EMPTY),
        (lambda folder: saved(folder, bytes(range(256)) * 40), NO_TEXT),
        (lambda folder: saved(folder, b"\x89PNG\r\n\x1a\n" + bytes(200)), NO_TEXT),
        (broken_word_file, BROKEN),
        (no_word_file, BROKEN),
        (lambda folder: saved(folder, OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx"), LOCKED),
        (lambda folder: bomb(folder / "report.docx", 200), HUGE),
        (lambda folder: saved(folder, b"%PDF-1.7\n"), PDF),
        (lambda folder: saved(folder, b"a" * 31457280), "The file has 30 MB; a report may have at most 20 MB."),
        (lambda folder: saved(folder, b"only English"), "There is no report in it: no Chinese text was found."),
        (lambda folder: folder / "nowhere.txt", "The file cannot be opened: No such file or directory."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_a_reason(tmp_path, make, message, settings):
    settings.LANGUAGE_CODE = "en"
    with pytest.raises(UnreadableReport) as refused:
        text_of(make(tmp_path))
    assert str(refused.value) == message


def test_an_endless_text_is_refused(settings):
    settings.LANGUAGE_CODE = "en"
    assert checked("文" * MOST_CHARACTERS) == "文" * MOST_CHARACTERS
    with pytest.raises(UnreadableReport) as refused:
        checked("文" * (MOST_CHARACTERS + 1))
    assert str(refused.value) == "The text has 60001 characters; a report may have at most 60000."


def test_an_old_word_file_needs_libreoffice(tmp_path, settings, monkeypatch):
    settings.LANGUAGE_CODE = "en"
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableReport) as refused:
        text_of(saved(tmp_path, OLE + bytes(64), "report.doc"))
    assert str(refused.value) == (
        "An old Word file (.doc) cannot be read on this server. Save it as .docx, or paste the text."
    )
