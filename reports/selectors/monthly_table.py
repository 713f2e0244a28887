"""The monthly table → document tree: a row for each township, the total, and what moved since the month before."""

from __future__ import annotations

from collections.abc import Iterator

from accounts.models import Organisation
from branches.models import Campaign
from branches.selectors.figures import Figures
from branches.selectors.monthly import MonthlyTable, Row
from reports.document import Align, Cell, Document, Section, Table
from reports.selectors.rows import until
from reports.wording import department

UNKNOWN = "—"
_MOVED = "较上月"
# Block, then figures under it; a figure marked with + has a column for its change beside it.
_BLOCKS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("整顿党组织（个）", (("listed+", "总数"), ("accepted+", "已销号"))),
    (
        "存在问题（个）",
        (
            ("problems", "查摆总数"),
            ("found", "本月新增"),
            ("closed", "累计销号"),
            ("signed_off", "本月销号"),
            ("share", "销号率"),
            ("long_term+", "持续整改"),
        ),
    ),
    ("整改措施（项）", (("overdue+", "逾期未完成"), ("quiet+", "30天以上无进展"))),
)
_COLUMNS = tuple(column for _, columns in _BLOCKS for column in columns)
_NOTE = (
    "注：1.“较上月”为与上月末相比的增减数，上月末未统计的以“—”表示。"
    "2.逾期未完成、30天以上无进展均指尚未完成的措施，长期坚持的不计入逾期。"
)
SIGNED = "单位负责人：　　　　　　　　填表人：　　　　　　　　填报时间："


def compose_monthly(table: MonthlyTable, campaign: Campaign, scope: Organisation) -> Document:
    """``table`` of ``scope``, always in Chinese."""
    several = len({row.township.county_id for row in table.rows}) > 1
    rows = (
        (_cell(str(number)), Cell(_name(row, several)), *_figures(row.figures, row.before))
        for number, row in enumerate(table.rows, 1)
    )
    total = (Cell("合计", columns=2, align=Align.CENTRE), *_figures(table.total, table.before))
    made = Table(
        widths=(4, 13, *(5.0 if heading == _MOVED else 5.8 for _, heading in _flat())),
        head=_head(),
        rows=(*rows, total, (Cell(_NOTE, columns=2 + len(tuple(_flat()))),)),
        note=f"填报单位：{department(scope)}",
        unit=until(table.day),
    )
    return Document(
        title=f"{scope.name}软弱涣散基层党组织整顿工作月报表（{table.day.year}年{table.day.month}月）",
        sections=(Section("", tables=(made,)),),
        closing=(SIGNED,),
        landscape=True,
    )


def _name(row: Row, several: bool) -> str:
    county = row.township.county
    return f"{county.name if several and county else ''}{row.township.name}"


def _flat() -> Iterator[tuple[str, str]]:
    """Each column below the blocks: its figure and its heading."""
    for figure, heading in _COLUMNS:
        yield figure.rstrip("+"), heading
        if figure.endswith("+"):
            yield figure, _MOVED


def _head() -> tuple[tuple[Cell, ...], ...]:
    blocks = tuple(
        Cell(words, columns=sum(1 + figure.endswith("+") for figure, _ in columns), align=Align.CENTRE)
        for words, columns in _BLOCKS
    )
    names = (
        Cell("序号", rows=2, align=Align.CENTRE),
        Cell("乡镇（街道）", rows=2, align=Align.CENTRE),
    )
    return (*names, *blocks), tuple(_cell(heading) for _, heading in _flat())


def _figures(now: Figures, before: Figures | None) -> tuple[Cell, ...]:
    return tuple(_cell(_text(figure, now, before)) for figure, _ in _flat())


def _text(figure: str, now: Figures, before: Figures | None) -> str:
    if figure == "share":
        return f"{now.share}%"
    if not figure.endswith("+"):
        return str(getattr(now, figure))
    if before is None:
        return UNKNOWN
    moved = getattr(now, figure[:-1]) - getattr(before, figure[:-1])
    return f"{moved:+d}" if moved else "0"


def _cell(text: str) -> Cell:
    return Cell(text, align=Align.CENTRE)
