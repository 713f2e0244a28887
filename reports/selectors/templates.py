"""Report templates for those who write them, and how one would print with invented data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from reports.blocks import tidy
from reports.choices import ReportKind
from reports.document import Document, Item, ItemStyle, Section, Signature
from reports.fields import examples
from reports.models import ReportTemplate
from reports.models.templates import built_in
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
    """Every kind of report, in one query."""
    place = user.organisation
    rows = ReportTemplate.objects.filter(organisation__in=place.lineage_ids if place else [])
    newest_first = list(rows.select_related("organisation").order_by("-organisation__level", "-number"))
    return [_kind(kind, [row for row in newest_first if row.kind == kind], user) for kind in ReportKind]


def _kind(kind: ReportKind, rows: list[ReportTemplate], user: User) -> Kind:
    """``rows``: its templates, the one in force first."""
    own = sum(row.organisation_id == user.organisation_id for row in rows)
    return Kind(kind.value, str(kind.label), rows[0] if rows else built_in(kind), own)


def example(template: ReportTemplate) -> Document:
    """How ``template`` prints with invented data."""
    words = template.filled(examples(template.kind))
    return tidy(
        Document(
            title=words["title"],
            addressee=words["addressee"],
            opening=paragraphs(words["opening"]),
            sections=_BODIES.get(template.kind, _of_work)(words),
            closing=paragraphs(words["closing"]),
            signature=Signature(words["signatory"], _DAY),
        )
    )


def _of_work(words: dict[str, str]) -> tuple[Section, ...]:
    findings = tuple(_part(key, words) for key in ("problems", "causes"))
    return (
        Section(words["heading_findings"], sections=findings),
        _part("measures", words),
        _part("plans", words),
    )


def _of_plan(words: dict[str, str]) -> tuple[Section, ...]:
    basics = (
        "柳湾村党支部隶属澄禾镇，现有党员21名。2026年3月9日被确定为软弱涣散党组织，认定情形为：班子不团结。"
    )
    parts = (_part(key, words) for key in ("problems", "causes", "measures"))
    return (Section("基本情况", (basics,)), *parts)


def _of_summary(words: dict[str, str]) -> tuple[Section, ...]:
    progress = "共查摆问题46个，已销号31个，占67.4%；制定整改措施88条，已完成52条，占59.1%。"
    themes = (
        Item("涉及党组织3个、问题8个，已销号6个。主要采取健全议事制度等措施。", "整治班子不团结问题。"),
        Item("问题5个，已销号4个。主要采取改善办公条件等措施。", "整治阵地建设滞后问题。"),
    )
    lead = paragraphs(words["lead_measures"])
    return (
        Section("总体进展", (progress,)),
        Section(words["heading_measures"], lead, themes, ItemStyle.ARABIC),
    )


_Body = Callable[[dict[str, str]], tuple[Section, ...]]
_BODIES: dict[str, _Body] = {ReportKind.PLAN: _of_plan, ReportKind.COUNTY_SUMMARY: _of_summary}


def _part(key: str, words: dict[str, Any]) -> Section:
    style = ItemStyle.SPOKEN if key in _SPOKEN else ItemStyle.ARABIC
    return Section(words[f"heading_{key}"], paragraphs(words[f"lead_{key}"]), _EXAMPLES[key], style)
