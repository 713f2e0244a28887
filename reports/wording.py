"""The sentences a report starts from, made from the facts of the folder; the office edits them freely."""

from __future__ import annotations

import datetime as dt
from typing import Any

from branches.models import Rectification

HEADING_FINDINGS = "存在突出问题"
HEADING_PROBLEMS = "存在主要问题"
HEADING_CAUSES = "问题产生的原因"
HEADING_MEASURES = "问题整顿情况"
HEADING_PLANS = "下一步工作打算"

_SENTENCE_ENDS = tuple("。！？；：…")


def first_words(folder: Rectification, today: dt.date) -> dict[str, Any]:
    """Values for a new ``Report`` of ``folder``, dated ``today``."""
    determined = f"{folder.determined_on.year}年{folder.determined_on.month}月"
    return {
        "title": f"{folder.township.name}关于{folder.branch.name}整顿工作情况的汇报",
        "opening": (
            f"{determined}，{folder.branch.name}被确定为软弱涣散党组织。{folder.township.name}整顿工作组按照"
            "上级部署，坚持问题导向，逐项查找问题、分析原因、落实整改措施。现将整顿工作情况汇报如下："
        ),
        "signatory": f"{folder.township.name}整顿工作组",
        "signed_on": today,
    }


def sentence(text: str) -> str:
    """``text`` on one line, ended by a full stop unless it ends with a mark of its own."""
    line = "".join(part.strip() for part in text.splitlines())
    return line if not line or line.endswith(_SENTENCE_ENDS) else f"{line}。"


def paragraphs(text: str) -> tuple[str, ...]:
    """The non-empty lines of ``text``."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


LONGEST_LEAD = 100


def lead_and_rest(text: str) -> tuple[str, str]:
    """The first sentence of ``text`` without its full stop, at most 100 characters, and what follows it.

    Of a longer sentence the first clause is taken: a lead has to fit on a line of a list.
    """
    line = text.strip()
    for end in ("。", "；", "，", ","):
        lead, mark, rest = line.partition(end)
        if (mark or end == "。") and len(lead) <= LONGEST_LEAD:
            return lead, rest.strip()
    return line[:LONGEST_LEAD], line[LONGEST_LEAD:]
