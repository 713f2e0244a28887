"""The document tree and its JSON."""

import datetime as dt
import json
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.document import (
    Align,
    Cell,
    Document,
    Imprint,
    Item,
    ItemStyle,
    Letterhead,
    Section,
    Signature,
    Table,
    as_json,
    from_json,
)
from tests.reports import sample

words = st.text(max_size=20)
paragraphs = st.lists(words, max_size=3).map(tuple)
days = st.dates(dt.date(1949, 10, 1))
table_rows = st.lists(
    st.lists(
        st.builds(Cell, words, st.integers(1, 3), st.integers(1, 3), st.sampled_from(Align)), max_size=2
    ).map(tuple),
    max_size=2,
).map(tuple)
tables = st.builds(Table, st.tuples(st.floats(0, 1), st.floats(0, 1)), table_rows, table_rows, words, words)
leaves = st.builds(
    Section,
    heading=words,
    paragraphs=paragraphs,
    items=st.lists(st.builds(Item, words, words), max_size=3).map(tuple),
    item_style=st.sampled_from(ItemStyle),
    tables=st.lists(tables, max_size=1).map(tuple),
)
trees = st.builds(
    Document,
    title=words,
    addressee=words,
    opening=paragraphs,
    sections=st.lists(
        st.builds(Section, heading=words, sections=st.lists(leaves, max_size=2).map(tuple)), max_size=3
    ).map(tuple),
    closing=paragraphs,
    signature=st.none() | st.builds(Signature, words, days),
    letterhead=st.none() | st.builds(Letterhead, words, words, words, words, words),
    imprint=st.none() | st.builds(Imprint, words, days, paragraphs),
    landscape=st.booleans(),
)


@given(trees)
@settings(max_examples=60, deadline=None)
def test_json_comes_back_as_it_went(document):
    assert from_json(as_json(document)) == document


def test_json_is_readable_by_others():
    found = json.loads(as_json(sample.document()))
    assert found["signature"] == {"signatory": "某某镇整顿工作组", "signed_on": "2021-11-08"}
    assert [section["heading"] for section in found["sections"]] == [
        "存在突出问题",
        "问题整顿情况",
        "下一步工作打算",
    ]
    assert found["sections"][1]["items"][0]["lead"] == "强化队伍建设。"


@pytest.mark.parametrize(
    ("text", "error"),
    [("{", ValueError), ('{"title": "题"}', KeyError), ("[]", TypeError)],
    ids=["no json", "no report", "a list"],
)
def test_what_is_no_report_is_refused(text, error):
    with pytest.raises(error):
        from_json(text)


def test_a_document_does_not_change():
    with pytest.raises(FrozenInstanceError):
        sample.document().title = "另一个"
    assert sample.document() == sample.document()
