"""Named fields: a closed list, replaced by words, never evaluated."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from reports.choices import ReportKind
from reports.fields import FIELDS, SUMMARY_FIELDS, examples, fill, left_over, of_kind, validate

EXAMPLES = examples("work_report")


def faults(text, fields=FIELDS):
    try:
        validate(text, fields)
    except ValidationError as error:
        return error.messages
    return []


@pytest.mark.parametrize("kind", ReportKind)
def test_every_field_has_its_place_taken(kind):
    fields = of_kind(kind)
    text = "".join(f"{{{field.name}}}｜" for field in fields)
    assert fill(text, examples(kind)) == "".join(f"{field.example}｜" for field in fields)
    assert faults(text, fields) == []


def test_a_summary_has_fields_of_its_own():
    assert faults("{机构}{上级部门}", SUMMARY_FIELDS) == []
    assert len(faults("{机构}")) == len(faults("{党组织}", SUMMARY_FIELDS)) == 1


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


@pytest.mark.parametrize("kind", ReportKind)
def test_names_are_plain_words(kind):
    names = {field.name for field in of_kind(kind)}
    assert all(name.isalpha() for name in names)
    assert len(names) == len(of_kind(kind))
