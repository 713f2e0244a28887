"""Half-width marks among Chinese characters, read as full-width ones, and traditional characters, read as simplified
ones: given back as they were written.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from reports.reading.pieces import Piece, Reading

_WIDE = str.maketrans(",;:!?()", "，；：！？（）")
_CHINESE = "\u4e00-\u9fff“”‘’《》〈〉【】"
_NARROW = re.compile(rf"(?<=[{_CHINESE}）。，；：])[ \t]*[,;:!?()]|[,;:!?()](?=[ \t]*[{_CHINESE}])")
# Not the point of a number ("一.", "1.", "2.5").
_STOP = re.compile(
    rf"(?<=[{_CHINESE}）])(?<![一二三四五六七八九十])\.(?=[{_CHINESE}（\s]|\d{{1,2}}[.、]|$)"
    r"|(?<=[\d%])\.(?=\s*\Z|[ \t]*\n\s*\D)",
    re.MULTILINE,
)
_SENTENCE = re.compile(r"(?<=[。；！？\n])")


def widened(text: str) -> str:
    """``text`` with full-width marks, character for character."""
    return _STOP.sub("。", _NARROW.sub(lambda match: match.group().translate(_WIDE), text))


def as_written(reading: Reading, written: str, wide: str) -> Reading:
    """``reading`` of ``wide`` with the marks and characters of ``written``."""
    if written == wide:
        return reading
    back = _back(written, wide)
    return replace(
        reading,
        title=back(reading.title),
        addressee=back(reading.addressee),
        opening=back(reading.opening),
        items={role: tuple(_item(item, back) for item in items) for role, items in reading.items.items()},
        leads={role: back(words) for role, words in reading.leads.items()},
        closing=tuple(map(back, reading.closing)),
        signatory=back(reading.signatory),
        unassigned=tuple(map(back, reading.unassigned)),
    )


def _item(item: Piece, back: Callable[[str], str]) -> Piece:
    """The whole is what stands in the text; its parts are as long as before."""
    whole = back(item.whole)
    if len(item.whole) != len(item.title) + len(item.joint) + len(item.text):
        return replace(item, title=back(item.title), text=back(item.text))
    joint = len(item.title) + (len(item.joint) if item.title else 0)
    return Piece(whole[: len(item.title)], whole[joint:], whole[len(item.title) : joint] or item.joint)


def _back(written: str, wide: str) -> Callable[[str], str]:
    places = [place for place, character in enumerate(wide) if not character.isspace()]
    text = "".join(wide[place] for place in places)
    behind: dict[str, int] = {}  # where a sentence that comes again is looked for

    def sentence(words: str) -> str:
        solid = "".join(words.split())
        start = max(text.find(solid, behind.get(solid, 0)), text.find(solid))
        if start < 0 and len(words) > 1:  # a page mark stood within it
            half = len(words) // 2
            return sentence(words[:half]) + sentence(words[half:])
        if not solid or start < 0:
            return words
        behind[solid] = start + 1
        found = iter(written[place] for place in places[start : start + len(solid)])
        return "".join(character if character.isspace() else next(found) for character in words)

    return lambda words: "".join(map(sentence, _SENTENCE.split(words)))
