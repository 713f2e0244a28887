"""Pieces of a report that was read: moved, split, merged, dropped; never lost."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.reading import read
from reports.reading.arrangement import (
    Place,
    Placed,
    arranged,
    as_rows,
    from_rows,
    merge,
    move,
    shift,
    split,
    text_at,
)
from tests.reports import sample

PIECES = (
    Placed(1, Place.TITLE, "整顿汇报"),
    Placed(2, Place.PROBLEMS, "遇事推诿。值班脱岗。", "班子涣散"),
    Placed(3, Place.PROBLEMS, "台账不全。"),
    Placed(4, Place.UNASSIGNED, "制度没有上墙。"),
)


def keys(pieces, place):
    return [found.key for found in pieces if found.place is place]


def test_the_sample_is_laid_out_whole():
    pieces = arranged(read(sample.PATH.read_text()))
    counts = Counter(found.place for found in pieces)
    assert counts == {"opening": 1, "problems": 3, "causes": 4, "measures": 4, "lead_plans": 1, "plans": 6}
    assert [found.key for found in pieces] == list(range(1, 20))


def test_what_frames_a_report_has_its_places_too():
    head = "某镇关于某村整顿的汇报\n县委组织部：\n"
    text = head + "现汇报如下：\n一、存在问题\n散漫。\n特此报告。\n某镇党委\n2026年3月1日"
    pieces = arranged(read(text))
    assert {found.place: found.text for found in pieces} == {
        "title": "某镇关于某村整顿的汇报", "addressee": "县委组织部：", "opening": "现汇报如下：", "problems": "散漫。",
        "closing": "特此报告。", "signatory": "某镇党委", "date": "2026年3月1日",
    }  # fmt: skip


def test_a_moved_piece_stands_last_at_its_new_place_with_its_lead_told_apart():
    moved = move(PIECES, 4, Place.PROBLEMS)
    assert keys(moved, Place.PROBLEMS) == [2, 3, 4]
    aside = move(PIECES, 2, Place.UNASSIGNED)
    assert aside[-1] == Placed(2, Place.UNASSIGNED, "班子涣散。遇事推诿。值班脱岗。")
    assert move(aside, 2, Place.MEASURES)[-1] == Placed(2, Place.MEASURES, "遇事推诿。值班脱岗。", "班子涣散")


def test_pieces_change_places_within_their_row_only():
    assert keys(shift(PIECES, 3, -1), Place.PROBLEMS) == [3, 2]
    assert keys(shift(PIECES, 2, 1), Place.PROBLEMS) == [3, 2]
    assert shift(PIECES, 2, -1) == shift(PIECES, 3, 1) == PIECES


def test_a_piece_is_cut_behind_a_sentence():
    cut = split(PIECES, 2, 2)
    assert [found for found in cut if found.place is Place.PROBLEMS] == [
        Placed(2, Place.PROBLEMS, "遇事推诿。", "班子涣散"),
        Placed(5, Place.PROBLEMS, "值班脱岗。"),
        Placed(3, Place.PROBLEMS, "台账不全。"),
    ]


@pytest.mark.parametrize("after", [0, 3, 9])
def test_there_is_no_cut_outside_of_it(after):
    with pytest.raises(LookupError):
        split(PIECES, 2, after)


def test_merging_joins_it_to_the_one_before():
    joined = merge(PIECES, 3)
    assert [found.whole for found in joined if found.place is Place.PROBLEMS] == [
        "班子涣散。遇事推诿。值班脱岗。\n台账不全。"
    ]
    assert merge(PIECES, 2) == PIECES
    assert text_at(PIECES, Place.PROBLEMS) == "班子涣散。遇事推诿。值班脱岗。\n台账不全。"


def test_a_piece_that_is_not_there():
    for change in (
        lambda: move(PIECES, 9, Place.TITLE),
        lambda: shift(PIECES, 9, 1),
        lambda: merge(PIECES, 9),
    ):
        with pytest.raises(LookupError):
            change()


def test_rows_come_back_as_they_went():
    assert from_rows(as_rows(PIECES)) == PIECES


steps = st.lists(
    st.one_of(
        st.tuples(st.just(move), st.integers(1, 30), st.sampled_from(Place)),
        st.tuples(st.just(shift), st.integers(1, 30), st.sampled_from([-1, 1])),
        st.tuples(st.just(split), st.integers(1, 30), st.integers(1, 4)),
        st.tuples(st.just(merge), st.integers(1, 30)),
    ),
    max_size=25,
)


@given(steps)
@settings(max_examples=80, deadline=None)
def test_whatever_is_done_no_character_is_lost_or_added(wanted):
    pieces = start = arranged(read(sample.PATH.read_text()))
    for change, key, *more in wanted:
        try:
            pieces = change(pieces, key, *more)
        except LookupError:
            continue
    assert characters(pieces) == characters(start)
    assert len({found.key for found in pieces}) == len(pieces)


def characters(pieces):
    return Counter("".join(found.whole for found in pieces).replace("\n", ""))
