"""The paragraphs of one part → what leads in, the items, and what trails behind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from reports.reading.characters import simplified
from reports.reading.marks import Kind, Mark, chain, from_chinese, inline_list, mark_at
from reports.reading.pieces import STOP, Piece, Role
from reports.reading.roles import relaxed_roles, strict_roles

_ENDED = re.compile(r"[。！？!?；;…][”’）)]*$")
_LONGEST_TITLE = {Role.PROBLEMS: 24, Role.CAUSES: 20, Role.MEASURES: 34, Role.PLANS: 34}
_FIRST_SENTENCE = re.compile(
    r"([^。：:！？!?；;\n]{2,34}?)(?:。(?=[^。”’）)])|(?<=[\u4e00-\u9fff])\.(?=[\u4e00-\u9fff]))"
)
_FIRST_LABEL = re.compile(r"([^。：:！？!?；;，,\n]{2,16}?)[：:](?=\S)")
_BRACKETED_LEAD = re.compile(r"[【\[]([^】\]]{2,30})[】\]][：:。]?(?=\S)")
_STAGE = re.compile(r"(第[一二三四五六]?(?:阶段|步)[^。：；]{0,20}[：:][^。：；，]{2,12})。(?=.)")
_ANNOUNCES = re.compile(r"(?:为|是|在|有|下|于|括|面|即|问题|明确|要求|强调|指出)$")

_LABELLED = re.compile(
    r"(?:(?:具体|主要|突出)?表现|责任(?:单位|领导|人)|牵头(?:单位|领导)|(?:完成|整改)?时[限间])[：:]\S"
)
_FEWEST_CLAUSES = 3
_SHORTEST_CLAUSE = 8
_FEWEST_SIDES = 2
_SIDE = re.compile(
    r"(?:(?<=[。；])|^)从?[\u4e00-\u9fff]{2,4}(?:上|方面|层面|角度|原因|因素)(?:(?:来)?[看讲说])?[，,]"
)
# A sentence that says how many things are told behind it.
COUNTED = re.compile(
    r"[^。；：]{0,30}?(?P<number>\d|[两二三四五六七八九])个?(?:方面|问题|原因|点)(?:的?问题|的?原因)?。"
)
_NAMES_THEM = re.compile(
    r"(?:问题|不足|原因)(?:主要)?(?:是|有|为|表现为|如下|包括)?$|[两三四五六七八]个[^，。；：]{1,8}$"
)
_SO_MANY = re.compile(r"(?P<number>\d|[两二三四五六七八九])(?:[个件条点项]|方面)[^，。]{0,6}[。：]$")
_PROMISE = re.compile(
    r".*(?:(?:以下|如下|下列)(?:[几多]?[个件条点项])?(?:方面|问题|原因|措施|工作|事)"
    r"|(?:[几多]|(?P<number>\d|[两二三四五六七八九]))(?:[个件条点项](?:方面|问题|原因|事)?|方面))[^。，：]{0,10}。"
)
# What follows the last item and is still told of it.
_GOES_ON = re.compile(
    r"(?:同时|此外|另外|并且?|还|也|其中|对此|为此|在此基础上)|[^。，；]{2,12}[还也](?=[与同对向为把将组开请派])"
)
_NUMBERED = {Kind.CHINESE, Kind.BRACKETED, Kind.ARABIC, Kind.BRACKETED_ARABIC, Kind.CIRCLED}
_MOST_RESTARTS = 4
_LONGEST_CLAUSE = 60
_OUTCOME = re.compile(r"(?:整改|目前|取得的?|工作)?(?:成效|效果|结果|进展|完成情况)[:：]\S")


@dataclass(frozen=True, slots=True)
class Division:
    """``items`` are lists of paragraphs, the first without its mark."""

    lead: list[str]
    items: list[list[str]]
    tail: list[str]


def divide(paragraphs: list[str], *, loose: bool = False) -> Division:
    """Take the outermost list of a part apart; without any list each paragraph is an item.

    In a ``loose`` part, whose heading has no number, a sentence may be a list that only semicolons part.
    """
    paragraphs = _freed(paragraphs)
    marks = [mark_at(text) for text in paragraphs]
    first = next((place for place, mark in enumerate(marks) if mark), None)
    if first is None:
        return _unmarked(paragraphs, loose=loose)
    return _marked(paragraphs, marks, first)


def _freed(paragraphs: list[str]) -> list[str]:
    """``paragraphs`` with a line end before each mark of a list that begins in mid-paragraph and whose later items
    stand at the beginning of a paragraph.
    """
    place, mark = next(
        ((place, mark) for place, text in enumerate(paragraphs) if (mark := mark_at(text))), (0, None)
    )
    before = "\n".join(paragraphs[:place])
    marks = chain(before, mark.kind) if mark else []
    if mark is None or not marks or marks[-1].number != mark.number - 1:
        return paragraphs
    cuts = [0, *(found.start for found in marks), len(before)]
    parts = [before[start:end].strip() for start, end in pairwise(cuts)]
    return [text for part in parts if part for text in part.split("\n")] + paragraphs[place:]


def piece(paragraphs: list[str], role: Role) -> Piece:
    """An item with its lead sentence told apart, if it has one."""
    first, rest = paragraphs[0], paragraphs[1:]
    if rest and not _ENDED.search(first) and len(first) <= _LONGEST_TITLE[role] + 6:
        title = first.rstrip("：:")
        return Piece(title, "\n".join(rest), first[len(title) :] or STOP)
    text = "\n".join(paragraphs)
    for pattern in (_BRACKETED_LEAD, _STAGE, _FIRST_SENTENCE, _FIRST_LABEL):
        match = pattern.match(text)
        if match and _is_title(match.group(1), role, labelled=pattern is _FIRST_LABEL):
            joint = text[match.end(1) : match.end()] if pattern is not _BRACKETED_LEAD else STOP
            return Piece(match.group(1), text[match.end() :].strip(), joint)
    return Piece("", text)


def _is_title(words: str, role: Role, *, labelled: bool) -> bool:
    if len(words) > _LONGEST_TITLE[role]:
        return False
    # What a person parts by hand comes as it was typed.
    if labelled and strict_roles(simplified(words)):
        return False
    halved = words.count("（") != words.count("）")
    return not (labelled and (halved or _ANNOUNCES.search(words)))


def _marked(paragraphs: list[str], marks: list[Mark | None], first: int) -> Division:
    start = _after_outline(paragraphs, marks, first)
    kind = marks[start].kind if marks[start] else Kind.BULLET  # type: ignore[union-attr]
    items: list[list[str]] = []
    own = {mark.number for mark in marks[start:] if mark and mark.kind is kind}
    last = 0
    for text, mark in zip(paragraphs[start:], marks[start:], strict=True):
        if mark and (mark.kind is kind or (_counts_on(mark, last, items[-1]) and mark.number not in own)):
            items += [[part] for part in _along_chain(text, mark)]
            last = mark.number
        else:
            items[-1].append(text)
    tail = _tail(items, marks)
    return Division(paragraphs[:start], items, tail)


def _counts_on(mark: Mark, last: int, item: list[str]) -> bool:
    """Whether a mark of another kind goes on behind ``item``, the ``last`` of the list: "1、", "(2)、", "③"."""
    counts = mark.kind in _NUMBERED and mark.number == last + 1
    return counts and not any(map(mark_at, item[1:])) and not inline_list(item[0])


def _along_chain(text: str, mark: Mark) -> list[str]:
    """The items of one paragraph that begins with ``mark``: 一是…；二是…"""
    marks = chain(text, mark.kind, mark) if mark.kind is not Kind.BULLET else [mark]
    return _between(text, marks)


def _between(text: str, marks: list[Mark]) -> list[str]:
    ends = [mark.start for mark in marks[1:]] + [len(text)]
    return [text[mark.end : end].strip() for mark, end in zip(marks, ends, strict=True)]


def _after_outline(paragraphs: list[str], marks: list[Mark | None], first: int) -> int:
    """Where the list begins in earnest: an outline that is told again below, item by item, leads in."""
    kind = marks[first].kind  # type: ignore[union-attr]
    again = [
        place
        for place in range(first + 1, len(marks))
        if (mark := marks[place]) and mark.number == 1 and (mark.kind is kind or kind >= Kind.SPOKEN)
    ]
    for place in again[:_MOST_RESTARTS]:
        outline = [
            part
            for text, mark in zip(paragraphs[first:place], marks[first:place], strict=True)
            if mark
            for part in _along_chain(text, mark)
        ]
        below = paragraphs[place:]
        if all(any(_plain(part) in _plain(text) for text in below) for part in outline):
            return place
    return first


def _plain(text: str) -> str:
    return re.sub(r"[\s。；;，,：:]+$", "", text)


def _tail(items: list[list[str]], marks: list[Mark | None]) -> list[str]:
    """Paragraphs behind the last item, where the items are of one paragraph each, belong to none of them."""
    last = items[-1]
    if len(last) == 1 or not _ENDED.search(last[0]) or any(len(item) > 1 for item in items[:-1]):
        return []
    trailing = 0
    for text in reversed(last[1:]):
        if mark_at(text) or _LABELLED.match(text):
            break
        trailing += 1
    while trailing and _GOES_ON.match(last[-trailing]):
        trailing -= 1
    tail = last[len(last) - trailing :]
    del last[len(last) - trailing :]
    return tail


def _unmarked(paragraphs: list[str], *, loose: bool) -> Division:
    found = _inline(paragraphs) or (
        _one_of_many(paragraphs[0], loose=loose) if len(paragraphs) == 1 else None
    )
    return found or _paragraph_by_paragraph(paragraphs)


def _inline(paragraphs: list[str]) -> Division | None:
    """The items of the list that stands in one of ``paragraphs``, if the others lead in or trail behind."""
    listed = [place for place, text in enumerate(paragraphs) if inline_list(text)]
    if len(listed) != 1:
        return None if listed else _across(paragraphs)
    place = listed[0]
    text = paragraphs[place]
    marks = inline_list(text)
    head = text[: marks[0].start].strip()
    if len(paragraphs) > 1 and "。" in head and not (_announces(head) or _counts(head, marks)):
        return None
    lead = [*paragraphs[:place], *([head] if head else [])]
    return Division(lead, [[part] for part in _between(text, marks)], paragraphs[place + 1 :])


def _counts(head: str, marks: list[Mark]) -> bool:
    """Whether one sentence before a list says how many things are told, and the list tells as many."""
    match = _SO_MANY.search(head)
    return match is not None and "。" not in head[:-1] and _how_many(match["number"]) == len(marks)


def _one_of_many(text: str, *, loose: bool) -> Division | None:
    """The items of a single paragraph that no marks part."""
    return _clauses(text, loose=loose) or _counted(text) or _sides(text)


def _paragraph_by_paragraph(paragraphs: list[str]) -> Division:
    """Each paragraph an item, behind the last that ends with a colon; a title on its own line begins one."""
    leads = [place + 1 for place, text in enumerate(paragraphs) if text.endswith(("：", ":"))]
    start = leads[-1] if leads else int(_promises(paragraphs))
    titled = _are_titled(paragraphs[start:])
    items: list[list[str]] = []
    for text in paragraphs[start:]:
        if items and (_OUTCOME.match(text) or _LABELLED.match(text) or (titled and not _may_title(text))):
            items[-1].append(text)
        else:
            items.append([text])
    return Division(paragraphs[:start], items, [])


def _promises(paragraphs: list[str]) -> bool:
    """Whether the first paragraph only says that things follow, and how many: "主要从四个方面着手推进。"."""
    first, *others = paragraphs
    match = _PROMISE.fullmatch(first) if len(others) > 1 else None
    return match is not None and (not match["number"] or _how_many(match["number"]) == len(others))


def _across(paragraphs: list[str]) -> Division | None:
    """The items of a list whose marks stand in several paragraphs, none of them at a beginning: lines were broken."""
    text = "\n".join(paragraphs)
    marks = [mark for mark in inline_list(text) if mark.kind is Kind.SPOKEN]
    head = text[: marks[0].start].strip() if marks else ""
    if not head or "\n" in head:
        return None
    return Division([head], [part.split("\n") for part in _between(text, marks)], [])


def _are_titled(paragraphs: list[str]) -> bool:
    """Whether each item is a short phrase on a line of its own, and below it what it tells."""
    titles = [_may_title(text) for text in paragraphs]
    pairs = list(pairwise([*titles, True]))
    return titles[:1] == [True] and sum(titles) > 1 and all(not (title and after) for title, after in pairs)


def _may_title(text: str) -> bool:
    return (
        len(text) <= _LONGEST_TITLE[Role.PLANS] and not _ENDED.search(text) and not text.endswith(("：", ":"))
    )


def _counted(text: str) -> Division | None:
    """Sentences behind one that says how many there are: "主要表现在三个方面。…。…。…。"."""
    match = COUNTED.match(text)
    sentences = re.findall(r"[^。]+。[”’）]*|[^。]+$", text[match.end() :]) if match else []
    if match is None or len(sentences) != _how_many(match["number"]):
        return None
    return Division([match.group()], [[sentence.strip()] for sentence in sentences], [])


def _how_many(numeral: str) -> int:
    return int(numeral) if numeral.isdecimal() else 2 if numeral == "两" else from_chinese(numeral)


def _sides(text: str) -> Division | None:
    """Items of one paragraph that looks at a thing from several sides: "主观上，…。客观上，…。"."""
    places = [match.start() for match in _SIDE.finditer(text)]
    if len(places) < _FEWEST_SIDES or places[0]:
        return None
    return Division([], [[text[start:end].strip()] for start, end in pairwise([*places, len(text)])], [])


def are_clauses(text: str) -> bool:
    """Whether a sentence is several statements that semicolons part, each long enough to stand alone."""
    parts = between_semicolons(text)
    lengths = [len(part) for part in parts]
    return (
        len(parts) > 1
        and "。" not in text[:-1]
        and "：" not in text
        and min(lengths) > _SHORTEST_CLAUSE
        and max(lengths) <= _LONGEST_CLAUSE
        and not inline_list(text)
    )


def between_semicolons(text: str) -> list[str]:
    """The statements of a sentence, each with its semicolon."""
    return [part.strip() for part in re.split(r"(?<=[；;])(?!\s*$)", text)]


def _clauses(text: str, *, loose: bool) -> Division | None:
    """Items of one sentence that only semicolons part, or that each begin with 有的.

    Where a number stands before the heading they need words that announce them: "主要问题是：…；…；…".
    """
    lead, colon, told = text.rpartition("：") if text.count("：") == 1 else _reason_given(text)
    if not loose and not _NAMES_THEM.search(lead):
        return None
    parts = re.split(r"(?<=[；;])(?!\s*$)" if "。" not in told[:-1] else r"(?<=[；;。])(?=有的)", told)
    listed = "。" not in told[:-1] or all(part.startswith("有的") for part in parts)
    if (
        len(parts) < (_FEWEST_SIDES if lead else _FEWEST_CLAUSES)
        or not listed
        or "。" in lead
        or max(map(len, parts)) > _LONGEST_CLAUSE
    ):
        return None
    return Division([lead + colon] if lead else [], [[part.strip()] for part in parts], [])


def _reason_given(text: str) -> tuple[str, str, str]:
    """Words like 根本原因在于 lead in as if a colon stood behind them."""
    match = re.match(r"[^。；：]{0,24}(?:原因|根源)(?:主要)?(?:在于|是)[，,]?", text)
    return (match.group(), "", text[match.end() :]) if match else ("", "", text)


def _announces(head: str) -> bool:
    """Whether what stands before a list says of what it is one: "活动开展以来，取得成效明显。"."""
    clauses = re.split(r"[，,]", head.rstrip("。"))
    return len(clauses) > 1 and "。" not in head.rstrip("。") and bool(relaxed_roles(clauses[-1]))
