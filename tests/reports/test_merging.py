"""What changed in the data is offered; what an editor wrote is never given up."""

from dataclasses import dataclass, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.blocks import Block
from reports.choices import BlockKind
from reports.merging import compare, headings_above, place_of


@dataclass(frozen=True)
class Row:
    source: str
    taken: str
    text: str
    part: int = 0


def block(source, text="甲。", kind=BlockKind.SPOKEN):
    return Block(kind, source, text)


def taken(*blocks):
    return [Row(one.source, one.text, one.text) for one in blocks]


sources = st.lists(st.sampled_from([f"problem:{number}" for number in range(8)]), unique=True)
texts = st.sampled_from(["甲。", "乙。", "丙。"])
todays = sources.flatmap(
    lambda keys: st.tuples(*[texts.map(lambda text, key=key: block(key, text)) for key in keys])
)


@given(todays)
def test_what_was_just_taken_offers_nothing(today):
    comparison = compare(taken(*today), today)
    assert comparison.offers == 0
    assert not any(state.edited for state in comparison.states)


@given(todays, todays, st.data())
@settings(max_examples=200)
def test_every_change_is_offered_once_and_nothing_else(before, today, data):
    rows = [replace(row, text=data.draw(texts)) for row in taken(*before)]
    comparison = compare(rows, today)
    now = {one.source: one.text for one in today}
    changed = [row.source for row in rows if row.source in now and now[row.source] != row.taken]
    gone = [row.source for row in rows if row.source not in now]
    states = dict(zip((row.source for row in rows), comparison.states, strict=True))
    assert [source for source, state in states.items() if state.today] == changed
    assert [source for source, state in states.items() if state.gone] == gone
    assert {one.source for one in comparison.added} == set(now) - {row.source for row in rows}
    assert comparison.offers == len(changed) + len(gone) + len(comparison.added)
    assert [state.edited for state in states.values()] == [row.text != row.taken for row in rows]


def test_a_paragraph_cut_in_two_is_edited_only_if_its_words_are():
    rows = [Row("problem:1", "甲。乙。", "甲。"), Row("problem:1", "", "乙。", part=1)]
    assert [state.edited for state in compare(rows, [block("problem:1", "甲。乙。")]).states] == [
        False,
        False,
    ]
    rows[1] = replace(rows[1], text="丙。")
    comparison = compare(rows, [block("problem:1", "丁。")])
    assert [state.edited for state in comparison.states] == [True, True]
    assert [state.offers for state in comparison.states] == [True, False]


def test_a_paragraph_of_ones_own_has_no_offers():
    assert not compare([Row("", "", "自己写的。")], []).states[0].offers


def test_a_new_heading_is_no_offer_of_its_own():
    today = [block("heading:causes", "原因", BlockKind.HEADING2), block("cause:1")]
    comparison = compare([], today)
    assert (len(comparison.added), comparison.offers) == (2, 1)


def test_new_words_go_behind_what_stands_before_them_in_the_data():
    today = [block("a"), block("b"), block("c")]
    rows = taken(block("x"), block("a"), block("c"))
    assert place_of(today[1], rows, today) == 2
    assert place_of(today[0], taken(block("c")), today) == 0
    cut = [*taken(block("a")), Row("a", "", "续。", part=1)]
    assert place_of(today[1], cut, today) == 2


def test_headings_above_what_is_new():
    today = [
        block("h1", "一", BlockKind.HEADING1),
        block("h2", "（一）", BlockKind.HEADING2),
        block("a"),
        block("h3", "（二）", BlockKind.HEADING2),
        block("b"),
        block("h4", "二", BlockKind.HEADING1),
        block("c"),
    ]
    assert [one.source for one in headings_above(today[4], today)] == ["h1", "h3"]
    assert [one.source for one in headings_above(today[6], today)] == ["h4"]
