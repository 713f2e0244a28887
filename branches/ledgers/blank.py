"""An empty ledger to be filled in: an example, drop-down lists for what has a list, and words beside each column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from accounts.exchange.printed import saved
from accounts.exchange.workbooks import Cell, Sheet
from branches.ledgers.data_files import data
from branches.ledgers.outlines import OutColumn, Outline, rows_above
from branches.ledgers.passing import EXAMPLE
from branches.ledgers.printing import Page, write_page
from branches.ledgers.vocabulary import allowed_kinds

LISTS = "选项"
ROWS = 200
"""Rows with lists; of these so many have lines to write on."""
LINED = 20
STATUS = ["待整改", "整改中", "已完成", "持续整改"]
DONE_OR_NOT = ["是", "否", "持续整改"]
LONGEST_PROMPT, LONGEST_TITLE = 255, 32
# Other words may be typed: a new branch, several criteria.
OPEN = {"branch", "township", "criteria"}


@dataclass(slots=True)
class Lists:
    """The lists of a workbook, one below the other on a hidden sheet: nothing there looks like a ledger."""

    words: Mapping[str, Sequence[str]]
    places: dict[str, str] = field(default_factory=dict)

    def write(self, book: Workbook) -> None:
        sheet, row = book.create_sheet(LISTS), 1
        sheet.sheet_state = "hidden"
        for code, words in self.words.items():
            self.places[code] = f"{LISTS}!$A${row}:$A${row + len(words) - 1}"
            for word in words:
                sheet.append([word])
            row += len(words)


def lists(
    townships: Sequence[str], branches: Sequence[str], criteria: Sequence[str]
) -> dict[str, Sequence[str]]:
    """What there is to choose from, by field; empty ones are left out."""
    found: dict[str, Sequence[str]] = {
        "kind": allowed_kinds(), "status": STATUS, "done": DONE_OR_NOT, "closed": ["是", "否"],
        "township": townships, "branch": branches, "criteria": criteria,
    }  # fmt: skip
    return {code: words for code, words in found.items() if words}


def workbook(outlines: Sequence[Outline], words: Mapping[str, Sequence[str]]) -> bytes:
    """The empty ledger in these outlines, as an .xlsx."""
    book, choices = Workbook(write_only=True), Lists(words)
    pages = [(outline, write_page(book, Page(outline, _sheet(outline)))) for outline in outlines]
    choices.write(book)
    for outline, page in pages:
        top = len(outline.above) + len(outline.heads) + 1
        for place, column in enumerate(outline.columns, 1):
            if column and (rule := _rule(column, choices)):
                letter = get_column_letter(place)
                rule.add(f"{letter}{top + 1}:{letter}{top + ROWS}")
                page.data_validations.append(rule)
    return saved(book)


def _sheet(outline: Outline) -> Sheet:
    width = len(outline.columns)
    blank: list[Cell] = [""] * width
    rows = [*rows_above(outline), _example(outline), *([*blank] for _line in range(LINED))]
    return Sheet(outline.sheet, rows, list(outline.merges))


def _example(outline: Outline) -> list[Cell]:
    cells: list[Cell] = [_said(column) if column else "" for column in outline.columns]
    first = outline.columns[0]
    cells[0] = EXAMPLE if first is None or first.field == "number" else f"{EXAMPLE}：{cells[0]}"
    return cells


def _said(column: OutColumn) -> Cell:
    value: Cell = _told()["example"].get(column.field, "")
    return "否" if _list_of(column) == "done" else value


def _list_of(column: OutColumn) -> str:
    """The list that belongs to a column; where it asks "done or not", the answers to that."""
    is_question = column.field == "status" and column.path[-1].startswith("是否")
    return "done" if is_question else column.field or ""


@cache
def _told() -> dict[str, Any]:
    return data("blank.toml")


def _rule(column: OutColumn, choices: Lists) -> DataValidation | None:
    """The list of a column and the words beside it; None where there is neither."""
    note = str(_told()["note"].get(column.field, ""))[:LONGEST_PROMPT]
    place = choices.places.get(_list_of(column))
    if place:
        rule = DataValidation(type="list", formula1=place, showErrorMessage=column.field not in OPEN)
    elif column.field == "percent":
        rule = DataValidation(
            type="decimal", operator="between", formula1="0", formula2="1", showErrorMessage=True
        )
    elif note:
        rule = DataValidation()
    else:
        return None
    rule.allowBlank, rule.error, rule.errorTitle = True, "请从列表中选，或按提示填写。", "无法识别"
    if note:
        rule.showInputMessage, rule.prompt = True, note
        rule.promptTitle = column.path[-1][:LONGEST_TITLE]
    return rule
