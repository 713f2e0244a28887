"""Which paragraph is which."""

from hypothesis import given
from hypothesis import strategies as st

from reports.alignment import align

A, B, C = (
    "班子不团结，议事决策走过场。",
    "活动场所年久失修，群众办事不便。",
    "集体经济薄弱，没有稳定收入来源。",
)


def test_what_is_the_same_is_the_same():
    assert align([A, B], [A, B]) == [(0, 0), (1, 1)]


def test_a_reworded_paragraph_keeps_its_partner():
    assert align([A, B, C], [A, "活动场所已经修缮，群众办事方便。", C]) == [(0, 0), (1, 1), (2, 2)]


def test_what_is_put_in_and_taken_out_stands_alone():
    assert align([A, B], [A, C, B]) == [(0, 0), (None, 1), (1, 2)]
    assert align([A, C, B], [A, B]) == [(0, 0), (1, None), (2, 1)]


def test_a_reworded_one_beside_a_new_one():
    assert align([A, B], ["全新的一段话。", A.replace("团结", "和"), B]) == [(None, 0), (0, 1), (1, 2)]


def test_two_that_have_nothing_in_common_are_no_pair():
    assert align(["甲乙丙丁"], ["春夏秋冬"]) == [(0, None), (None, 0)]


texts = st.lists(st.text("甲乙丙丁，。", max_size=8), max_size=6)


@given(texts, texts)
def test_every_paragraph_comes_once_and_in_order(old, new):
    pairs = align(old, new)
    assert [left for left, _ in pairs if left is not None] == list(range(len(old)))
    assert [right for _, right in pairs if right is not None] == list(range(len(new)))
    assert (None, None) not in pairs
