"""Document trees with every block there is, for the tests of the renderers."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from reports.document import (
    Align,
    Cell,
    Document,
    Imprint,
    Item,
    ItemStyle,
    Letterhead,
    Section,
    Signature,
    Table,
)
from tests.reports import sample

LETTERHEAD = Letterhead("中共某某镇委员会文件", "某委〔2026〕12号", "张某某")
IMPRINT = Imprint("某某镇党政综合办公室", dt.date(2026, 11, 8), ("县委组织部", "县纪委监委", "县委办公室"))


def red_head() -> Document:
    """The sample as an upward report with red head and imprint."""
    return replace(
        sample.document(), addressee="中共某某县委组织部：", letterhead=LETTERHEAD, imprint=IMPRINT
    )


def centred(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(text, align=Align.CENTRE) for text in texts)


def problem_table(problems: int = 6) -> Table:
    """Each problem over two rows of measures; two head rows, one of them with merged cells."""
    head = (
        (
            Cell("序号", rows=2),
            Cell("存在的主要问题", rows=2),
            Cell("整改情况", columns=2),
            Cell("时限", rows=2),
        ),
        (Cell("措施"), Cell("状态")),
    )
    rows: list[tuple[Cell, ...]] = []
    for number in range(1, problems + 1):
        rows += [
            (
                Cell(str(number), rows=2, align=Align.CENTRE),
                Cell(f"第{number}项问题，“三会一课”执行不到位，党员教育管理松散，流动党员联系不上。", rows=2),
                Cell("重建组织生活台账，按月检查。\n建立联络群。"),
                Cell("整改中", align=Align.CENTRE),
                Cell("2026年底前，并长期坚持", align=Align.RIGHT),
            ),
            (Cell("开展集中轮训。"), *centred("已销号", "长期")),
        ]
    return Table((6, 34, 34, 10, 16), head, tuple(rows), "填报单位：某某镇党委", "截至2026年11月8日")


def listing(problems: int = 6) -> Document:
    """A list on landscape sheets."""
    return Document(
        "某某镇软弱涣散党组织整顿问题清单", sections=(Section("", tables=(problem_table(problems),)),),
        landscape=True,
    )  # fmt: skip


def summary() -> Document:
    """Upright, with a table between text, attachments and a signature."""
    items = (Item("进度不平衡的乡镇要迎头赶上。", "压实责任。"), Item("加强督办。"))
    return Document(
        "关于软弱涣散党组织整顿工作情况的报告",
        "市委组织部：",
        ("现将情况报告如下：",),
        (
            Section("总体情况", ("全县情况见下表。",), tables=(problem_table(2),)),
            Section("下一步打算", items=items, item_style=ItemStyle.ARABIC),
        ),
        ("特此报告。",),
        Signature("中共某某县委组织部", dt.date(2026, 11, 8)),
        attachments=(
            "问题清单",
            "一个名字很长很长的附件，长得在一行里怎么写也写不完，所以要回行的整顿措施清单",
        ),
    )
