"""The summary of a campaign for the level above: counts, what was done by theme, examples, shortfalls, next steps.

Told of an organisation and all below it, the same for whoever asks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.choices import Level
from accounts.models import Organisation
from branches.choices import BranchKind, Stage
from branches.models import Measure, Rectification
from reports.document import Align, Cell, Document, Item, ItemStyle, Section, Table
from reports.models import Report
from reports.numbering import written_date
from reports.periods import Period
from reports.selectors import summary_figures as figures
from reports.selectors.frames import frame_of, words_of
from reports.selectors.pointers import Origin, Warned
from reports.selectors.rows import until
from reports.selectors.summary_figures import Scope, Theme
from reports.wording import department, paragraphs, sentence

MOST_TITLES, MOST_EXAMPLES, MOST_PLANS = 4, 3, 3
_KINDS = {
    BranchKind.VILLAGE: "村",
    BranchKind.COMMUNITY: "社区",
    BranchKind.OFFICE: "机关",
    BranchKind.INSTITUTION: "事业单位",
    BranchKind.ENTERPRISE: "国有企业",
    BranchKind.PRIVATE: "非公企业",
    BranchKind.SOCIAL: "社会组织",
}
# What is short, and what is done about it; both with the number.
_SHORT = {
    "late": ("%d个问题超过整改时限尚未销号。", "对%d个逾期问题逐项核查原因，重新明确责任和时限，挂牌督办。"),
    "overdue": ("%d条措施超过时限尚未完成。", "督促%d条逾期措施的责任单位倒排工期，限期完成。"),
    "idle": ("%d个问题尚未启动整改。", "督促%d个尚未启动的问题立即制定措施、明确责任人。"),
    "bare": ("%d个问题还没有对应的整改措施。", "指导有关党组织对%d个问题补齐整改措施。"),
    "quiet": ("%d条措施近一个月没有新的进展。", "对%d条进展缓慢的措施加强调度，蹲点指导。"),
}
_COLUMNS = ("党组织", "已完成整顿", "问题", "已销号", "长期坚持", "销号率", "措施", "已完成", "逾期措施")
_WIDTHS = (6, 19, 8, 9, 8, 8, 9, 9, 8, 8, 8)


# Where the ledger shows what is short; the rest is found among the folders.
_IN_LEDGER = {
    "late": "due=overdue",
    "overdue": "kind=measures&due=overdue",
    "idle": "status=open",
    "quiet": "kind=measures&due=quiet",
}


class Summary:
    """Of the report's campaign within its organisation, on the day it bears; a ``compose.Composition``.

    A constant number of queries. Counts stand as they are now; what is late is told as of the day of the report, and a
    period adds what happened in it.
    """

    def __init__(self, report: Report) -> None:
        self.report = report
        self.place: Organisation = report.organisation
        self.scope = Scope(report.organisation, report.campaign, report.signed_on)

    @cached_property
    def sums(self) -> dict[str, int]:
        return figures.totals(self.scope)

    @cached_property
    def moved(self) -> dict[str, int]:
        """What happened in the period; nothing where the report is of the whole time."""
        span = self.report.span
        return figures.movement(self.scope, span) if span.first else {}

    @cached_property
    def themes(self) -> list[Theme]:
        return figures.themes(self.scope, MOST_TITLES)

    @cached_property
    def examples(self) -> list[tuple[Rectification, list[Measure]]]:
        return figures.examples(self.scope, MOST_EXAMPLES)

    @cached_property
    def values(self) -> dict[str, str]:
        place, campaign, sums = self.place, self.report.campaign, self.sums
        return {
            "机构": place.name,
            "上级部门": department(place.parent).removeprefix("中共") if place.parent else "",
            "署名机关": department(place),
            "批次": campaign.name,
            "年度": str(campaign.year),
            "期间": self.report.span.words,
            "日期": written_date(self.report.signed_on),
            "党组织数": str(sums["folders"]),
            "分类": _kinds(sums),
            "完成整顿数": str(sums["finished"]),
            "问题数": str(sums["problems"]),
            "销号数": str(sums["closed"]),
            "销号率": share(sums["closed"], sums["problems"]) or "0%",
            "措施数": str(sums["measures"]),
            "完成措施数": str(sums["done"]),
        }

    @cached_property
    def document(self) -> Document:
        words = words_of(self.report, self.values)
        progress = (_standing(self.sums), *_movement(self.report.span, self.moved))
        sections = (
            Section("总体进展", progress, tables=self._table(), source="progress"),
            _by_theme(words, self.themes),
            _examples(self.examples),
            _shortfalls(self.sums),
            _next_steps(self.sums, figures.common_plans(self.scope, MOST_PLANS)),
        )
        return Document(
            **frame_of(self.report),
            opening=paragraphs(words["opening"]),
            sections=tuple(section for section in sections if section),
            closing=paragraphs(words["closing"]),
        )

    def _table(self) -> tuple[Table, ...]:
        level = Level(self.place.level)
        rows = figures.by_unit(self.scope, level)
        return (_table(rows, level, self.sums, until(self.scope.day)),) if rows else ()

    @property
    def origins(self) -> dict[str, Origin]:
        campaign = self.report.campaign
        folders, ledger = (
            f"{reverse(name)}?campaign={campaign.pk}" for name in ("branches:home", "branches:ledger")
        )
        counts = Origin(_("Counts of the campaign"), folders)
        found = {
            "progress": counts,
            "table:units": counts,
            "next:plans": Origin(_("Next steps of the folders"), folders),
        }
        for key in _SHORT:
            address = f"{ledger}&{_IN_LEDGER[key]}" if key in _IN_LEDGER else folders
            found[f"short:{key}"] = found[f"next:{key}"] = Origin(_("Counts of the campaign"), address)
        for theme in self.themes:
            words = _("Criterion “%(label)s”") % {"label": theme.label}
            found[f"theme:{theme.criterion}"] = Origin(words, f"{ledger}&criterion={theme.criterion}")
        for folder, _measures in self.examples:
            page = reverse("branches:folder", args=[folder.pk])
            found[f"folder:{folder.pk}"] = Origin(folder.branch.name, page)
        return found

    @property
    def gaps(self) -> list[Warned]:
        ledger = f"{reverse('branches:ledger')}?campaign={self.report.campaign_id}"
        found = []
        if number := figures.unsorted(self.scope):
            words = _("%(number)s problems name no criterion: no theme tells of them.") % {"number": number}
            found.append(Warned(words, f"{ledger}&criterion=null"))
        if not self.examples:
            words = _("No measure is done with an outcome: there is no example to tell of.")
            found.append(Warned(words, f"{ledger}&kind=measures"))
        return found

    def counts(self, source: str) -> Mapping[str, Sequence[int]]:
        sums, moved = self.sums, self.moved
        if source.startswith("theme:"):
            mine = [theme for theme in self.themes if source == f"theme:{theme.criterion}"]
            return {"closed": [theme.closed for theme in mine]} if mine else {}
        if ":" in source:
            return {}
        return {
            "problems": [sums["problems"], *_one(moved, "found")],
            "closed": [sums["closed"], sums[f"stage_{Stage.CLOSED}"], *_one(moved, "closed")],
            "measures": [sums["measures"], *_one(moved, "begun")],
            "measures_done": [sums["done"], *_one(moved, "done")],
        }


def _one(counts: Mapping[str, int], name: str) -> list[int]:
    return [counts[name]] if name in counts else []


def share(part: int, whole: int) -> str:
    """A percentage with at most one decimal, rounded half up; empty where there is no whole."""
    if not whole:
        return ""
    tenths = (part * 2000 + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}%".replace(".0%", "%")


def _kinds(sums: dict[str, int]) -> str:
    """How many branches of which kind, in brackets; nothing where there are none."""
    kinds = "、".join(
        f"{name}{sums[f'kind_{kind}']}个" for kind, name in _KINDS.items() if sums[f"kind_{kind}"]
    )
    return f"（{kinds}）" if kinds else ""


def _standing(sums: dict[str, int]) -> str:
    closed, done = share(sums["closed"], sums["problems"]), share(sums["done"], sums["measures"])
    stages = "，".join(
        f"{words}{sums[f'stage_{stage}']}个"
        for stage, words in (
            (Stage.PROPOSED, "拟定"), (Stage.RECTIFYING, "正在整顿"), (Stage.ACCEPTANCE, "申请验收"),
            (Stage.CLOSED, "已销号"), (Stage.CONSOLIDATING, "处于巩固期"), (Stage.ARCHIVED, "已归档"),
        )
        if sums[f"stage_{stage}"]
    )  # fmt: skip
    problems = f"共查摆问题{sums['problems']}个，已销号{sums['closed']}个" + (
        f"，占{closed}" if closed else ""
    )
    problems += f"，长期坚持{sums['lasting']}个" if sums["lasting"] else ""
    measures = f"制定整改措施{sums['measures']}条，已完成{sums['done']}条" + (f"，占{done}" if done else "")
    return sentence(f"{problems}；{measures}") + (f"从阶段看，{stages}。" if stages else "")


def _movement(period: Period, moved: Mapping[str, int]) -> tuple[str, ...]:
    """One paragraph on what happened in ``period``; none for the whole time."""
    if not moved:
        return ()
    parts = (
        ("新增问题{}个", "found"), ("问题销号{}个", "closed"), ("新增措施{}条", "begun"), ("完成措施{}条", "done"),
        ("完成整顿的党组织{}个", "finished"),
    )  # fmt: skip
    told = "，".join(words.format(moved[name]) for words, name in parts if moved[name])
    return (f"{period.words}，{told or '各项工作没有新的变化'}。",)


def _table(rows: list[dict[str, Any]], level: Level, sums: dict[str, int], note: str) -> Table:
    what = {Level.PROVINCE: "市（州）", Level.CITY: "县（市、区）", Level.COUNTY: "乡镇（街道）"}.get(
        level, "党组织"
    )
    total = (
        Cell("合计", columns=2, align=Align.CENTRE),
        *_counts(sums),
    )
    body = tuple(
        (Cell(str(number), align=Align.CENTRE), Cell(row["name"]), *_counts(row))
        for number, row in enumerate(rows, 1)
    )
    headings = tuple(Cell(name, align=Align.CENTRE) for name in ("序号", what, *_COLUMNS))
    widths = tuple(float(width) for width in _WIDTHS)
    return Table(widths, (headings,), (*body, total), note, "单位：个、条", "table:units")


def _counts(row: dict[str, Any]) -> tuple[Cell, ...]:
    texts = (
        row["folders"], row["finished"], row["problems"], row["closed"], row["lasting"],
        share(row["closed"], row["problems"]) or "—", row["measures"], row["done"], row["overdue"],
    )  # fmt: skip
    return tuple(Cell(str(text), align=Align.CENTRE) for text in texts)


def _by_theme(words: Mapping[str, str], themes: list[Theme]) -> Section | None:
    items = tuple(
        Item(_theme(theme), f"整治{theme.label}问题。", f"theme:{theme.criterion}") for theme in themes
    )
    if not items:
        return None
    lead = paragraphs(words["lead_measures"])
    return Section(words["heading_measures"], lead, items, ItemStyle.ARABIC, source="measures")


def _theme(theme: Theme) -> str:
    listed = f"涉及党组织{theme.folders}个、" if theme.folders else ""
    done = "、".join(title.rstrip("。；") for title in theme.titles)
    did = f"主要采取{done}等措施。" if done else ""
    lasting = f"，长期坚持{theme.lasting}个" if theme.lasting else ""
    return f"{listed}问题{theme.problems}个，已销号{theme.closed}个{lasting}。{did}"


def _examples(found: list[tuple[Rectification, list[Measure]]]) -> Section | None:
    items = tuple(
        Item(
            "".join(sentence(measure.outcome) for measure in told),
            f"{folder.township.name}{folder.branch.name}。",
            source=f"folder:{folder.pk}",
        )
        for folder, told in found
    )
    return Section("典型做法", items=items, item_style=ItemStyle.ARABIC, source="examples") if items else None


def _shortfalls(short: dict[str, int]) -> Section | None:
    items = tuple(
        Item(words % short[key], source=f"short:{key}")
        for key, (words, _steps) in _SHORT.items()
        if short[key]
    )
    return Section("存在不足", items=items, source="short") if items else None


def _next_steps(short: dict[str, int], plans: list[str]) -> Section | None:
    steps = [
        Item(words % short[key], source=f"next:{key}")
        for key, (_short, words) in _SHORT.items()
        if short[key]
    ]
    if plans:
        told = f"围绕{'、'.join(plans)}等重点持续用力，巩固整顿成果。"
        steps.append(Item(told, source="next:plans"))
    return Section("下一步打算", items=tuple(steps), source="next") if steps else None
