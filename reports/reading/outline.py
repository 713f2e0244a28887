"""Paragraphs → the parts of a report, each with what its heading says that it tells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import zip_longest

from reports.reading.breaks import (
    NumberedHeadings,
    announced,
    asks,
    goes_over,
    leads_over,
    next_break,
    owns_up,
    starts_ahead,
    takes_leave,
)
from reports.reading.causes import starts_causes
from reports.reading.headings import (
    Heading,
    label,
    numbered_heading,
    shows,
    spoken_heading,
    spoken_turn,
    starts_anew,
)
from reports.reading.marks import Kind, Mark, chain, inline_list, mark_at
from reports.reading.pieces import LISTED, Role
from reports.reading.questions import are_questions, asked_aloud, question, says_something, without_answer
from reports.reading.roles import LONGEST_HEADING, relaxed_roles, strict_roles, sure_roles
from reports.reading.slogans import slogans

_LABELS = {
    "问题": Role.PROBLEMS,
    "原因": Role.CAUSES,
    "成因": Role.CAUSES,
    "措施": Role.MEASURES,
    "举措": Role.MEASURES,
    "做法": Role.MEASURES,
    "计划": Role.PLANS,
    "打算": Role.PLANS,
}
_ENDS_AS_HEADING = re.compile(
    r"(?:问题|不足|短板|困难|差距|表现|原因|成因|根源|症结|措施|做法|举措|成效|成果|效果|进展|情况|打算|计划|安排|思路|方向|设想|分析|任务|工作|对策|建议|环节|落实|整改)$"
)
_SENTENCE = re.compile(
    r"(?P<words>(?:(?:当前|目前|现阶段|仍然?)?(?:存在|主要|突出|产生|造成|采取|取得|所做|整改|整顿|下一?步|下一?阶段|今后|接下来|关于)"
    r"[^。，,：:；;\s]{0,10}|问题的?)(?:问题|情况|不足|原因|成因|根源|做法|措施|举措|成效|打算|安排|计划|工作))。(?=\S)"
)
# What a reply to an inspection says of each problem in turn: "关于财务不公开的问题。…"
_ABOUT = re.compile(r"关于[^。：；]{3,40}问题[。：](?=\S)")
_OUTLINE_WITHIN = 4
_NEAR = 1000  # as far as the list reaches for that a heading has words
_TOP = (Kind.PART, Kind.CHINESE)
_SPOKEN = (Kind.ORDINAL, Kind.SEQUENCE)
_LONGEST_OWN_LINE = 22


@dataclass(slots=True)
class Part:
    """What stands under one heading. ``roles`` is empty where the heading does not say; ``soft`` parts have none."""

    roles: tuple[Role, ...]
    words: str = ""
    mark: Mark | None = None
    soft: bool = False
    theme: bool = False
    labelled: bool = False  # told behind a label in one paragraph: "存在问题：…"
    clauses: bool = False  # whether semicolons part its items
    paragraphs: list[str] = field(default_factory=list)
    before: Part | None = None

    @property
    def kind(self) -> Kind | None:
        return self.mark.kind if self.mark else None

    @property
    def role(self) -> Role | None:
        return self.roles[0] if self.roles else None

    def last_of(self, kind: Kind) -> Mark | None:
        found = (mark for text in reversed(self.paragraphs) if (mark := mark_at(text)))
        return next((mark for mark in found if mark.kind is kind), None)


def _own_text(mark: Mark, body: str) -> str:
    """What of ``body`` is told under ``mark``: up to the next mark of its list, if that stands in the paragraph too."""
    following = chain(mark.text + body, mark.kind, mark)[1:2] if mark.kind >= Kind.ARABIC else []
    return body[: following[0].start - mark.end] if following else body


class Outline:
    """Takes the paragraphs of a body one by one; ``parts[0]`` is what stands before the first heading."""

    def __init__(self, paragraphs: list[str]) -> None:
        self.parts = [Part(())]
        marks = [mark.kind for text in paragraphs if (mark := mark_at(text))]
        self.asked = are_questions(paragraphs)
        self.by_problem = False  # whether labels tell cause and measure below each problem
        self.slogans = slogans(paragraphs)
        self.top = min(marks, default=None)
        self.following = ""
        self.ahead = NumberedHeadings("")
        self.last: dict[Kind | None, int] = {}  # the place of the last part of each kind that has a role
        self.numbered = 0  # the last of 问题1：, 问题2： that was told
        for paragraph, following in zip_longest(paragraphs, paragraphs[1:], fillvalue=""):
            self.take(paragraph, following)

    @property
    def current(self) -> Part:
        return self.parts[-1]

    def take(self, text: str, following: str = "") -> None:
        self.following = following
        text = self._answered(text)
        self.ahead = NumberedHeadings(text)
        while text:
            mark = mark_at(text)
            body = text[mark.end :] if mark else text
            if mark and mark.kind is Kind.LABELLED:
                self._labelled(mark)
            elif heading := self._heading(mark, body):
                labelled = mark is None and 0 < heading.length < len(text)
                self._open(Part(heading.roles, heading.words, mark, labelled=labelled))
                text = body[heading.length :].strip()
                continue
            elif mark and self._is_problem(mark, body, following):
                self.by_problem = True
                self._open(Part((Role.PROBLEMS,), soft=True))
            elif mark and self._is_unknown_section(mark, body):
                text = self._open_unknown(mark, body)
                continue
            elif not mark:
                self._open_soft(text)
            text = self._keep(text, mark)

    def _answered(self, text: str) -> str:
        """What ``text`` says behind a question, if it begins with one, and behind the mark of an answer."""
        if not self.asked:
            return text
        if asked := question(text):
            if says_something(asked.words):
                self._open(Part((Role.OTHER,), asked.words))
            self._open(Part(asked.roles, "" if says_something(asked.words) else asked.words))
            text = text[asked.length :]
        return without_answer(text)

    def _heading(self, mark: Mark | None, body: str) -> Heading | None:
        if mark is None:
            return self._unnumbered(body)
        if mark.kind is Kind.BULLET:
            roles = strict_roles(body) if body[-1:] not in set("。；;，") else ()
            return Heading(body, roles, len(body)) if roles else None
        if mark.kind in _SPOKEN:
            return spoken_heading(body)
        if mark.kind > Kind.BRACKETED_ARABIC and mark.kind is not Kind.LETTERED:
            return None
        inner = self._runs_on(mark) or mark.kind is Kind.LETTERED
        heading = numbered_heading(body, Kind.ARABIC if inner else mark.kind) or self._top_heading(mark, body)
        if heading and (self._is_item(mark, heading, body) or self._shows(heading)):
            return None
        return heading

    def _top_heading(self, mark: Mark, body: str) -> Heading | None:
        """A heading in words of its own where （一） numbers the sections: "（二）产生问题的历史原因"."""
        among = mark.kind is Kind.BRACKETED and mark.kind in {self.top, self.current.kind}
        roles = self._own_line(body) if among else ()
        return Heading(body, roles, len(body)) if roles else None

    def _shows(self, heading: Heading) -> bool:
        """Whether the words only tell more of the problem above: "问题一：服务不好", "1.具体表现：群众跑腿多"."""
        above = mark_at(self.current.paragraphs[-1]) if self.current.paragraphs else None
        labelled = self.current.soft or (above is not None and above.kind is Kind.LABELLED)
        return self.current.role is Role.PROBLEMS and labelled and heading.words.endswith("表现")

    def _is_item(self, mark: Mark, heading: Heading, body: str) -> bool:
        """Whether the words are rather the lead sentence of an item: they are followed by what they announce."""
        rest, roof = _own_text(mark, body)[heading.length :], self._roof(mark)
        if not rest:
            ended = body.startswith("。", len(heading.words))
            return ended and mark.kind >= Kind.ARABIC and roof is not None
        if mark_at(rest) or inline_list(rest[:_NEAR]):
            return False
        if (self.current.role is Role.PROBLEMS or self.by_problem) and body[len(heading.words)] in "：:":
            return heading.roles[0] is self.current.role
        return roof is not None and (roof.role in heading.roles or mark.kind >= Kind.ARABIC)

    def _roof(self, mark: Mark) -> Part | None:
        """The part that ``mark`` stands under."""
        above = [last for kind, last in self.last.items() if kind is None or kind < mark.kind]
        return self.parts[max(above)] if above else None

    def _unnumbered(self, text: str) -> Heading | None:
        if text in self.slogans:
            return Heading(text, self.slogans[text], len(text))
        words = text.rstrip("：:")
        words = words.rstrip("？?")
        if len(words) <= LONGEST_HEADING and not re.search(r"[。；;！？]", words):
            roles = strict_roles(words) or self._own_line(text) or self._over_list(text)
            if roles:
                return Heading(words, roles, len(text))
        if found := spoken_turn(text):
            return found
        if not any(part.mark for part in self.parts) and (found := self._sentence(text) or asked_aloud(text)):
            return found
        found = label(text)
        if not found or (self.current.role in found.roles and not self._begins_anew(text, found)):
            return None
        return found

    def _begins_anew(self, text: str, found: Heading) -> bool:
        return bool(self.current.paragraphs) and starts_anew(text, found)

    def _sentence(self, text: str) -> Heading | None:
        """A heading that runs in: "存在的问题。支部…"."""
        match = _SENTENCE.match(text)
        roles = strict_roles(match["words"].removeprefix("关于")) if match else ()
        return Heading(match["words"], roles, match.end()) if match and roles else None

    def _own_line(self, text: str) -> tuple[Role, ...]:
        if (
            len(text) > _LONGEST_OWN_LINE
            or re.search(r"[，,。；;：:]", text)
            or not _ENDS_AS_HEADING.search(text)
        ):
            return ()
        return sure_roles(text)

    def _over_list(self, text: str) -> tuple[Role, ...]:
        """What a line without a stop, in whatever words, says of the list that begins below it."""
        mark = mark_at(self.following)
        if mark is None or mark.number != 1 or re.search(r"[。；;：:！？，,]$", text):
            return ()
        return sure_roles(text)

    def _runs_on(self, mark: Mark) -> bool:
        """Whether ``mark`` counts on from an item of the current part."""
        last = self.current.last_of(mark.kind)
        return last is not None and mark.number == last.number + 1

    def _is_problem(self, mark: Mark, body: str, following: str) -> bool:
        """Whether a problem begins that is told apart below, by labels: "（一）…问题。", "原因：…", "整改：…"."""
        if self.current.role is Role.PROBLEMS or mark.kind > Kind.BRACKETED_ARABIC:
            return False
        return (
            re.fullmatch(r"[^。；：:]{2,40}问题[。：:]?", body) is not None and label(following) is not None
        ) or (re.fullmatch(r"[^。；：:]{2,30}[。：:]?", body) is not None and shows(following))

    def _labelled(self, mark: Mark) -> None:
        role = _LABELS[mark.role]
        self.by_problem = self.by_problem or role is Role.PROBLEMS
        if role is Role.PROBLEMS and self._is_retold(mark):
            return
        self.numbered = mark.number if role is Role.PROBLEMS else self.numbered
        if self.current.role is not role:
            self._open(Part((role,)))

    def _is_retold(self, mark: Mark) -> bool:
        """Whether 问题1： names under the measures what was told before them, and does not count on."""
        below = self.current.role is Role.MEASURES and self.current.words
        counts_on = self.numbered and mark.number == self.numbered + 1
        return bool(below) and self._told(Role.PROBLEMS) and not counts_on

    def _open(self, part: Part) -> None:
        part.before = self.current
        if part.roles:
            self.last[part.kind] = len(self.parts)
        self.parts.append(part)

    def _is_unknown_section(self, mark: Mark, body: str) -> bool:
        if self._runs_on(mark) or self._is_told_again(body):
            return False
        if mark.kind not in _TOP:
            return self.current.kind is mark.kind and mark.number > (self.current.mark or mark).number
        same = [part for part in self.parts if part.kind is mark.kind]
        if same:
            last = same[-1].mark
            return last is not None and mark.number > last.number
        unnumbered = (part.mark is None or part.mark.kind in _SPOKEN for part in self.parts if part.roles)
        return not any(unnumbered)

    def _is_told_again(self, body: str) -> bool:
        """Whether an outline of the current part named it before: "存在的问题：一是班子不强，…", "一、班子不强。…"."""
        words = re.split(r"[。：:；;，,\n]", body)[0]
        outlines = [
            text
            for text in self.current.paragraphs[:_OUTLINE_WITHIN]
            if inline_list(text) and (self.current.roles or announced(text))
        ]
        return len(words) > 2 and any(words in text for text in outlines)  # noqa: PLR2004 - more than a word

    def _open_unknown(self, mark: Mark, body: str) -> str:
        match = re.match(rf"([^。：:；;\n]{{2,{LONGEST_HEADING}}})(?:[。：:]|$)", body)
        words = match.group(1) if match else ""
        parent = self._parent(mark)
        roles = parent.roles if parent else ()
        named = tuple(role for role in roles if role in relaxed_roles(words))
        self._open(Part(named or roles, words, mark))
        return body[match.end() :].strip() if match else body

    def _parent(self, mark: Mark) -> Part | None:
        above = [part for part in self.parts if part.kind is not None and part.kind < mark.kind]
        return above[-1] if above and mark.kind not in _TOP else None

    def _open_soft(self, text: str) -> None:
        role = self.current.role
        if _ABOUT.match(text) and not any(part.role is Role.PROBLEMS and part.words for part in self.parts):
            self._open(Part((Role.PROBLEMS,), soft=True))
        elif role is Role.PROBLEMS and starts_causes(text):
            self._open(Part((Role.CAUSES,), soft=True))
        elif role not in {None, Role.PLANS} and starts_ahead(text):
            self._open(Part((Role.PLANS,), soft=True))
        elif role in LISTED and (asks(text) or (not self.following and takes_leave(text))):
            self._open(Part((Role.OTHER,), soft=True))
        elif role is Role.MEASURES and self.current.paragraphs and owns_up(text):
            self._open(Part((Role.PROBLEMS,), soft=True))
        elif role and (later := goes_over(text, self.following, role)):
            self._open(Part((later,), soft=True))
        elif role is Role.CAUSES and not self._told(Role.PROBLEMS) and self._announces_problems(text):
            self._open(Part((Role.PROBLEMS,), soft=True))

    def _announces_problems(self, text: str) -> bool:
        return (announced(text) or leads_over(text, self.following)) is Role.PROBLEMS

    def _told(self, role: Role) -> bool:
        return any(role in part.roles for part in self.parts)

    def _keep(self, text: str, mark: Mark | None) -> str:
        """Put ``text`` up to the next heading into the current part; answer the rest."""
        if mark and (interrupted := self._interrupted(mark)):
            self._open(Part(interrupted.roles, soft=True))
        place = next_break(text, self.current.role, self.ahead, told_on=self._is_told_on())
        self.current.paragraphs.append(text[:place].strip() if place else text)
        return text[place:].strip() if place else ""

    def _is_told_on(self) -> bool:
        """Whether the next step may begin in mid-paragraph: no heading has a number, or this one names it too."""
        return Role.PLANS in self.current.roles or not any(part.mark for part in self.parts)

    def _interrupted(self, mark: Mark) -> Part | None:
        """The part with the list that ``mark`` goes on with, after a label (原因：) had interrupted it."""
        part: Part | None = self.current
        begun = self.current.paragraphs or self.current.soft or self.current.labelled
        if mark.number == 1 or not begun or self.current.last_of(mark.kind):
            return None
        while part and part.mark is None and part.before:
            part = part.before
            last = part.last_of(mark.kind)
            if last:
                return part if mark.number == last.number + 1 else None
        return None
