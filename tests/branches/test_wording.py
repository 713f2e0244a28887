import pytest
from hypothesis import given
from hypothesis import strategies as st

from branches.wording import TITLE_LENGTH, after_title, excerpt, first_clause, marked


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("班子不团结，内耗严重。", "班子不团结"),
        ("班子不团结", "班子不团结"),
        ("  办公场所简陋；设施不全", "办公场所简陋"),
        ("执行不位,党组织涣散", "执行不位"),
        ("第一行\n第二行", "第一行"),
        ("，开头就是标点", ""),
        ("长" * 50, "长" * 39 + "…"),
        ("长" * 40, "长" * 40),
    ],
)
def test_the_first_clause_is_the_label(text, clause):
    assert first_clause(text) == clause


@given(st.text(max_size=120))
def test_a_label_is_short_and_has_one_line(text):
    clause = first_clause(text)
    assert len(clause) <= TITLE_LENGTH
    assert "\n" not in clause


@pytest.mark.parametrize(
    ("text", "title", "rest"),
    [
        ("班子不团结，内耗严重。", "班子不团结", "内耗严重。"),
        ("班子不团结。", "班子不团结", ""),
        ("班子不团结，内耗严重。", "班子问题", "班子不团结，内耗严重。"),
        ("班子不团结", "", "班子不团结"),
    ],
)
def test_what_the_title_says_is_not_said_twice(text, title, rest):
    assert after_title(text, title) == rest


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("制度不落实", ["制度"], [("制度", True), ("不落实", False)]),
        ("按WPS表", ["wps"], [("按", False), ("WPS", True), ("表", False)]),
        ("制度建设", ["制度", "制度建设"], [("制度建设", True)]),
        ("a.b", ["."], [("a", False), (".", True), ("b", False)]),
        ("无关", ["制度"], [("无关", False)]),
        ("无关", [], [("无关", False)]),
        ("", ["制度"], []),
    ],
)
def test_the_words_of_a_text_are_marked(text, words, expected):
    assert marked(text, words) == expected


def test_an_excerpt_begins_shortly_before_the_word():
    text = "前" * 100 + "制度" + "后" * 200
    pieces = excerpt(text, ["制度"])
    assert pieces == [("…" + "前" * 20, False), ("制度", True), ("后" * 68 + "…", False)]
    assert excerpt(text, ["没有"]) == excerpt(text, []) == [("前" * 90 + "…", False)]
