"""What the editor's form brings: a text for each paragraph it shows, and the button that was pressed."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from reports.models.paragraphs import fingerprint
from reports.services.paragraphs import STEPS, Step, Typed

SAVE = "save"
TEXT, WAS = "text-", "was-"


def typed_in(data: QueryDict) -> list[Typed]:
    """A ``Typed`` for each field ``text-KEY`` that has its fingerprint ``was-KEY`` beside it.

    Those of ``theirs`` are left out: there somebody else's words shall stand.
    """
    given_up = data.getlist("theirs")
    keys = [name.removeprefix(TEXT) for name in data if name.startswith(TEXT)]
    return [
        Typed(int(key), str(data[TEXT + key]), str(data[WAS + key]))
        for key in keys
        if key.isdecimal() and WAS + key in data and key not in given_up
    ]


def unwritten_in(data: QueryDict) -> dict[int, str]:
    """The texts that differ from what the form was filled with, by paragraph."""
    return {one.pk: one.text for one in typed_in(data) if fingerprint(one.text) != one.was}


def step_in(data: QueryDict) -> Step | None:
    """The step in ``do`` ("hide:12", "place:12:15"); None for saving alone. Raises ``ValidationError``."""
    verb, _colon, rest = data.get("do", SAVE).partition(":")
    if verb == SAVE:
        return None
    pk, _colon, word = rest.partition(":")
    if verb not in STEPS or not (pk or "0").isdecimal():
        raise ValidationError(_("There is no such step."))
    return Step(verb, int(pk or 0), word)
