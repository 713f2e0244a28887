"""What the words around a table say about all of its rows: which township, which branch."""

from __future__ import annotations

import re
from dataclasses import dataclass

from branches.ledgers.rows import Row
from branches.ledgers.sections import BRANCH, PLACE, TOWNSHIP, section_of
from branches.ledgers.table import Table
from branches.ledgers.words import shown

_UNIT = re.compile(
    r"(?:填报单位|单位名称|单位|党组织名称|党组织|填报乡镇|所属乡镇|填报|党(?:[（(]工[）)])?委)(?:[（(][^）)]*[）)])?[:：]([\u4e00-\u9fffＸX×]{2,40})"
)
_BRANCH_LABEL = re.compile(
    r"(?<!上级)(?:党组织|党支部|支部)(?:名称|全称)?(?:[（(][^）)]*[）)])?[:：]\s*([\u4e00-\u9fffＸX×]{2,40})"
)
_OF_MEASURE = {"万元", "公顷", "平方米", "百分比", "人次"}
_TOWNSHIP_IN_TITLE = re.compile(
    r"(?:20\d\d年度?|中共|关于|[\u4e00-\u9fffＸX×]{1,8}?[省市县区旗州])*"
    r"([\u4e00-\u9fffＸX×]{1,6}?(?:镇|乡|街道))(?!领导|干部|级|包|[镇村（(/、])"
)
_NO_TOWNSHIP = re.compile(r"[乡城集村各]镇$|[城下返老家]乡$|^(?:各|全|本|所属|我)")
_VILLAGE_IN_TITLE = re.compile(
    r"(?:\d+[、.．]?|20\d\d年度?|中共|关于|[\u4e00-\u9fffＸX×]{1,14}?(?:[镇乡]|街道))*([\u4e00-\u9fffＸX×]{2,8}?(?:村|社区))(?![级民庄镇、（(/])"
)
_NO_VILLAGE = re.compile(
    r"软弱|涣散|整顿|党|重点|行政|所有|[全各本农乡个两驻]|城市|后进|基层|帮扶|脱贫|示范|安置"
)
_UNIT_ENDS = re.compile(r"(填报|填表|日期|时间|联系|负责人|审核|制表).*$")
_BRANCH_IN_TITLE = re.compile(r"([\u4e00-\u9fffＸX×]{2,30}?(?:党支部|党总支|支部委员会|总支部委员会))")
_BEFORE_NAME = re.compile(r"^(?:20\d\d年|关于|中共|年度|截至.*?日)+")
_BRANCH_NAME = re.compile(r"(党支部|党总支|支部委员会|支部)$")


@dataclass(slots=True)
class Context:
    """``sections`` are (row, kind, name): from that row on. ``setting`` is the township of the title, which is meant
    where neither a row nor the person who sends the ledger says another.
    """

    township: str
    setting: str
    branch: str
    sections: list[tuple[int, str, str]]
    names_branches: bool

    @classmethod
    def of(cls, table: Table, default_branch: str) -> Context:
        told = branch_told(table.above)
        names_branches = table.column_of("branch") is not None and not _names_only(table, told)
        sections = [(row, *section) for row, text in table.sections.items() if (section := section_of(text))]
        sections = sorted([*sections, *_under_repeated_headings(table, names_branches=names_branches)])
        branch = "" if names_branches else told or branch_in(table.above, table.sheet.name)
        return cls(
            _township_told(table.above) or _township_of_sheet(table.sheet.name),
            township_in(table.above),
            branch or default_branch or ("" if names_branches else village_in(table.above, table.sheet.name)),
            sections,
            names_branches,
        )

    def branch_for(self, row: Row) -> str:
        """The branch of a row that names none itself: that of its section, of the title, or the chosen one."""
        section = self._section(row, "branch")
        if self.names_branches:
            return section
        return section or self.branch

    def place_for(self, row: Row) -> tuple[str, str]:
        """The township and the county of a row, as written; "" if nothing says."""
        township = shown(row.text("township")) or self._section(row, "township") or self.township
        return township, shown(row.text("county"))

    def _section(self, row: Row, kind: str) -> str:
        names = [name for start, what, name in self.sections if what == kind and start < row.spot.row]
        return names[-1] if names else ""


def _names_only(table: Table, branch: str) -> bool:
    """Whether the column of branches names no other than ``branch``, after which the table is called."""
    column = table.column_of("branch")
    said = {shown(table.grid.text(row, column.place)) for row in table.data} if column else set()
    return bool(branch) and said <= {"", branch}


def _under_repeated_headings(table: Table, *, names_branches: bool) -> list[tuple[int, str, str]]:
    """Whom the rows below a repeated heading are about, where a title of their own stands over it."""
    found = []
    for row in (row for row, reason in table.passed.items() if reason == "heading"):
        start = max((one for one in table.data if one < row), default=row)
        above = [
            table.grid.text(one, column) for one in range(start + 1, row) for column in table.grid.filled(one)
        ]
        unit = "" if _BRANCH_NAME.search(unit_in(above)) else unit_in(above)
        if township := unit or township_in(above):
            found.append((row, "township", township))
        if not names_branches and (branch := branch_in(above, "")):
            found.append((row, "branch", branch))
    return found


def unit_in(above: list[str]) -> str:
    """The unit that hands the ledger in, by the words over it; "" if none is named."""
    return next(iter(_units_in(above)), "")


def _units_in(above: list[str]) -> list[str]:
    found = [match[1] for text in above for match in _UNIT.finditer(text)]
    return [_UNIT_ENDS.sub("", unit) for unit in found if unit not in _OF_MEASURE]


def _township_told(above: list[str]) -> str:
    """The township that hands the ledger in; else the first unit named over it that is no branch."""
    units = [unit for unit in _units_in(above) if not _BRANCH_NAME.search(unit)]
    return next((unit for unit in units if PLACE.search(unit)), next(iter(units), ""))


def branch_told(above: list[str]) -> str:
    """The branch after a label that asks for it: 党组织名称：青石村党支部."""
    named = (match[1] for text in above for match in _BRANCH_LABEL.finditer(text))
    return next((name for name in named if BRANCH.search(name)), "")


def _township_of_sheet(name: str) -> str:
    """The township after which a sheet is called, in a workbook with a sheet for each."""
    name = shown(name)
    return name if TOWNSHIP.fullmatch(name) and not _NO_TOWNSHIP.search(name) else ""


def village_in(above: list[str], sheet: str) -> str:
    """The village or community after which a sheet or a title is called, where neither speaks of its branch."""
    for text in [sheet, *above]:
        match = _VILLAGE_IN_TITLE.match(shown(text))
        if match and not _NO_VILLAGE.search(match[1]):
            return match[1]
    return ""


def township_in(above: list[str]) -> str:
    """The township that a title begins with: 某县东镇2026年整顿台账."""
    for text in above:
        match = _TOWNSHIP_IN_TITLE.match(shown(text))
        if match and not _NO_TOWNSHIP.search(match[1]):
            return match[1]
    return ""


def branch_in(above: list[str], sheet: str) -> str:
    """The branch that a table as a whole is about: named over it, in its title, or by its sheet."""
    unit = unit_in(above)
    if _BRANCH_NAME.search(unit):
        return unit
    for text in [*above, sheet]:
        if match := _BRANCH_IN_TITLE.search(shown(text)):
            name = _BEFORE_NAME.sub("", match[1])
            return re.sub(r"^.*(?:镇|乡|街道)(?=[\u4e00-\u9fff]{3,}(?:党支部|党总支|支部委员会))", "", name)
    return ""
