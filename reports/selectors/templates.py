"""Report templates for those who write them, and how one would print with invented data."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from reports.blocks import tidy
from reports.choices import FOLDER_KINDS
from reports.document import Document, Item, ItemStyle, Section, Signature
from reports.fields import EXAMPLES
from reports.models import ReportTemplate
from reports.models.templates import built_in
from reports.selectors.compose import filled
from reports.wording import paragraphs

_DAY = dt.date(2026, 9, 30)
_EXAMPLES: dict[str, tuple[Item, ...]] = {
    "problems": (
        Item("班子成员分工不清，议事决策走过场。"),
        Item("活动场所年久失修，党员群众办事不便。"),
    ),
    "causes": (Item("新班子磨合不够，制度执行不严。"), Item("集体经济薄弱，修缮资金没有着落。")),
    "measures": (
        Item("重新明确分工，坚持每月召开一次支委会。", "健全议事制度。"),
        Item("已完成主体修缮，正在添置办公设备。", "改善办公条件。"),
    ),
    "plans": (Item("每季度检查一次制度执行情况。", "抓好常态长效。"),),
}
_SPOKEN = {"problems", "causes"}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of report, the template in force for it, and how many versions there are."""

    kind: str
    label: str
    template: ReportTemplate
    count: int


def in_force(user: User, kind: str) -> ReportTemplate:
    """The template that ``user``'s own organisation edits next: its own newest, or the one it inherits."""
    if user.organisation is None:
        return built_in(kind)
    own = ReportTemplate.objects.in_force(kind, user.organisation).select_related("organisation").first()
    return own or built_in(kind)


def versions(user: User, kind: str) -> list[ReportTemplate]:
    """The versions of the user's own organisation, newest first."""
    rows = ReportTemplate.objects.visible_to(user).filter(organisation=user.organisation, kind=kind)
    return list(rows.select_related("created_by").order_by("-number"))


def kinds(user: User) -> list[Kind]:
    return [
        Kind(kind.value, str(kind.label), in_force(user, kind), len(versions(user, kind)))
        for kind in FOLDER_KINDS
    ]


def example(template: ReportTemplate) -> Document:
    """How ``template`` prints with invented data."""
    words = filled(template, EXAMPLES)
    findings = tuple(_part(key, words) for key in ("problems", "causes"))
    return tidy(
        Document(
            title=words["title"],
            addressee=words["addressee"],
            opening=paragraphs(words["opening"]),
            sections=(
                Section(words["heading_findings"], sections=findings),
                _part("measures", words),
                _part("plans", words),
            ),
            closing=paragraphs(words["closing"]),
            signature=Signature(words["signatory"], _DAY),
        )
    )


def _part(key: str, words: dict[str, Any]) -> Section:
    style = ItemStyle.SPOKEN if key in _SPOKEN else ItemStyle.ARABIC
    return Section(words[f"heading_{key}"], paragraphs(words[f"lead_{key}"]), _EXAMPLES[key], style)
