"""Some eighty invented reports, each with its peculiarities, against what a careful reader makes of them."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from reports.reading import read
from reports.reading.characters import simplified
from reports.reading.lines import paragraphs
from reports.reading.marks import mark_at
from reports.reading.roles import strict_roles
from tests.reports import sample

CORPUS = sorted((Path(__file__).parents[2] / "data" / "reports").glob("*.txt"))
TEXTS = {path.stem: path.read_text() for path in CORPUS} | {"sample": sample.PATH.read_text()}

FRAME = re.compile(
    r"(?m)^(?:目 +录|日期[:：]|报告(?:单位|时间|人)：)|[(（]盖章[)）]|(?<=报告|汇报)(?=县委组织部：)"
)
DATES = re.compile(r"20\d\d[-./年]\d+[-./月]\d+日?|二[〇零○]二六年.{2,6}日")
# Headings that are not made of the usual words of headings.
OWN_WORDS = {
    "整顿对象存在的主要问题", "找准“病灶”", "弄清问题出在哪", "深挖“病根”", "分析问题为什么", "开准“药方”",
    "落实整改怎么办",
    "前一阶段回顾", "下一步计划",
    "巩固“疗效”", "下一步怎么干",
    "过去一年我们存在哪些突出问题", "半年来我们怎么改的",
    "摸清底数", "找准突出问题", "深挖根源", "剖析具体原因", "综合施策", "推动整顿见效", "常抓不懈", "巩固整顿成果",
    "对照检视", "问题找得准", "深刻剖析", "根子挖得深", "持续用力", "成果守得住",
    "关于存在的问题", "关于问题的成因", "关于整改的情况", "关于下步的打算",
}  # fmt: skip
ASIDE = (
    r"存在问题1|[第其][一二三四](?:件事)?|首先|其次|再次|最后"
    r"|序号|\d\.\d|(?:问题|原因|措施|计划)[\d一二三四]|第[一二三四]部分|.*方面"
)


def strings(found):
    """Every text in the object, wherever it stands; the date is words in the report and left out here."""
    if isinstance(found, str):
        return [found] if found else []
    values = found.values() if isinstance(found, dict) else found
    return [text for value in values if value for text in strings(value)]


def unmarked(text):
    while mark := mark_at(text):
        text = text[mark.end :]
    return text


def clauses(text):
    """What stands between two marks of punctuation, numbers of items and line ends aside."""
    for pattern in (FRAME, DATES):
        text = pattern.sub("\n", text)
    parts = map(unmarked, re.split(r"[，。；：、！？,;:\n\s]|\.(?!\d)|[（(][一二三四\d][)）]|…+\d?", text))
    return {part for part in parts if len(part) > 1 and not re.fullmatch(ASIDE, part)}


def test_there_are_enough_of_them():
    assert len(CORPUS) >= 25


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_report(path):
    assert read(path.read_text()).as_json() == json.loads(path.with_suffix(".json").read_text())


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_nothing_is_lost(text):
    """Every clause that is no heading stands in some field."""
    kept = "\n".join(strings(read(text).as_json()))
    lost = {part for part in clauses("\n".join(paragraphs(text))) if part not in kept}
    assert {part for part in lost if not strict_roles(simplified(part))} - OWN_WORDS == set()


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_nothing_is_added_or_told_twice(text):
    """No character stands in the fields more often than in the report."""
    reading = read(text).as_json()
    reading["date"] = ""
    assert (
        Counter(re.sub(r"[ \n]", "", "".join(strings(reading)))) - Counter("".join(paragraphs(text)))
        == Counter()
    )


def test_the_sample_report():
    """The user's own: 3 problems, 4 causes, 4 measures, 6 next steps; nothing is left over."""
    reading = read(sample.PATH.read_text()).as_json()
    parts = sample.parts()
    assert {key: len(reading[key]) for key in ("problems", "causes", "measures", "plans")} == {
        "problems": 3, "causes": 4, "measures": 4, "plans": 6,
    }  # fmt: skip
    assert [item["text"] for item in reading["problems"]] == parts["problems"]
    assert [item["text"] for item in reading["causes"]] == parts["causes"]
    assert [f"{item['title']}。{item['text']}" for item in reading["measures"]] == parts["measures"]
    assert [f"{item['title']}。{item['text']}" for item in reading["plans"]] == parts["plans"]
    assert reading["opening"] == sample.paragraphs()[0]
    assert reading["leads"] == {"problems": "", "causes": "", "measures": "", "plans": parts["plan_lead"][0]}
    assert reading["unassigned"] == []
    assert (reading["title"], reading["addressee"], reading["signatory"], reading["date"]) == (
        "",
        "",
        "",
        None,
    )
