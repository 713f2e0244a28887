"""Plain text goes the short way, and the page is the same, glyph for glyph, as the long way makes it."""

import random
from dataclasses import replace

import pytest
from weasyprint.layout import inline

from reports.document import Align, Cell, Document, Item, Section, Table
from reports.renderers import pdf as printing
from reports.renderers import plain_lines, plain_text
from reports.renderers.hooks import without_hooks
from reports.renderers.pdf import render_pdf
from tests.reports import sample
from tests.reports.test_shortcuts import drawn

HANZI = "党支部书记履行第一责任人职责软弱涣散整顿工作措施落实到位群众反映强烈问题逐项销号"
PIECES = (
    *("，", "。", "、", "；", "：", "！", "？", "“两委”", "《条例》", "（一）", "……", "——", "·"),
    *(
        "2026年11月",
        "98.5%",
        "12",
        "3/4",
        "No. 7",
        "QQ",
        "China Mobile 5G",
        " ",
        "  ",
        "-",
        "12:30",
        "a-b",
        "€5",
        "①",
    ),
    *(
        "堃",
        "喆",
        "𠮷",
        "㙍",
        "é",
        "e\u0301",
        "\u00ad",
        "\u2011",
        "\u200f",
        "\u3000",
        "☎",
        "http://a.cn/bc?d=e",
    ),
)


def words(seed, length):
    """Mostly characters, and anything else that ever stood in a report."""
    chance = random.Random(seed)  # noqa: S311  (a document, not a secret)
    parts = [
        chance.choice(PIECES)
        if chance.random() < 0.2
        else "".join(chance.choices(HANZI, k=chance.randint(1, 9)))
        for _ in range(length)
    ]
    return "".join(parts)


def mixed(seed):
    """Paragraphs, items with a lead, cells of every width and alignment; lines that end anywhere."""
    texts = [words(seed * 100 + number, 40) for number in range(6)]
    row = tuple(
        Cell(words(seed * 100 + number, 6), align=align) for number, align in enumerate(tuple(Align) * 2, 20)
    )
    table = Table((4, 9, 12, 22, 7, 3), (tuple(Cell(f"第{n}列") for n in range(6)),), (row,) * 3)
    return Document(
        f"关于{words(seed, 4)}的报告",
        opening=tuple(texts[:3]),
        sections=(
            Section("情况", items=tuple(Item(text, f"{words(seed, 1)}。") for text in texts[3:])),
            Section("表", tables=(table,)),
        ),
        closing=(" 前面有空白。", "后面有空白。 ", "　", "完", "很长" * 400),
    )


@pytest.mark.parametrize("seed", range(12))
def test_the_page_is_the_same(seed):
    document = mixed(seed)
    short = drawn(document)
    with without_hooks():
        assert drawn(document) == short


def test_most_lines_of_a_report_go_the_short_way(monkeypatch):
    long, all_lines = [], []
    monkeypatch.setattr(plain_lines, "_long_way", lambda *given: long.append(1) or inline_way(*given))
    monkeypatch.setattr(
        inline, "get_next_linebox", lambda *given: all_lines.append(1) or plain_lines.get_next_linebox(*given)
    )
    render_pdf(sample.document())
    assert len(all_lines) > 100
    assert len(long) < len(all_lines) / 10


inline_way = plain_lines._long_way


def test_a_pango_that_shares_room_in_another_way_is_left_to_itself(monkeypatch):
    document = replace(sample.document(), sections=())
    short = drawn(document)
    kept = plain_text.halves
    monkeypatch.setattr(plain_text, "halves", lambda spacing: kept(spacing)[::-1])
    fonts, _ = printing._set_up("")
    monkeypatch.delitem(vars(fonts), "shares_room_as_known")
    monkeypatch.delitem(vars(fonts), "setters")
    assert drawn(document) == short
    assert vars(fonts)["shares_room_as_known"] is False
    vars(fonts).pop("shares_room_as_known")


def test_a_line_is_spaced_without_touching_the_one_it_was():
    line = plain_text.SetLine("文", [], -215)
    other = line.spaced(300)
    assert (line.spacing, other.spacing, other.set_with) == (-215, 300, -215)


@pytest.mark.parametrize(
    ("spacing", "shares"), [(0, (0, 0)), (5, (2, 3)), (-215, (-107, -108)), (1024, (1024, 0))]
)
def test_room_is_shared_in_whole_units(spacing, shares):
    assert plain_text.halves(spacing) == shares
