"""The words a report starts from before a county has written its own template, and small rules of setting text."""

from __future__ import annotations

import re
import unicodedata

from accounts.choices import Level
from accounts.models import Organisation
from reports.choices import ReportKind

DEFAULT_WORDS: dict[str, str] = {
    "title": "{乡镇}关于{党组织}整顿工作情况的汇报",
    "addressee": "",
    "opening": (
        "{认定年月}，{党组织}被确定为软弱涣散党组织。{乡镇}整顿工作组按照"
        "上级部署，坚持问题导向，逐项查找问题、分析原因、落实整改措施。现将整顿工作情况汇报如下："
    ),
    "heading_findings": "存在突出问题",
    "heading_problems": "存在主要问题",
    "lead_problems": "",
    "heading_causes": "问题产生的原因",
    "lead_causes": "",
    "heading_measures": "问题整顿情况",
    "lead_measures": "{期间}，{整改统计}。",
    "heading_plans": "下一步工作打算",
    "lead_plans": "",
    "closing": "",
    "signatory": "{乡镇}整顿工作组",
}
"""Paragraphs are separated by line ends; an empty text leaves its place out."""

_OF_KIND: dict[str, dict[str, str]] = {
    ReportKind.RED_HEAD: {
        "title": "中共{乡镇}委员会关于{党组织}整顿工作情况的报告",
        "addressee": "中共{县}委组织部：",
        "opening": DEFAULT_WORDS["opening"].replace("汇报如下", "报告如下"),
        "closing": "特此报告。",
        "signatory": "中共{乡镇}委员会",
    },
    ReportKind.PLAN: {
        "title": "{乡镇}{党组织}整顿方案",
        "opening": "为做好{党组织}整顿工作，按照{批次}有关要求，结合实际，制定本方案。",
        "heading_problems": "存在的主要问题",
        "heading_causes": "原因分析",
        "heading_measures": "整顿措施",
        "lead_measures": "",
    },
    ReportKind.COUNTY_SUMMARY: {
        "title": "{机构}关于{批次}工作情况的报告",
        "addressee": "{上级部门}：",
        "opening": (
            "{批次}工作开展以来，{机构}坚持问题导向，分类施策、逐项整改，共排查确定软弱涣散党组织{党组织数}个{分类}。"
            "截至{日期}，已完成整顿{完成整顿数}个。现将有关情况报告如下："
        ),
        "heading_measures": "主要做法",
        "lead_measures": "",
        "closing": "特此报告。",
        "signatory": "{署名机关}",
    },
}

_OFFICE = re.compile("委|部$|办")
_COMMITTEES = tuple("省市县区旗州盟")
_SENTENCE_ENDS = tuple("。！？；：…")
LONGEST_LEAD = 100


def default_words(kind: str) -> dict[str, str]:
    """The built-in template of ``kind``: version 0."""
    return {**DEFAULT_WORDS, **_OF_KIND.get(kind, {})}


def sentence(text: str) -> str:
    """``text`` on one line, ended by a full stop unless it ends with a mark of its own."""
    line = "".join(part.strip() for part in visible(text).splitlines())
    return line if not line or line.endswith(_SENTENCE_ENDS) else f"{line}。"


def paragraphs(text: str) -> tuple[str, ...]:
    """The non-empty lines of ``text``."""
    return tuple(line.strip() for line in visible(text).splitlines() if line.strip())


def visible(text: str) -> str:
    """``text`` without control characters and marks of direction, which print nothing but turn words about."""
    if text.isprintable():
        return text
    normal = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(char for char in normal if char == "\n" or unicodedata.category(char) not in {"Cc", "Cf"})


def department(organisation: Organisation) -> str:
    """Who signs for ``organisation``: the organisation department of its committee, in full.

    A township has no such department, its committee signs; what is named as an office signs by its name.
    """
    name = organisation.name
    if _OFFICE.search(name):
        return name
    if organisation.level == Level.TOWNSHIP:
        return f"中共{name}{'工作' if name.endswith('街道') else ''}委员会"
    return f"中共{name}委组织部" if name.endswith(_COMMITTEES) else name


def committee(township: Organisation) -> str:
    """The Party committee of a township, or the working committee of a street."""
    if _OFFICE.search(township.name):
        return township.name
    return f"{township.name}党工委" if township.name.endswith("街道") else f"{township.name}党委"


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
