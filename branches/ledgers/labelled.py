"""A cell in which all is told at once, thing by thing behind its label: 存在问题：… 整改措施：… 责任人：…"""

from __future__ import annotations

import re

from branches.ledgers.headings import known_field

TOLD_BEHIND_LABELS = {
    *("problem", "cause", "measure", "plan", "goal"),
    *("responsible", "responsible_unit", "deadline", "progress", "outcome"),
}
_LABEL = re.compile(r"(?:^|(?<=[\n。；;]))[ \u3000]*[【\[]?([\u4e00-\u9fff]{2,10})[】\]]?[:：]")
FEWEST = 2


def told_in(text: str) -> dict[str, str]:
    """What ``text`` tells by field; nothing unless it begins with a label, and there are several."""
    labels = [(match, code) for match in _LABEL.finditer(text) if (code := known_field((match[1],)))]
    labels = [(match, code) for match, code in labels if code in TOLD_BEHIND_LABELS]
    if len(labels) < FEWEST or text[: labels[0][0].start()].strip():
        return {}
    ends = [match.start() for match, _code in labels[1:]] + [len(text)]
    told: dict[str, str] = {}
    for (match, code), end in zip(labels, ends, strict=True):
        said = text[match.end() : end].strip()
        told[code] = f"{told[code]}\n{said}" if code in told else said
    return told if len(told) >= FEWEST else {}
