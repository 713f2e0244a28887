"""The summary of a campaign for the level above: counts, what was done by theme, examples, shortfalls, next steps.

Composed for whoever asks, from what he may see; a county's organisation department is the usual one.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from accounts.choices import Level
from accounts.models import Organisation, User
from branches.choices import BranchKind, Stage
from branches.models import Campaign, Measure, Rectification
from reports.document import Align, Cell, Document, Item, ItemStyle, Section, Signature, Table
from reports.numbering import written_date
from reports.selectors import summary_figures as figures
from reports.selectors.rows import until
from reports.selectors.summary_figures import Scope
from reports.wording import sentence

MOST_TITLES, MOST_EXAMPLES, MOST_PLANS = 4, 3, 3
_COMMITTEES = tuple("省市县区旗州盟")
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
    "idle": ("%d个问题尚未启动整改。", "督促%d个尚未启动的问题立即制定措施、明确责任人。"),
    "bare": ("%d个问题还没有对应的整改措施。", "指导有关党组织对%d个问题补齐整改措施。"),
    "quiet": ("%d个党组织近一个月没有新的整顿进展。", "对%d个进展缓慢的党组织加强调度，蹲点指导。"),
}
_COLUMNS = ("党组织", "已完成整顿", "问题", "已销号", "销号率", "措施", "已完成", "逾期问题")
_WIDTHS = (7, 21, 9, 9, 9, 9, 9, 9, 9, 9)


def compose_summary(user: User, campaign: Campaign, day: dt.date) -> Document:
    """What ``user`` can report of ``campaign`` on ``day``, in a constant number of queries."""
    place = user.organisation or campaign.organisation
    scope = Scope(user, campaign, day)
    sums, short = figures.totals(scope), figures.shortfalls(scope)
    sections = (
        Section("总体进展", _progress(sums), tables=_table(scope, Level(place.level), sums)),
        _by_theme(figures.themes(scope, MOST_TITLES)),
        _examples(figures.examples(scope, MOST_EXAMPLES)),
        _shortfalls(short),
        _next_steps(short, figures.common_plans(scope, MOST_PLANS)),
    )
    return Document(
        title=f"{place.name}关于{campaign.name}工作情况的报告",
        addressee=f"{department(place.parent)}：" if place.parent else "",
        opening=(_opening(place, campaign, day, sums),),
        sections=tuple(section for section in sections if section),
        closing=("特此报告。",),
        signature=Signature(f"中共{department(place)}", day),
    )


def department(place: Organisation) -> str:
    """Who writes and receives such reports: 某县委组织部; a township signs as its committee."""
    if place.level == Level.TOWNSHIP:
        return f"{place.name}{'工作' if place.name.endswith('街道') else ''}委员会"
    return f"{place.name}委组织部" if place.name.endswith(_COMMITTEES) else place.name


def share(part: int, whole: int) -> str:
    """A percentage with at most one decimal, rounded half up; empty where there is no whole."""
    if not whole:
        return ""
    tenths = (part * 2000 + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}%".replace(".0%", "%")


def _opening(place: Organisation, campaign: Campaign, day: dt.date, sums: dict[str, int]) -> str:
    kinds = "、".join(
        f"{name}{sums[f'kind_{kind}']}个" for kind, name in _KINDS.items() if sums[f"kind_{kind}"]
    )
    listed = f"共排查确定软弱涣散党组织{sums['folders']}个" + (f"（{kinds}）" if kinds else "")
    return (
        f"{campaign.name}工作开展以来，{place.name}坚持问题导向，分类施策、逐项整改，{listed}。"
        f"截至{written_date(day)}，已完成整顿{sums['finished']}个。现将有关情况报告如下："
    )


def _progress(sums: dict[str, int]) -> tuple[str, ...]:
    settled, done = share(sums["settled"], sums["problems"]), share(sums["done"], sums["measures"])
    stages = "，".join(
        f"{words}{sums[f'stage_{stage}']}个"
        for stage, words in (
            (Stage.PROPOSED, "拟定"), (Stage.RECTIFYING, "正在整顿"), (Stage.ACCEPTANCE, "申请验收"),
            (Stage.CLOSED, "已销号"), (Stage.CONSOLIDATING, "处于巩固期"), (Stage.ARCHIVED, "已归档"),
        )
        if sums[f"stage_{stage}"]
    )  # fmt: skip
    problems = f"共查摆问题{sums['problems']}个，已销号{sums['settled']}个" + (
        f"，占{settled}" if settled else ""
    )
    measures = f"制定整改措施{sums['measures']}条，已完成{sums['done']}条" + (f"，占{done}" if done else "")
    return (sentence(f"{problems}；{measures}") + (f"从阶段看，{stages}。" if stages else ""),)


def _table(scope: Scope, level: Level, sums: dict[str, int]) -> tuple[Table, ...]:
    rows = figures.by_unit(scope, level)
    if not rows:
        return ()
    what = {Level.PROVINCE: "市（州）", Level.CITY: "县（市、区）", Level.COUNTY: "乡镇（街道）"}.get(
        level, "党组织"
    )
    total = (
        Cell("合计", columns=2, align=Align.CENTRE),
        *_counts({**sums, "late": sum(r["late"] for r in rows)}),
    )
    body = tuple(
        (Cell(str(number), align=Align.CENTRE), Cell(row["name"]), *_counts(row))
        for number, row in enumerate(rows, 1)
    )
    headings = tuple(Cell(name, align=Align.CENTRE) for name in ("序号", what, *_COLUMNS))
    widths = tuple(float(width) for width in _WIDTHS)
    return (Table(widths, (headings,), (*body, total), until(scope.day), "单位：个、条"),)


def _counts(row: dict[str, Any]) -> tuple[Cell, ...]:
    texts = (
        row["folders"], row["finished"], row["problems"], row["settled"], share(row["settled"], row["problems"]) or "—",
        row["measures"], row["done"], row["late"],
    )  # fmt: skip
    return tuple(Cell(str(text), align=Align.CENTRE) for text in texts)


def _by_theme(themes: list[figures.Theme]) -> Section | None:
    items = tuple(Item(_theme(theme), f"整治{theme.label}问题。") for theme in themes)
    return Section("主要做法", items=items, item_style=ItemStyle.ARABIC) if items else None


def _theme(theme: figures.Theme) -> str:
    listed = f"涉及党组织{theme.folders}个、" if theme.folders else ""
    done = "、".join(title.rstrip("。；") for title in theme.titles)
    did = f"主要采取{done}等措施。" if done else ""
    return f"{listed}问题{theme.problems}个，已销号{theme.settled}个。{did}"


def _examples(found: list[tuple[Rectification, list[Measure]]]) -> Section | None:
    items = tuple(
        Item(
            "".join(sentence(measure.outcome) for measure in told),
            f"{folder.township.name}{folder.branch.name}。",
            source=f"folder:{folder.pk}",
        )
        for folder, told in found
    )
    return Section("典型做法", items=items, item_style=ItemStyle.ARABIC) if items else None


def _shortfalls(short: dict[str, int]) -> Section | None:
    return _spoken("存在不足", [words % short[key] for key, (words, _) in _SHORT.items() if short[key]])


def _next_steps(short: dict[str, int], plans: list[str]) -> Section | None:
    steps = [words % short[key] for key, (_, words) in _SHORT.items() if short[key]]
    if plans:
        steps.append(f"围绕{'、'.join(plans)}等重点持续用力，巩固整顿成果。")
    return _spoken("下一步打算", steps)


def _spoken(heading: str, texts: list[str]) -> Section | None:
    if len(texts) == 1:
        return Section(heading, (texts[0],))
    return Section(heading, items=tuple(Item(text) for text in texts)) if texts else None
