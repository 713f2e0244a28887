"""Reading is the way back from composing: what a folder holds, written out as text, is read as what it holds.

What cannot be told apart in the text itself, however it is read, is left out of the generated folders:

- An item that is alone in its part and whose text is a list ("一是…；二是…" from its beginning or behind a sentence,
  "1.…2.…"): the paragraph is the list of several items that most offices write in one paragraph, and is read as that.
  "一方面…另一方面…" and lists within a sentence are read as one text.
- Where the folder holds no causes (measures, …) and a problem says "原因：…" ("成效1.…"), the words behind it are
  the only causes of the text and are read as such.
- Page marks ("第1页共6页", "—3—"), entities of web pages ("&lt;"), Markdown, and blanks between all characters are
  taken for damage.
- Where the title of a measure ends and its text begins, if the title has several sentences.
"""

import datetime as dt

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reports.blocks import tidy
from reports.document import Document, Item, ItemStyle, Section, Signature
from reports.reading import Role, read
from reports.reading.roles import relaxed_roles
from reports.renderers.text import render_text
from reports.wording import DEFAULT_WORDS, sentence

# The words that headings are made of are among them, and figures that could be taken for marks.
_PLAIN = (
    "班子 不团结 遇事推诿 党员 教育 管理 松散 集体经济 薄弱 制度 落实 不到位 群众 意见 较大 "
    "活动场所 破旧 信访 矛盾 突出 调整 充实 书记 支委 两名 培训 6次 覆盖 128人 "
    "“三会一课” 时断时续 主题党日 村务公开 栏 3处 92.5% 镇党委 选派 第一书记 驻村 开展 "
    "走访 1,240户 流转 土地 120亩 问题 整改 原因 措施 下一步 工作 思想 认识 偏差 "
    "监督 缺少 长效机制 健全 巩固 成果 《工作规则》 （试行） 2026年6月30日前 是 的 5.5万元"
)
# What looks like the marks, labels, notes and page numbers of a report, and stands in a text all the same.
_WILD = (
    "一是 二是 三是 一要 1. 2. 3、 （一） （2） ① 第一， 其二， 首先， 其次， 最后， 一方面， 另一方面， 一、 二、 "
    "存在问题 下一步工作打算 特此报告 以上报告 附件1.名单 2026年3月1日 某镇党委 ● 年轻党员 ABC x.y "
    "。 ； ， ！ . ,"
)
_LABELS = (
    "存在问题： 究其原因， 产生问题的原因是 针对这一问题， 下一步， 原因： 整改措施： 整改成效： 下一步打算： 问题一： "
    "原因1： 表现： 问题如下： 附件：1.名单 抄送：县委办 责任人：张某 ："
)
WORDS = _PLAIN.split()
ATOMS = [*WORDS, *_WILD.split(), "张某 李某"]
UNLABELLED = [atom for atom in ATOMS if not relaxed_roles(atom)]
LABELLED = [*ATOMS, *_LABELS.split()]
STOPS = ["", "。", "；", "！", "？", "：", "…", ".", "，"]
calm = st.lists(st.sampled_from(WORDS), min_size=2, max_size=6).map("".join)
calm_texts = st.lists(st.lists(calm, min_size=1, max_size=3).map("，".join), min_size=1, max_size=3).map(
    "。".join
)
lone = calm_texts | st.tuples(calm, calm, calm).map(
    lambda found: "一方面，{}，{}；另一方面，{}".format(*found)
)
anything = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cf"], exclude_characters="&*#")
)


def joined(atoms):
    parts = st.lists(st.sampled_from(atoms), min_size=2, max_size=14)
    return st.tuples(parts.map("".join), st.sampled_from(STOPS)).map("".join).filter(sentence)


told = joined(LABELLED) | joined(LABELLED) | anything.filter(sentence)
unlabelled = joined(UNLABELLED)
FINDINGS, PROBLEMS, CAUSES, MEASURES, PLANS = (
    DEFAULT_WORDS[f"heading_{name}"] for name in ("findings", "problems", "causes", "measures", "plans")
)
TITLE, ADDRESSEE, SIGNATORY = (
    "某镇关于某村党支部整顿工作情况的汇报",
    "某县委组织部：",
    "某镇整顿工作组",
)
OPENING = "2026年3月，某村党支部被确定为软弱涣散党组织。现将整顿工作情况汇报如下："


def part(heading, items, style=ItemStyle.SPOKEN):
    return [Section(heading, items=items, item_style=style)] if items else []


def written(problems, causes, measures, plans):
    """As ``branch_report`` composes it and ``tidy`` sets it."""
    spoken = (tuple(Item(sentence(text)) for text in texts) for texts in (problems, causes))
    numbered = (
        tuple(Item(sentence(text), sentence(lead)) for lead, text in items) for items in (measures, plans)
    )
    found, why = spoken
    done, ahead = numbered
    findings = Section(FINDINGS, sections=(*part(PROBLEMS, found), *part(CAUSES, why)))
    sections = (
        findings,
        *part(MEASURES, done, ItemStyle.ARABIC),
        *part(PLANS, ahead, ItemStyle.ARABIC),
    )
    signature = Signature(SIGNATORY, dt.date(2026, 11, 8))
    return Document(TITLE, ADDRESSEE, (OPENING,), sections, (), signature)


def check(problems, causes, measures, plans):
    document = written(problems, causes, measures, plans)
    printed = render_text(tidy(document))
    for reading in (read(printed), read(printed.replace("\n", "\r\n"))):
        assert {role: [item.whole for item in items] for role, items in reading.items.items()} == {
            Role.PROBLEMS: [sentence(text) for text in problems],
            Role.CAUSES: [sentence(text) for text in causes],
            Role.MEASURES: [sentence(lead) + sentence(text) for lead, text in measures],
            Role.PLANS: [sentence(lead) + sentence(text) for lead, text in plans],
        }
        assert (reading.title, reading.addressee, reading.opening) == (TITLE, ADDRESSEE, OPENING)
        assert (reading.signatory, reading.date) == (SIGNATORY, dt.date(2026, 11, 8))
        assert reading.unassigned == reading.closing == ()
        assert set(reading.leads.values()) == {""}


def some(texts, alone, least=0):
    """Up to four; one that is alone is of ``alone``."""
    return st.lists(texts, min_size=2, max_size=4) | st.lists(alone, min_size=least, max_size=1)


calm_pair = st.tuples(calm, calm_texts | st.just(""))
calm_pairs = st.lists(calm_pair, max_size=4)
pairs = st.tuples(unlabelled, unlabelled | st.just(""))
wild_pairs = some(st.tuples(told, told | st.just("")), calm_pair, 1)


@given(some(calm_texts, lone, 1), some(calm_texts, lone), calm_pairs, calm_pairs)
@example(["班子软弱"], ["一方面，干部老化；另一方面，制度不全"], [], [])
@example(
    ["班子軟弱，後继乏人", "來源：網絡"],
    ["黨员外出后，会议不开"],
    [("首页 > 党建", "")],
    [("责任编辑：张某", "")],
)
@settings(max_examples=120, deadline=None)
def test_what_is_written_is_read_back(problems, causes, measures, plans):
    check(problems, causes, measures, plans)


@given(some(told, lone, 1), some(told, lone, 1), wild_pairs, wild_pairs)
@settings(max_examples=150, deadline=None)
def test_whatever_the_texts_look_like(problems, causes, measures, plans):
    check(problems, causes, measures, plans)


@given(some(unlabelled, lone, 1), some(unlabelled, lone), some(pairs, calm_pair), some(pairs, calm_pair))
@settings(max_examples=120, deadline=None)
def test_whatever_is_missing(problems, causes, measures, plans):
    check(problems, causes, measures, plans)


@pytest.mark.parametrize(
    "text",
    [
        "一方面，村里年轻人外出；另一方面，镇里过问不多",
        "班子软弱，一是不团结，二是不作为",
        "管理松散，表现为会议不开、台账不记，第1页为空",
        "会议纪要中“一是要快、二是要稳”没有落实",
    ],
)
def test_a_single_cause_that_has_several_sides_is_one(text):
    check(["班子软弱"], [text], [("调整班子", "")], [])
