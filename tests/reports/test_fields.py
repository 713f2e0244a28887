"""Named fields: a closed list, replaced by words, never evaluated."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from reports.fields import EXAMPLES, FIELDS, NAMES, fill, left_over, validate


def faults(text):
    try:
        validate(text)
    except ValidationError as error:
        return error.messages
    return []


def test_every_field_has_its_place_taken():
    text = "".join(f"{{{field.name}}}｜" for field in FIELDS)
    assert fill(text, EXAMPLES) == "".join(f"{field.example}｜" for field in FIELDS)
    assert faults(text) == []


@pytest.mark.parametrize("text", ["", "没有字段。", "{党组织}", "{ 党组织 }有{问题数}个问题"])
def test_good_texts(text):
    assert faults(text) == []


def test_an_unknown_field_is_named_with_the_one_that_was_meant():
    (message,) = faults("{问题数量}")
    assert "{问题数量}" in message
    assert "{问题数}" in message


@pytest.mark.parametrize(
    "text",
    [
        "{天气}", "{党组织", "党组织}", "{{党组织}}", "{}", "｛党组织｝", "{党组织.secret}", "{0}", "{党组织!r}",
        "{%now%}",
    ],
)  # fmt: skip
def test_bad_texts_have_a_message_each(text):
    assert len(faults(text)) >= 1


@pytest.mark.parametrize(
    "text",
    [
        "{党组织.__class__}",
        "{settings.SECRET_KEY}",
        "{{ 7*7 }}",
        "{% debug %}",
        "${7*7}",
        "%(党组织)s",
        "{0.__init__}",
    ],
)
def test_nothing_is_evaluated(text):
    assert fill(text, EXAMPLES) == text


def test_a_value_is_not_looked_at_again():
    assert fill("{党组织}", {"党组织": "{问题数}", "问题数": "4"}) == "{问题数}"


@given(st.text("{}党组织问题数 a", max_size=30))
def test_no_text_does_harm(text):
    filled = fill(text, EXAMPLES)
    if not faults(text):
        assert left_over(filled) == []
        assert "{" not in filled


def test_names_are_plain_words():
    assert all(name.isalpha() for name in NAMES)
    assert len(NAMES) == len(FIELDS)
