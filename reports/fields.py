"""The named fields of a template: a closed list, replaced by words; nothing is ever evaluated."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.choices import FOLDER_KINDS

_FIELD = re.compile(r"\{([^{}]*)\}")
_WIDE = re.compile(r"｛[^｛｝{}]*｝")


@dataclass(frozen=True, slots=True)
class Field:
    """``name`` stands between braces; ``example`` is invented, for the preview."""

    name: str
    meaning: str | Promise
    example: str


FIELDS = (
    Field("党组织", gettext_lazy("name of the branch"), "柳湾村党支部"),
    Field("乡镇", gettext_lazy("township"), "澄禾镇"),
    Field("县", gettext_lazy("county"), "云陌县"),
    Field("批次", gettext_lazy("campaign"), "2026年软弱涣散党组织整顿"),
    Field("年度", gettext_lazy("year of the campaign"), "2026"),
    Field("认定年月", gettext_lazy("month of determination"), "2026年3月"),
    Field("认定情形", gettext_lazy("criteria for which the branch was listed"), "班子不团结"),
    Field("期间", gettext_lazy("the time the report tells of"), "2026年第三季度"),
    Field("日期", gettext_lazy("date of the report"), "2026年9月30日"),
    Field("问题数", gettext_lazy("number of problems"), "4"),
    Field("原因数", gettext_lazy("number of causes"), "5"),
    Field("措施数", gettext_lazy("number of measures"), "12"),
    Field("完成措施数", gettext_lazy("number of measures done"), "8"),
    Field("销号数", gettext_lazy("number of problems signed off"), "3"),
    Field("长期数", gettext_lazy("number of problems that go on for good"), "0"),
    Field("在改数", gettext_lazy("number of problems still being worked on"), "1"),
    Field("销号率", gettext_lazy("share of problems signed off"), "75%"),
    Field(
        "整改统计",
        gettext_lazy("all counts in one sentence; what is nought is left out"),
        "共梳理问题4个，分析原因5条，制定措施12条；已完成措施8条，已销号问题3个，正在整改1个",
    ),
)
SUMMARY_FIELDS = (
    Field("机构", gettext_lazy("organisation that sums up"), "云陌县"),
    Field("上级部门", gettext_lazy("department of the level above"), "云泽市委组织部"),
    Field("署名机关", gettext_lazy("who signs"), "中共云陌县委组织部"),
    Field("批次", gettext_lazy("campaign"), "2026年软弱涣散党组织整顿"),
    Field("年度", gettext_lazy("year of the campaign"), "2026"),
    Field("期间", gettext_lazy("the time the report tells of"), "2026年第三季度"),
    Field("日期", gettext_lazy("date of the report"), "2026年9月30日"),
    Field("党组织数", gettext_lazy("number of branches listed"), "12"),
    Field("分类", gettext_lazy("the same by kind of branch, in brackets"), "（村9个、社区3个）"),
    Field("完成整顿数", gettext_lazy("number of branches that are through"), "5"),
    Field("问题数", gettext_lazy("number of problems"), "46"),
    Field("销号数", gettext_lazy("number of problems signed off"), "31"),
    Field("销号率", gettext_lazy("share of problems signed off"), "67.4%"),
    Field("措施数", gettext_lazy("number of measures"), "88"),
    Field("完成措施数", gettext_lazy("number of measures done"), "52"),
)
"""What a summary's template may name."""


def of_kind(kind: str) -> tuple[Field, ...]:
    """The fields that a template of a report of ``kind`` may name."""
    return FIELDS if kind in FOLDER_KINDS else SUMMARY_FIELDS


def examples(kind: str) -> dict[str, str]:
    return {field.name: field.example for field in of_kind(kind)}


def fill(text: str, values: Mapping[str, str]) -> str:
    """``text`` with each field replaced by its value; what a value holds is not looked at again.

    A name that ``values`` does not know stays as it was typed (``validate`` keeps such texts out).
    """
    return _FIELD.sub(lambda match: values.get(match[1].strip(), match[0]), text)


def validate(text: str, fields: Sequence[Field] = FIELDS) -> None:
    """Raise ``ValidationError`` naming each unknown field, and each brace that belongs to none."""
    if faults := list(_faults(text, [field.name for field in fields])):
        raise ValidationError(faults)


def left_over(text: str) -> list[str]:
    """What still looks like a field in ``text``."""
    return [match[0] for match in _FIELD.finditer(text)]


def _faults(text: str, names: Sequence[str]) -> Iterator[str]:
    for match in _WIDE.finditer(text):
        yield _("“%(field)s”: write the braces half-width: { }.") % {"field": match[0]}
    for name in dict.fromkeys(match[1].strip() for match in _FIELD.finditer(text)):
        if name not in names:
            yield _unknown(name, names)
    if re.search(r"[{}]", _FIELD.sub("", text)):
        yield _("A brace stands alone; a field is written like {%(name)s}.") % {"name": names[0]}


def _unknown(name: str, names: Sequence[str]) -> str:
    close = difflib.get_close_matches(name, names, 1, 0.4)
    if close:
        return _("There is no field {%(name)s}; is {%(close)s} meant?") % {"name": name, "close": close[0]}
    return _("There is no field {%(name)s}; the list beside the form names all.") % {"name": name}
