"""Long texts have an end, whoever writes: a form, a command, an import or another service."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import TextField

from branches.models import Decision, Problem
from branches.services import comments, decisions, problems
from tests.factories import make_problem

pytestmark = pytest.mark.django_db
FIELDS = [
    (model, field)
    for app in ("branches", "reports")
    for model in apps.get_app_config(app).get_models()
    for field in model._meta.concrete_fields
    if isinstance(field, TextField) and field.max_length and field.model is model
]


def checked(model, field, length):
    """Check a record with a text of that many characters, by that field alone."""
    others = {other.name for other in model._meta.fields} - {field.name}
    model(**{field.attname: "长" * length}).clean_fields(exclude=others)


@pytest.mark.parametrize(("model", "field"), FIELDS, ids=[str(field) for _, field in FIELDS])
def test_every_long_text_is_held_to_its_length(model, field):
    checked(model, field, field.max_length)
    with pytest.raises(ValidationError) as caught:
        checked(model, field, field.max_length + 1)
    assert list(caught.value.error_dict) == [field.name]


def test_what_is_left_out_is_left_out():
    Problem(text="长" * 2001).clean_fields(exclude={field.name for field in Problem._meta.fields})


def test_it_is_told_beside_what_else_is_wrong():
    with pytest.raises(ValidationError) as caught:
        Problem(text="长" * 2001, title="长" * 201).clean_fields(exclude={"rectification"})
    assert {"text", "title"} <= set(caught.value.error_dict)


def test_a_service_writes_nothing_that_is_too_long(folder, clerk):
    with pytest.raises(ValidationError) as caught:
        problems.add(rectification=folder, by=clerk, text="长" * 2001, title="班子")
    assert (list(caught.value.error_dict), Problem.objects.count()) == (["text"], 0)


def test_nor_do_the_words_of_a_decision_or_a_comment(folder, clerk):
    problem = make_problem(folder)
    for write in (
        lambda: decisions.take_step(problem=problem, step="start", by=clerk, comment="长" * 1001),
        lambda: comments.add(problem=problem, by=clerk, text="长" * 1001),
    ):
        with pytest.raises(ValidationError):
            write()
    assert (Decision.objects.count(), problem.comments.count()) == (0, 0)
