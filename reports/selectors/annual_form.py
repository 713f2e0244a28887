"""The annual form → document tree: three heading rows over 3/10/6/4/3 columns, three rows of figures.

The headings are those of the shape V1, by which the form is known when it comes in.
"""

from __future__ import annotations

from itertools import groupby

from accounts.models import Organisation
from branches.ledgers.shapes import Shape, shapes
from branches.models import Campaign
from branches.selectors.annual import AnnualForm
from branches.selectors.annual_columns import ROWS
from reports.document import Align, Cell, Document, Section, Table
from reports.selectors.monthly_table import SIGNED
from reports.selectors.rows import until
from reports.wording import department

_BLOCK_WIDTHS = {"": 5.0, "软弱涣散基层党组织主要类型（个）": 4.0, "整顿措施": 4.0, "解决突出问题": 4.0}
_WIDTH = 3.0
_AS_DRAWN = {"screened_poor": "其中建档立卡贫困村"}


def annual_shape() -> Shape:
    return next(shape for shape in shapes() if shape.code == "V1")


def compose_annual(form: AnnualForm, campaign: Campaign, scope: Organisation) -> Document:
    """``form`` of ``scope``, always in Chinese."""
    columns = annual_shape().columns
    rows = tuple(
        (_cell(row.on_paper), *(_cell(str(form.figures[row.key][column.field])) for column in columns[1:]))
        for row in ROWS
    )
    table = Table(
        widths=tuple(_BLOCK_WIDTHS.get(column.path[0], _WIDTH) for column in columns),
        head=_head(),
        rows=(*rows, (Cell(_note(form), columns=len(columns)),)),
        note=f"填报单位：{department(scope)}",
        unit=until(form.day),
    )
    return Document(
        title=f"{scope.name}{campaign.year}年整顿软弱涣散基层党组织情况",
        sections=(Section("", tables=(table,)),),
        closing=(SIGNED,),
        landscape=True,
    )


def _head() -> tuple[tuple[Cell, ...], ...]:
    """Blocks; the figures below, each over two rows; nothing of its own in the third."""
    corner, *columns = annual_shape().columns
    blocks = tuple(
        Cell(block, columns=len(list(found)), align=Align.CENTRE)
        for block, found in groupby(columns, key=lambda column: column.path[0])
    )
    # The unit stands on a line of its own.
    leaves = tuple(
        Cell(_AS_DRAWN.get(column.field, column.path[-1]).replace("（", "\n（"), rows=2, align=Align.CENTRE)
        for column in columns
    )
    return ((Cell(corner.path[-1], rows=3), *blocks), leaves, ())


def _note(form: AnnualForm) -> str:
    notes = ["一个党组织有多种类型的，分别计入各类型；同一单位、同一人联系多个党组织的，按1个（人）计。"]
    if form.others:
        notes.append(f"村、社区以外的党组织{form.others}个，只计入总计。")
    if form.missing:
        notes.append(f"有{form.missing}个党组织的年报数据尚未填全，未填的按0计。")
    return "注：" + "".join(f"{number}.{note}" for number, note in enumerate(notes, 1))


def _cell(text: str) -> Cell:
    return Cell(text, align=Align.CENTRE)
