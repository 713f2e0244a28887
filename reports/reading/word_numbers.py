"""The numbers that Word draws before the paragraphs of a list; the file holds only the rule for them."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from reports.numbering import chinese

_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "taiwaneseCounting",
    "ideographTraditional",
}
_CIRCLED = {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"}
_FIRST_CIRCLED, _LAST_CIRCLED = "①", 20


class Numbers:
    """Counts along; ask once for each paragraph, in order."""

    def __init__(self, document: Any) -> None:
        self.levels = _levels(document)
        self.styles = {
            style.style_id: _num_pr(style.element.find(qn("w:pPr")))
            for style in document.styles
            if style.type == 1
        }
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)

    def mark(self, paragraph: Any) -> str:
        """The mark of ``paragraph`` as Word shows it, "" for one without."""
        number_id, level = self._place(paragraph)
        rules = self.levels.get(number_id)
        if rules is None or level not in rules:
            return ""
        counts = self.counts[number_id]
        counts[level] = counts.get(level, rules[level][2] - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        kind, pattern, _start = rules[level]
        if kind == "bullet":
            return "● "
        return re.sub(r"%(\d)", lambda match: self._number(rules, counts, int(match[1]) - 1), pattern)

    def _place(self, paragraph: Any) -> tuple[str, int]:
        properties = paragraph.find(qn("w:pPr"))
        own = _num_pr(properties)
        style = properties.find(qn("w:pStyle")) if properties is not None else None
        inherited = self.styles.get(style.get(qn("w:val"))) if style is not None else None
        return own or inherited or ("0", 0)

    @staticmethod
    def _number(rules: dict[int, tuple[str, str, int]], counts: dict[int, int], level: int) -> str:
        kind, _pattern, start = rules.get(level, ("decimal", "", 1))
        number = counts.get(level, start)
        if kind in _CHINESE and number > 0:
            return chinese(number)
        if kind in _CIRCLED and 0 < number <= _LAST_CIRCLED:
            return chr(ord(_FIRST_CIRCLED) + number - 1)
        return "" if kind == "none" else str(number)


def _num_pr(properties: Any) -> tuple[str, int] | None:
    found = properties.find(qn("w:numPr")) if properties is not None else None
    if found is None or found.find(qn("w:numId")) is None:
        return None
    level = found.find(qn("w:ilvl"))
    return found.find(qn("w:numId")).get(qn("w:val")), int(level.get(qn("w:val"))) if level is not None else 0


def _levels(document: Any) -> dict[str, dict[int, tuple[str, str, int]]]:
    """List number → level → (kind of numerals, pattern like "（%1）", first number)."""
    parts = [
        rel.target_part for rel in document.part.rels.values() if rel.reltype == RELATIONSHIP_TYPE.NUMBERING
    ]
    if not parts:
        return {}
    root = parts[0].element
    abstract = {
        one.get(qn("w:abstractNumId")): {
            int(level.get(qn("w:ilvl"))): _rule(level) for level in one.findall(qn("w:lvl"))
        }
        for one in root.findall(qn("w:abstractNum"))
    }
    return {
        num.get(qn("w:numId")): abstract.get(num.find(qn("w:abstractNumId")).get(qn("w:val")), {})
        for num in root.findall(qn("w:num"))
    }


def _rule(level: Any) -> tuple[str, str, int]:
    def value(name: str, default: str) -> str:
        found = level.find(qn(name))
        return str(found.get(qn("w:val"), default)) if found is not None else default

    return value("w:numFmt", "decimal"), value("w:lvlText", ""), int(value("w:start", "1"))
