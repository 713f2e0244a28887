"""Reading is the way back from composing: what a folder holds, written out as text, is read as what it holds."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.document import Document, Item, ItemStyle, Section, Signature
from reports.reading import Role, read
from reports.renderers.text import render_text
from reports.wording import DEFAULT_WORDS

# The words that headings are made of are among them, and figures that could be taken for marks.
_SPOKEN = (
    "班子 不团结 遇事推诿 党员 教育 管理 松散 集体经济 薄弱 制度 落实 不到位 群众 意见 较大 "
    "活动场所 破旧 信访 矛盾 突出 调整 充实 书记 支委 两名 培训 6次 覆盖 128人 "
    "“三会一课” 时断时续 主题党日 村务公开 栏 3处 92.5% 镇党委 选派 第一书记 驻村 开展 "
    "走访 1,240户 流转 土地 120亩 问题 整改 原因 措施 下一步 工作 思想 认识 偏差 "
    "监督 缺少 长效机制 健全 巩固 成果 《工作规则》 （试行） 2026年6月30日前 是 的"
)
WORDS = _SPOKEN.split()
clauses = st.lists(st.sampled_from(WORDS), min_size=2, max_size=6).map("".join)
sentences = st.lists(clauses, min_size=1, max_size=3).map("，".join)
texts = st.lists(sentences, min_size=1, max_size=3).map(lambda found: "。".join(found) + "。")
leads = clauses.map(lambda found: f"{found}。")
spoken = st.lists(texts, max_size=4)
numbered = st.lists(st.tuples(leads, texts | st.just("")), max_size=4)
FINDINGS, PROBLEMS, CAUSES, MEASURES, PLANS = (
    DEFAULT_WORDS[f"heading_{name}"] for name in ("findings", "problems", "causes", "measures", "plans")
)
TITLE, ADDRESSEE, SIGNATORY = (
    "某镇关于某村党支部整顿工作情况的汇报",
    "某县委组织部：",
    "某镇整顿工作组",
)
OPENING = "2026年3月，某村党支部被确定为软弱涣散党组织。现将整顿工作情况汇报如下："


def listed(heading, found):
    """One item stands as a paragraph, as in ``compose``."""
    if len(found) == 1:
        return [Section(heading, (found[0],))]
    return [Section(heading, items=tuple(map(Item, found)))] if found else []


def marked(heading, found):
    items = tuple(Item(text, lead) for lead, text in found)
    return [Section(heading, items=items, item_style=ItemStyle.ARABIC)] if found else []


def written(problems, causes, measures, plans):
    parts = [*listed(PROBLEMS, problems), *listed(CAUSES, causes)]
    if len(parts) == 1:
        findings = Section(FINDINGS, parts[0].paragraphs, parts[0].items)
    else:
        findings = Section(FINDINGS, sections=tuple(parts))
    sections = (findings, *marked(MEASURES, measures), *marked(PLANS, plans))
    signature = Signature(SIGNATORY, dt.date(2026, 11, 8))
    return render_text(Document(TITLE, ADDRESSEE, (OPENING,), sections, (), signature))


@given(st.lists(texts, min_size=1, max_size=4), spoken, numbered, numbered)
@settings(max_examples=200, deadline=None)
def test_what_is_written_is_read_back(problems, causes, measures, plans):
    reading = read(written(problems, causes, measures, plans))
    assert {role: [item.whole for item in items] for role, items in reading.items.items()} == {
        Role.PROBLEMS: problems,
        Role.CAUSES: causes,
        Role.MEASURES: [lead + text for lead, text in measures],
        Role.PLANS: [lead + text for lead, text in plans],
    }
    assert (reading.title, reading.addressee, reading.opening) == (TITLE, ADDRESSEE, OPENING)
    assert (reading.signatory, reading.date) == (SIGNATORY, dt.date(2026, 11, 8))
    assert reading.unassigned == reading.closing == ()
    assert set(reading.leads.values()) == {""}
