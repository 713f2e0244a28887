"""Old and new, woven together."""

from hypothesis import given
from hypothesis import strategies as st

from reports.differences import Piece, pieces

texts = st.text("甲乙丙，。1", max_size=30)


@given(texts, texts)
def test_both_texts_can_be_read_off(old, new):
    found = pieces(old, new)
    assert "".join(piece.text for piece in found if piece.kind != "new") == old
    assert "".join(piece.text for piece in found if piece.kind != "old") == new


@given(texts)
def test_what_is_equal_is_one_piece(text):
    assert pieces(text, text) == ([Piece("same", text)] if text else [])


def test_an_addition_is_shown_as_one():
    found = pieces("举办轮训2期。", "举办轮训2期。完成第三期轮训。")
    assert found == [Piece("same", "举办轮训2期。"), Piece("new", "完成第三期轮训。")]


def test_single_equal_characters_do_not_tear_words_apart():
    found = pieces("共3个。", "共12个，")
    assert len(found) <= 3
