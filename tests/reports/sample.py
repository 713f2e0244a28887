"""The user's own report (``tests/data/report.txt``), cut into its parts by its marks, and as a document tree."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from reports.document import Document, Item, ItemStyle, Section, Signature

PATH = Path(__file__).parent.parent / "data" / "report.txt"
_MARK = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|[一二三四]是|\d+、)")


def paragraphs() -> list[str]:
    """Every paragraph as it stands in the file."""
    return [line.strip() for line in PATH.read_text().splitlines() if line.strip()]


def unmarked() -> list[str]:
    """Every paragraph without its section or item mark."""
    return [_MARK.sub("", paragraph) for paragraph in paragraphs()]


def lead_and_text(paragraph: str) -> tuple[str, str]:
    lead, text = paragraph.split("。", 1)
    return f"{lead}。", text


def parts() -> dict[str, list[str]]:
    """opening, problems, causes, measures, plan_lead, plans: 1, 3, 4, 4, 1 and 6 paragraphs without marks."""
    found = unmarked()
    return {
        "opening": found[0:1],
        "problems": found[3:6],
        "causes": found[7:11],
        "measures": found[12:16],
        "plan_lead": found[17:18],
        "plans": found[18:24],
    }


def document() -> Document:
    cut = parts()
    listed = {
        name: tuple(Item(text, lead) for lead, text in map(lead_and_text, cut[name]))
        for name in ("measures", "plans")
    }
    spoken = {name: tuple(Item(text) for text in cut[name]) for name in ("problems", "causes")}
    return Document(
        title="关于某某社区软弱涣散党组织整顿工作情况的报告",
        opening=tuple(cut["opening"]),
        sections=(
            Section(
                "存在突出问题",
                sections=(
                    Section("存在主要问题", items=spoken["problems"]),
                    Section("问题产生的原因", items=spoken["causes"]),
                ),
            ),
            Section("问题整顿情况", items=listed["measures"], item_style=ItemStyle.ARABIC),
            Section("下一步工作打算", tuple(cut["plan_lead"]), listed["plans"], ItemStyle.ARABIC),
        ),
        signature=Signature("某某镇整顿工作组", dt.date(2021, 11, 8)),
    )
