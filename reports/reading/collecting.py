"""The parts of a report, each with its role → items, leads, and what belongs nowhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reports.reading.breaks import item_breaks, since
from reports.reading.causes import cause_itself
from reports.reading.lists import between_semicolons, divide, piece
from reports.reading.marks import mark_at
from reports.reading.outline import Part
from reports.reading.pieces import LISTED, Piece, Role
from reports.reading.roles import plain, strict_roles
from reports.reading.sections import heading_of, holds

_CATEGORY = re.compile(
    r"(?:[^。；，：:]{1,16}(?:方面|层面)|[^。；，：:]{0,6}(?:设置|建设|生活|管理|服务|保障|作风|制度)[^。；，：:]{0,3}类|在?“[^”。]{1,60}”(?:方面|上))(?:的?问题)?[：:。]?"
)
# A heading over problems that have parts of their own, each with its measures.
_ASPECT = re.compile(
    r"[^。；，：:“]{1,15}[^各全]方面|[^。；，：:]{0,6}(?:设置|建设|生活|管理|服务|保障|作风|制度)[^。；，：:]{0,3}类"
)
_ABOUT = re.compile(r"(?:关于|针对)[^。；：]{3,40}问题")
_TELLS = re.compile(r"(?:具体|主要|存在|问题)*(?:表现|描述|现象|问题)")
_LEFT_OPEN = re.compile(r"[（(]?(?:未填写?|暂?无|略|待[填补]充?)[)）]?。?")
_SHOWS = re.compile(r"(?:具体|主要|问题)?表现[：:]")


def _unmarked(text: str) -> str:
    mark = mark_at(text)
    return text[mark.end :] if mark else text


class Collected:
    """Fields that fill part by part."""

    def __init__(self, parts: list[Part]) -> None:
        self.items: dict[Role, list[Piece]] = {role: [] for role in LISTED}
        self.leads: dict[Role, list[str]] = {role: [] for role in LISTED}
        self.closing: list[str] = []
        self.unassigned: list[str] = []
        self.name = ""  # of the problem whose heading has only more headings below it
        for place, part in enumerate(parts):
            self._take(part, parts[place + 1] if place + 1 < len(parts) else None)

    def take_cells(self, cells: list[tuple[Role, str]]) -> None:
        """The cells of a table, each an item or a list of them; what a later cell of the row adds follows the last."""
        for role, text in cells:
            cell, *more = text.split("\n")
            self._divide([cell], role, last=False, more=more)

    def _take(self, part: Part, below: Part | None) -> None:
        role = part.roles[0]
        if role is Role.OTHER:
            self.unassigned += [text for text in (heading_of(part), *part.paragraphs) if text]
        elif part.theme:
            told = "\n".join(part.paragraphs)
            self.items[role].append(Piece(part.words, told) if told else Piece("", part.words))
        elif role is Role.PROBLEMS and self._take_problem(part, below):
            return
        elif holds(part, below):
            self.leads[role] += part.paragraphs
        elif part.clauses:
            self._take_clauses(part.paragraphs, role)
        elif part.paragraphs:
            self._divide(part.paragraphs, role, last=below is None, loose=part.mark is None)

    def _take_clauses(self, paragraphs: list[str], role: Role) -> None:
        for text in paragraphs:
            lead = since(text)
            self.leads[role] += [lead] if lead else []
            for clause in between_semicolons(text[len(lead) :]):
                self._item([clause], role)

    def _take_problem(self, part: Part, below: Part | None) -> bool:
        """Take a part whose heading is itself a problem, or that tells of the problem in the heading above."""
        if self._is_named(part):
            self._name(part.words, part)
        elif self._is_shown(part, below):
            self.name = part.words
        elif self._is_alone(part):
            self.items[Role.PROBLEMS].append(Piece("", part.words))
        elif self.name:
            self._name(self.name, part)
            self.name = ""
        else:
            return False
        return True

    @staticmethod
    def _is_named(part: Part) -> bool:
        """Whether the heading is itself a problem, told below: "一、财务不公开问题", "（一）问题表现：账目未公示。"."""
        shown = len(part.paragraphs) == 1 and _SHOWS.match(_unmarked(part.paragraphs[0]))
        return bool(part.role is Role.PROBLEMS and shown and part.words and not strict_roles(part.words))

    def _name(self, words: str, part: Part) -> None:
        self.items[Role.PROBLEMS].append(Piece(words, "\n".join(map(_unmarked, part.paragraphs))))

    @staticmethod
    def _is_shown(part: Part, below: Part | None) -> bool:
        """Whether the heading is a problem that the heading below tells of: "一、账目不公开问题", "（一）问题表现"."""
        if part.role is not Role.PROBLEMS or part.paragraphs or strict_roles(part.words) or below is None:
            return False
        bracketed = below.words.startswith("【") and len(below.paragraphs) == 1
        return (holds(part, below) or bracketed) and _TELLS.fullmatch(plain(below.words)) is not None

    @staticmethod
    def _is_alone(part: Part) -> bool:
        """Whether the heading is all that is told of a problem: "一、关于账目不公开的问题", "整改措施：…"."""
        alone = part.role is Role.PROBLEMS and not part.paragraphs and not strict_roles(part.words)
        return alone and _ABOUT.fullmatch(part.words) is not None

    def _divide(
        self,
        paragraphs: list[str],
        role: Role,
        *,
        last: bool,
        loose: bool = False,
        more: Sequence[str] = (),
    ) -> None:
        division = divide(paragraphs, loose=loose)
        self.leads[role] += division.lead
        *items, last_item = division.items or [[]]
        for item in [*items, [*last_item, *more]]:
            if item:
                self._item(item, role)
        if last:
            self.closing += division.tail
        else:
            self.unassigned += division.tail

    def _category(self, words: str, role: Role) -> None:
        """A category that says of what it is one ("在“责任不实”方面") leads in; a mere aspect is a heading and goes."""
        if "“" in words:
            self.leads[role].append(words)

    def _item(self, paragraphs: list[str], role: Role) -> None:
        """An item, and what it says of its own cause or measure, which goes to the causes and measures."""
        if _CATEGORY.fullmatch(paragraphs[0]) and len(paragraphs) > 1 and mark_at(paragraphs[1]):
            self._category(paragraphs[0], role)
            self._divide(paragraphs[1:], role, last=False)
            return
        if _ASPECT.fullmatch("".join(paragraphs)):
            return
        category = _CATEGORY.match(paragraphs[0])
        if category and mark_at(paragraphs[0], category.end()):
            self._category(category.group(), role)
            self._divide([paragraphs[0][category.end() :], *paragraphs[1:]], role, last=False)
            return
        cuts = item_breaks("\n".join(paragraphs), role)
        if not cuts:  # a mark with nothing behind it
            return
        if _LEFT_OPEN.fullmatch("\n".join(paragraphs)):
            self.unassigned += paragraphs
            return
        first, own = cuts[0]
        own = cause_itself(own) if first is Role.CAUSES else own
        self.items[first].append(piece(own.split("\n"), first))
        for told, text in cuts[1:]:
            self._divide(text.split("\n"), told, last=False)
