"""Tree to text, HTML and PDF."""

import datetime as dt
import io
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from pypdf import PdfReader

from reports.document import Document, Item, Section, Signature, from_json
from reports.renderers import RENDERERS
from reports.renderers import pdf as printing
from reports.renderers.html import render_html
from reports.renderers.pdf import OwnFilesOnly, page_html, render_pdf, warm_up
from reports.renderers.text import render_text
from reports.typefaces import FONT_DIR
from tests.reports import sample


@pytest.fixture(scope="module")
def pdf():
    return render_pdf(sample.document())


@pytest.fixture(scope="module")
def reader(pdf):
    return PdfReader(io.BytesIO(pdf))


def test_text_is_the_sample_with_the_marks_of_the_standard():
    written = render_text(sample.document()).splitlines()
    expected = [
        paragraph.replace("四、", "三、") if paragraph == "四、下一步工作打算" else paragraph
        for paragraph in sample.paragraphs()
    ]
    standard = [
        f"{line[0]}.{line[2:]}" if line[1:2] == "、" and line[0].isdigit() else line for line in expected
    ]
    assert written[1:-2] == standard


def test_html_is_one_article_that_can_stand_in_a_page():
    small = Document(
        "题", opening=("甲。",), sections=(Section("乙", items=(Item("丙。", "丁。"), Item("戊。"))),),
        signature=Signature("某镇", dt.date(2026, 11, 3)),
    )  # fmt: skip
    assert render_html(small, title_tag="p") == (
        '<article lang="zh-CN">\n'
        '<p class="paper-title">题</p>\n'
        '<p class="paragraph">甲。</p>\n'
        '<h2 class="heading1">一、乙</h2>\n'
        '<p class="item">一是<span class="lead-words">丁。</span>丙。</p>\n'
        '<p class="item">二是戊。</p>\n'
        '<div class="signature"><div><p class="signatory">某镇</p>\n<p class="date">2026年11月3日</p></div></div>\n'
        "</article>\n"
    )


def test_on_paper_a_lead_is_no_element_of_its_own():
    """Nothing is set otherwise for it there, and a line in one piece is set in half the time."""
    document = Document("题", sections=(Section("乙", items=(Item("丙。", "“丁”。"),)),))
    marked = render_html(document)
    plain = render_html(document, marked=False)
    assert plain == marked.replace('<span class="lead-words">', "").replace("</span>", "")
    assert plain in page_html(document)
    assert '<p class="item">一是“丁”。丙。</p>' in plain


def test_markup_is_escaped_everywhere():
    evil = '<img src=x onerror="alert(1)">&'
    document = Document(
        evil,
        evil,
        (evil,),
        (Section(evil, (evil,), (Item(evil, evil),)),),
        (evil,),
        Signature(evil, dt.date(2026, 1, 1)),
    )
    assert "<img" not in page_html(document)
    assert render_html(document).count("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&amp;") == 8


def test_json_is_the_tree():
    assert from_json(RENDERERS["json"](sample.document()).decode()) == sample.document()


def test_pdf_carries_title_language_author_and_tags(reader):
    assert reader.metadata.title == sample.document().title
    assert reader.metadata.author == "某某镇整顿工作组"
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "zh-CN"
    assert bool(root["/MarkInfo"]["/Marked"])
    assert "/StructTreeRoot" in root


def test_pdf_has_a_bookmark_for_every_heading(reader):
    def names(outline):
        return [names(one) if isinstance(one, list) else one.title.replace(" ", "") for one in outline]

    assert names(reader.outline) == [
        "关于某某社区软弱涣散党组织整顿工作情况的报告",
        [
            "一、存在突出问题",
            ["（一）存在主要问题", "（二）问题产生的原因"],
            "二、问题整顿情况",
            "三、下一步工作打算",
        ],
    ]


def test_every_typeface_is_embedded(pdf, tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf)
    table = subprocess.run(
        ["pdffonts", path], capture_output=True, text=True, check=True
    ).stdout.splitlines()[2:]
    assert {row.split()[-5] for row in table} == {"yes"}
    assert {row.split()[0].split("+")[1] for row in table} == {
        "GW-FangSong", "GW-HeiTi", "GW-KaiTi", "GW-SongTi", "GW-XiaoBiaoSong",
    }  # fmt: skip


def test_copied_text_holds_no_invisible_characters(pdf, tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf)
    text = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
    assert "\u200b" not in text
    plain = "".join(text.split())
    assert "紧紧围绕“稳中求进”工作基调" in plain


def test_pages_are_a4(reader):
    assert {
        (round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in reader.pages
    } == {(595, 842)}


def test_the_same_tree_gives_the_same_pages(reader):
    again = PdfReader(io.BytesIO(render_pdf(sample.document())))
    assert [page.extract_text() for page in again.pages] == [page.extract_text() for page in reader.pages]


@pytest.mark.parametrize(
    "url",
    ["https://example.org/font.otf", "http://127.0.0.1/", "file:///etc/passwd", "data:text/plain,x",
     f"{FONT_DIR.as_uri()}/../wording.py", f"{FONT_DIR.as_uri()}/licences/NOTO-OFL.txt"],
)  # fmt: skip
def test_nothing_else_is_ever_read(url):
    with pytest.raises(ValueError, match="Not one of our own files"):
        OwnFilesOnly().fetch(url)


def test_our_own_typefaces_are_read():
    found = OwnFilesOnly().fetch((FONT_DIR / "song-digits.otf").as_uri())
    assert found.read() == (FONT_DIR / "song-digits.otf").read_bytes()


def test_a_project_reached_through_a_link_prints_in_our_own_typefaces(tmp_path):
    (tmp_path / "current").symlink_to(Path(printing.__file__).parents[2])
    code = (
        "import sys, django; sys.path.insert(0, sys.argv[1]); django.setup()\n"
        "from reports.document import Document; from reports.renderers.pdf import render_pdf\n"
        "sys.stdout.buffer.write(render_pdf(Document('题', opening=('正文。',))))\n"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "rectification.settings.test"}
    printed = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "current"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        check=True,
    )
    fonts = PdfReader(io.BytesIO(printed.stdout)).pages[0]["/Resources"]["/Font"].values()
    assert {font["/BaseFont"].split("+")[1] for font in fonts} == {
        "GW-FangSong", "GW-SongTi", "GW-XiaoBiaoSong",
    }  # fmt: skip


def test_reports_are_set_one_at_a_time(monkeypatch):
    """Pango's state is not safe for two threads, and the development server uses many."""
    running, most = [], []
    write = printing.HTML.write_pdf

    def counted(*args, **kwargs):
        running.append(1)
        most.append(len(running))
        try:
            return write(*args, **kwargs)
        finally:
            running.pop()

    monkeypatch.setattr(printing.HTML, "write_pdf", counted)
    printed = []
    threads = [
        threading.Thread(target=lambda: printed.append(render_pdf(sample.document()))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 4
    assert len(set(printed)) == 1


def test_warming_up_makes_the_next_report_quick():
    warm_up()
    assert render_pdf(Document("题")).startswith(b"%PDF-")
