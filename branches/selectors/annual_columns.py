"""The rows and the 26 columns of the national annual form, and of which records each is derived (domain.md 1.5).

The columns have the names that ``ledgers/shapes.toml`` gives them, so that the form is written as it is read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from branches.choices import (
    OPEN_STAGES,
    BranchKind,
    ProblemStatus,
    SecretaryState,
    SecretaryTraining,
    TaskForceKind,
)
from branches.criteria import NATIONAL_CRITERIA


@dataclass(frozen=True, slots=True)
class Row:
    """``kinds`` of branches it counts; none of them for all."""

    key: str
    label: Any
    on_paper: str
    kinds: tuple[BranchKind, ...] = ()

    def of(self, lead: str) -> Q:
        """The condition on rows from which ``lead`` leads to the branch."""
        return Q(**{f"{lead}branch__kind__in": self.kinds}) if self.kinds else Q()


ROWS = (
    Row("total", _("Total"), "总计"),
    Row("village", _("Villages"), "村", (BranchKind.VILLAGE,)),
    Row("community", _("Communities"), "社区", (BranchKind.COMMUNITY,)),
)


@dataclass(frozen=True, slots=True)
class Column:
    """One figure. ``source`` says what it counts: folders, folders by their types, problems, or holders of the task
    force (each once).

    ``sums`` names the count on the folder that is added up; ``why`` says in words where the figure comes from.
    """

    name: str
    label: Any
    source: str
    condition: Q
    why: Any
    sums: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    label: Any
    columns: tuple[Column, ...]


def _folders(name: str, label: Any, why: Any, **condition: Any) -> Column:
    return Column(name, label, "folders", Q(**condition), why)


def _secretaries(name: str, label: Any, *states: SecretaryState) -> Column:
    return _folders(name, label, _ANSWER, secretary_state__in=states)


def _trained(name: str, label: Any, *trainings: SecretaryTraining) -> Column:
    return _folders(name, label, _ANSWER, secretary_training__in=trainings)


def _holders(name: str, label: Any, kind: TaskForceKind, why: Any) -> Column:
    return Column(name, label, "holders", Q(kind=kind), why)


_ANSWER = _("Annual figures of the folder")
_TYPE = _("Criteria of the folder; a branch with several counts in each")
_ONCE = _("Task force, in office now; who serves several branches counts once")
_SHORT = {number: short for number, _label, short in NATIONAL_CRITERIA}

BLOCKS = (
    Block(
        _("Screening and rectification"),
        (
            _folders("screened", _("Weak and lax branches found"), _("Folders of the campaign")),
            _folders(
                "screened_poor",
                _("of these registered poor villages"),
                _("Mark in the branch register; for the form of 2016 to 2020"),
                branch__is_poor_village=True,
            ),
            Column(
                "improved",
                _("Branches put right"),
                "folders",
                ~Q(stage__in=OPEN_STAGES),
                _("Folders signed off, and after"),
            ),
        ),
    ),
    Block(
        _("Main types"),
        tuple(
            Column(
                f"criterion_{number}", f"{number}. {short}", "types", Q(criteria__national_type=number), _TYPE
            )
            for number, short in _SHORT.items()
        ),
    ),
    Block(
        _("Secretaries changed and trained"),
        (
            _secretaries(
                "secretaries_missing",
                _("Seats vacant at the start of the year"),
                SecretaryState.VACANT,
                SecretaryState.FILLED,
            ),
            _secretaries("secretaries_chosen", _("of these filled this year"), SecretaryState.FILLED),
            _secretaries(
                "secretaries_to_change",
                _("To be changed at the start of the year"),
                SecretaryState.TO_CHANGE,
                SecretaryState.CHANGED,
            ),
            _secretaries("secretaries_changed", _("of these changed this year"), SecretaryState.CHANGED),
            _trained(
                "secretaries_trained",
                _("Secretaries trained"),
                SecretaryTraining.BELOW,
                SecretaryTraining.COUNTY,
            ),
            _trained("trained_by_county", _("of these at county level or above"), SecretaryTraining.COUNTY),
        ),
    ),
    Block(
        _("Measures of rectification"),
        (
            _holders("paired_units", _("Paired units"), TaskForceKind.PAIRED_UNIT, _ONCE),
            _holders("leaders", _("Leaders in contact"), TaskForceKind.COUNTY_LEADER, _ONCE),
            _holders("first_secretaries", _("First secretaries"), TaskForceKind.FIRST_SECRETARY, _ONCE),
            _holders("stationed", _("Cadres stationed"), TaskForceKind.WORKING_GROUP, _ONCE),
        ),
    ),
    Block(
        _("Outstanding problems solved"),
        (
            Column("drives", _("Special drives run"), "folders", Q(drives__gt=0), _ANSWER, sums="drives"),
            Column(
                "solved",
                _("Problems solved"),
                "problems",
                Q(status=ProblemStatus.CLOSED),
                _("Problems signed off"),
            ),
            Column("cases", _("Violations dealt with"), "folders", Q(cases__gt=0), _ANSWER, sums="cases"),
        ),
    ),
)
COLUMNS = {column.name: column for block in BLOCKS for column in block.columns}


def of_source(source: str) -> Iterable[Column]:
    return (column for column in COLUMNS.values() if column.source == source)


def holder_key() -> Case:
    """What tells one holder from another: a unit by its name; a person by name and unit, or by unit and post."""
    whole = Concat(F("unit"), Value("|"), F("post"), Value("|"), F("name"))
    return Case(
        When(Q(kind=TaskForceKind.PAIRED_UNIT) & ~Q(unit=""), then=F("unit")),
        When(~Q(name=""), then=Concat(F("name"), Value("|"), F("unit"))),
        default=whole,
    )
