"""Cells on the grid of their table."""

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.document import Cell
from reports.renderers.html_tables import percents
from reports.tables import Place, kept_together, placed

ROWS = (
    (Cell("甲", rows=2), Cell("乙", columns=2)),
    (Cell("丙"), Cell("丁")),
    (Cell("戊"), Cell("己"), Cell("庚")),
)


def test_a_cell_over_two_rows_is_found_in_both():
    first, second, third = placed(ROWS, 3)
    assert first == (Place(0, ROWS[0][0], True), Place(1, ROWS[0][1], True))
    assert second == (Place(0, ROWS[0][0], False), Place(1, ROWS[1][0], True), Place(2, ROWS[1][1], True))
    assert [place.column for place in third] == [0, 1, 2]


def test_what_is_left_open_is_filled():
    assert [place.cell.text for place in placed(((Cell("甲"),),), 3)[0]] == ["甲", "", ""]


def test_rows_that_a_cell_spans_are_kept_together():
    assert list(kept_together(ROWS)) == [ROWS[:2], ROWS[2:]]
    assert list(kept_together(())) == []


cells = st.builds(Cell, text=st.just("字"), columns=st.integers(1, 3), rows=st.integers(1, 4))
rows = st.lists(st.lists(cells, max_size=5).map(tuple), max_size=12).map(tuple)


@given(rows)
@settings(deadline=None)
def test_no_row_is_lost_and_none_begins_inside_of_a_cell(found):
    groups = list(kept_together(found))
    assert tuple(row for group in groups for row in group) == found
    for group in groups:
        for place, row in enumerate(group[:-1], 1):
            assert any(
                number + cell.rows > place for number, other in enumerate(group[:place]) for cell in other
            ), row


@given(st.lists(st.floats(0.1, 50), min_size=1, max_size=30))
@settings(deadline=None)
def test_widths_are_whole_percents_that_add_up(widths):
    found = percents(tuple(widths))
    assert len(found) == len(widths)
    assert min(found) >= 1
