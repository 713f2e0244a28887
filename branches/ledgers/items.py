"""One cell that holds several things → the things: "1.… 2.…", ①, 一是…二是…, （一）, or a line each."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from branches.ledgers.words import same, visible

_CHINESE = "一二三四五六七八九十"
_TEN = 10
_MOST = 99
_GAP = 2
SHORTEST_LINE = 4
_FULL = 16


@dataclass(frozen=True, slots=True)
class Item:
    """``text`` without its mark, ``number`` as marked (or counted)."""

    number: int
    text: str


def _arabic(mark: str) -> int:
    return int(mark.translate(str.maketrans("０１２３４５６７８９", "0123456789")))


def _chinese(mark: str) -> int:
    """一 → 1, 十 → 10, 十二 → 12, 二十一 → 21."""
    tens, _ten, ones = mark.rpartition("十")
    value = _CHINESE.index(ones) + 1 if ones else 0
    if "十" in mark:
        value += _TEN * (_CHINESE.index(tens) + 1 if tens else 1)
    return value


_FIRSTS = "①⑴⒈❶㈠"
"""The first of each row of signs that are a number by themselves."""


def _sign(mark: str) -> int:
    return ord(mark) - max(ord(first) for first in _FIRSTS if first <= mark) + 1


def _any(mark: str) -> int:
    return _chinese(mark) if mark[0] in _CHINESE else _arabic(mark)


_ORDER = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "第三": 3, "最后": 0}
"""Words that count; the last of them follows any."""
_NUMERAL = rf"(?:[{_CHINESE[1:9]}]?十[{_CHINESE[:9]}]?|[{_CHINESE[:9]}])"
# The mark of an item, and how its number is read. Not 1.1, 2,394 or 78.4; nor the 3、 of "第3、4组".
MARKS: tuple[tuple[re.Pattern[str], Callable[[str], int]], ...] = (
    (re.compile(r"(?<![\d０-９.．第])([\d０-９]{1,2})\s*(?:[.．](?![\d０-９])|、)\s*"), _arabic),
    (re.compile(r"([①-⑳⑴-⒇⒈-⒛❶-❿㈠-㈩])[、.．]?\s*"), _sign),
    (re.compile(r"[（(]\s*([\d０-９]{1,2})\s*[）)][、.．]?\s*"), _arabic),
    (re.compile(r"(?<![\d０-９（(])([\d０-９]{1,2})\s*[）)]\s*"), _arabic),
    (re.compile(rf"[（(]\s*({_NUMERAL})\s*[）)]、?\s*"), _chinese),
    (re.compile(rf"(?:(?<=^)|(?<=[\s。；;，,：:]))({_NUMERAL})、\s*"), _chinese),
    (re.compile(rf"(?<![第{_CHINESE}])({_NUMERAL})是(?!否)\s*"), _chinese),
    (re.compile(rf"(?<![第{_CHINESE}])({_NUMERAL})要(?!求)\s*"), _chinese),
    (re.compile(rf"其({_NUMERAL})[，,、是]\s*"), _chinese),
    (re.compile(r"[\[【]\s*([\d０-９]{1,2})\s*[\]】]\s*"), _arabic),
    (re.compile(rf"第({_NUMERAL})[，,、]\s*"), _chinese),
)
# Marks only where one follows another: a lone one may be a number of something.
IN_SEQUENCE: tuple[tuple[re.Pattern[str], Callable[[str], int]], ...] = (
    (re.compile(r"^([\d０-９]{1,2})(?:[ \u3000]+|[：:，,]\s*)(?=[\u4e00-\u9fff“])", re.MULTILINE), _arabic),
    # The dates and amounts of a list: 1.6月底前；2.2027年；3.500元.
    (
        re.compile(r"(?:^|(?<=[\s；;]))([\d０-９]{1,2})[.．]\s*(?=\D|20\d\d|\d{1,2}[月日]|\d{3,}[^\d.])"),
        _arabic,
    ),
    (re.compile(rf"(?:^|(?<=[\s；;。]))({'|'.join(_ORDER)})[，,、：:]\s*"), _ORDER.__getitem__),
    (re.compile(rf"(?:问题|措施|任务|原因|目标)\s*([\d０-９]{{1,2}}|{_NUMERAL})[：:、.．]\s*"), _any),
)
_BULLET = re.compile(r"[●■◆★▲◇○☆□△•·▪※➢✓√*]\s*|[-—－]\s+")
_LINE_ENDS = "。；;！!."
_OPEN_ENDS = "，、,（(：:—-"
_LEAD = re.compile(r"^[^。；;]{0,40}[：:]\s*$")
JOINT = "\u200b"
"""Stands, unseen, before each item of a cell that we wrote, where the marks alone would be misread."""
_COUNTED = re.compile(r"\d+\.")


def split(text: str) -> tuple[str, list[Item]]:
    """(lead, items): the words before the first mark ("主要问题：", often ""); one item if there is no mark."""
    text = text.strip()
    if text.startswith(JOINT):
        return "", _at_joints(text.split(JOINT)[1:])
    marks = _marks(text)
    if not marks:
        return "", [Item(number, line) for number, line in enumerate(_lines(text), 1)]
    head, parts = text[: marks[0][0]].strip(), _between(text, marks)
    if head and not _LEAD.match(head):
        # Not a lead but a statement of its own: it stays with what it introduces.
        parts[0] = Item(parts[0].number, f"{head}{parts[0].text}")
        head = ""
    return head, [part for part in parts if part.text]


def counted(text: str, number: int) -> list[str]:
    """The items of a cell that marks just ``number`` of them; none where it marks others, or only breaks its lines."""
    _lead, told = split(text) if number > 1 and _marks(text.strip()) else ("", [])
    return [item.text for item in told] if len(told) == number else []


def _at_joints(pieces: list[str]) -> list[Item]:
    if len(pieces) > 1:
        pieces = [_COUNTED.sub("", piece, count=1) for piece in pieces]
    return [Item(number, piece.strip()) for number, piece in enumerate(pieces, 1) if piece.strip()]


def _between(text: str, marks: list[tuple[int, int, int]]) -> list[Item]:
    ends = [mark[0] for mark in marks[1:]] + [len(text)]
    return [
        Item(number, _trimmed(text[start:end])) for (_, start, number), end in zip(marks, ends, strict=True)
    ]


def _trimmed(text: str) -> str:
    return text.strip().rstrip("；;").strip()


def _marks(text: str) -> list[tuple[int, int, int]]:
    """(start, end, number) of each mark of the outermost kind: the run 1, 2, 3 … that begins first."""
    runs = [_run(text, pattern, number_of) for pattern, number_of in MARKS]
    runs = [run for run in runs if len(run) > 1 or (run and run[0][0] == 0)]
    runs += [run for pattern, number_of in IN_SEQUENCE if len(run := _run(text, pattern, number_of)) > 1]
    several = [run for run in runs if len(run) > 1]
    return min(several or runs, key=lambda run: (run[0][0], -len(run)), default=[])


def _run(text: str, pattern: re.Pattern[str], number_of: Callable[[str], int]) -> list[tuple[int, int, int]]:
    found: list[tuple[int, int, int]] = []
    for match in pattern.finditer(text):
        expected = found[-1][2] + 1 if found else 1
        number = number_of(match[1]) or (expected if found else 0)
        # One that begins a line may come after a gap: somebody struck out the item before.
        furthest = expected + (_GAP if found and text[match.start() - 1] == "\n" else 0)
        if expected <= number <= min(furthest, _MOST):
            found.append((match.start(), match.end(), number))
    return found


def _lines(text: str) -> list[str]:
    """The lines, where each is a thing of its own; the whole, where a break only folds a sentence."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > 1 and all(map(_BULLET.match, lines)):
        return [_trimmed(_BULLET.sub("", line, count=1)) for line in lines]
    if len(lines) > 1 and all(map(_stands_alone, lines)) and not (_is_folded(lines) or _is_filled(lines)):
        return [_trimmed(line) for line in lines]
    return ["".join(lines)] if lines else []


def _stands_alone(line: str) -> bool:
    return len(line) >= SHORTEST_LINE and line[-1] not in _OPEN_ENDS and line[0] not in "，。、；,;）)"


def _is_folded(lines: list[str]) -> bool:
    """Some lines end a sentence and others, before the last, do not: the breaks are there for the width only."""
    ended = [line[-1] in _LINE_ENDS for line in lines[:-1]]
    return any(ended) != all(ended) or (not any(ended) and lines[-1][-1] == "。")


def _is_filled(lines: list[str]) -> bool:
    """Lines as long as one another, none of which ends a sentence, before a short one: broken where the cell ended."""
    *full, last = map(len, lines)
    filled = len(full) > 1 and min(full) >= _FULL and max(full) - min(full) <= 1
    return filled and last < min(full) - 1 and not any(line[-1] in _LINE_ENDS for line in lines[:-1])


def joined(texts: list[str]) -> str:
    """Several texts as one cell, from which ``split`` has them back: numbered, a line each; a single one as it is."""
    texts = list(map(visible, texts))
    said = _numbered(texts, "")
    if [same(item.text) for item in split(said)[1]] == list(map(same, texts)):
        return said
    return _numbered([text.replace(JOINT, "") for text in texts], JOINT)


def _numbered(texts: list[str], joint: str) -> str:
    if len(texts) == 1:
        return f"{joint}{texts[0]}"
    return "\n".join(f"{joint}{number}.{text}" for number, text in enumerate(texts, 1))
