"""PDF, Word, HTML and text say the same, paragraph for paragraph and cell for cell, in every kind of paper."""

import datetime as dt
import os
import shutil
import subprocess
from xml.sax.saxutils import escape

import pytest

from reports.document import Document, Imprint, Item, Letterhead, Section
from reports.renderers import RENDERERS
from reports.renderers.docx import render_docx
from reports.renderers.pdf import render_pdf
from reports.typefaces import FONT_DIR
from tests.reports import papers, sample
from tests.reports.extraction import of_html, of_pdf, of_text, of_word, pdf_text, pieces

DOCUMENTS = {
    "sample": sample.document(),
    "marks": Document(
        "题<一>",
        opening=("“甲”&“乙”：A4纸 1 份。",),
        sections=(Section("丙", items=(Item("丁。", "戊。"),)),),
    ),
    "red head": papers.red_head(),
    "head of nothing but a mark": Document("题", opening=("文。",), letterhead=Letterhead("某镇文件")),
    "secret and urgent": Document(
        "题",
        opening=("文。",),
        letterhead=Letterhead("某镇文件", "某发〔2026〕1号", "", "机密★1年", "特急"),
        imprint=Imprint("某镇办公室", dt.date(2026, 1, 5)),
    ),
    "list": papers.listing(),
    "long list": papers.listing(40),
    "summary": papers.summary(),
}


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)
def test_the_four_formats_say_the_same(document):
    expected = of_text(document)
    assert of_html(document) == expected
    assert of_word(document) == expected
    assert of_pdf(document) == "".join(expected)


def test_the_archived_copy_says_the_same():
    assert pdf_text(render_pdf(papers.red_head(), archive=True)) == "".join(of_text(papers.red_head()))


def test_rows_are_lines_with_tabs_that_keep_the_columns_apart():
    written = RENDERERS["txt"](papers.listing(1)).decode().splitlines()
    problem = "第1项问题，“三会一课”执行不到位，党员教育管理松散，流动党员联系不上。"
    assert written == [
        "某某镇软弱涣散党组织整顿问题清单",
        "填报单位：某某镇党委",
        "截至2026年11月8日",
        "序号\t存在的主要问题\t整改情况\t\t时限",
        "\t\t措施\t状态\t",
        f"1\t{problem}\t重建组织生活台账，按月检查。 建立联络群。\t整改中\t2026年底前，并长期坚持",
        "\t\t开展集中轮训。\t已销号\t长期",
    ]


FACES = {
    "仿宋_GB2312": "GW FangSong", "楷体_GB2312": "GW KaiTi", "黑体": "GW HeiTi", "方正小标宋简体": "GW XiaoBiaoSong",
    "宋体": "GW SongTi",
}  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """LibreOffice in which our typefaces stand for those of the office."""
    folder = tmp_path_factory.mktemp("office")
    rules = "".join(
        f'<match target="pattern"><test name="family"><string>{name}</string></test><edit name="family" mode="assign" '
        f'binding="strong"><string>{ours}</string><string>{ours} Ext</string></edit></match>'
        for name, ours in FACES.items()
    )
    (folder / "fonts.conf").write_text(
        f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>{escape(str(FONT_DIR))}</dir>'
        f"<cachedir>{folder}/cache</cachedir>{rules}</fontconfig>"
    )
    program = shutil.which("soffice")
    assert program, "LibreOffice is needed here: apt-get install libreoffice-writer"

    def open_all(files):
        """The text of each Word file, as LibreOffice prints it."""
        for name, data in files.items():
            (folder / f"{name}.docx").write_bytes(data)
        subprocess.run(
            [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf",
             "--outdir", folder, *(folder / f"{name}.docx" for name in files)],
            env={**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")}, check=True, capture_output=True,
        )  # fmt: skip
        return {
            name: subprocess.run(
                ["pdftotext", "-raw", folder / f"{name}.pdf", "-"], capture_output=True, text=True, check=True
            ).stdout
            for name in files
        }

    return open_all


# LibreOffice 7.4 loses some of these at the end of a justified line, and a page begins with a form feed.
LOST = dict.fromkeys(map(ord, "、，；：。？！”）\f"))


def test_libreoffice_opens_every_kind_and_prints_its_text(office):
    kinds = {"red": papers.red_head(), "list": papers.listing(), "summary": papers.summary()}
    printed = office({name: render_docx(document) for name, document in kinds.items()})
    for name, document in kinds.items():
        said = sorted("".join(of_text(document)).translate(LOST))
        shown = "".join(pieces(printed[name].splitlines())).translate(LOST)
        for number in range(1, 7):
            shown = shown.replace(f"—{number}—", "")
        if name == "list":  # the head once more on the second page
            shown = shown.replace("序号存在的主要问题整改情况时限措施状态", "", 1)
        assert (name, sorted(shown)) == (name, said)
