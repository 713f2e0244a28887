"""Acceptance → document tree: the sheet with the marks, the survey's totals, the findings and the verdict."""

from __future__ import annotations

from decimal import Decimal

from branches.choices import AcceptanceState
from branches.models import Acceptance
from branches.verdicts import Failure
from reports.document import Align, Cell, Document, Section, Signature, Table
from reports.numbering import written_date
from reports.wording import department, paragraphs

_SURVEY = ("issued", "returned", "satisfied", "fairly", "dissatisfied")
_VOTES = {"satisfied", "fairly", "dissatisfied"}


def compose(acceptance: Acceptance) -> Document:
    """The sheet; it bears a signature once a second person has signed, and is a draft before."""
    folder = acceptance.rectification
    opening = (
        f"{folder.township.name}{folder.branch.name}申请整顿验收。验收组于{written_date(acceptance.held_on)}"
        f"按照{folder.campaign.name}验收方案（第{acceptance.scheme.edition}版）进行验收，情况如下："
    )
    return Document(
        title=f"{folder.branch.name}整顿验收表",
        opening=(*_standing(acceptance), opening),
        sections=(
            Section("评分情况", tables=(_marks(acceptance),)),
            Section("民主测评情况", tables=(_survey(acceptance),)),
            Section("验收意见", paragraphs(acceptance.text)),
            Section("验收结论", (_conclusion(acceptance),)),
        ),
        signature=_signature(acceptance),
    )


def _standing(acceptance: Acceptance) -> tuple[str, ...]:
    words = {
        AcceptanceState.ENTERED: "（待签批稿）",
        AcceptanceState.RETURNED: f"（已退回：{acceptance.reason}）",
    }
    return (words[AcceptanceState(acceptance.state)],) if acceptance.state in words else ()


def _marks(acceptance: Acceptance) -> Table:
    rows = [
        (
            _number(number),
            Cell(score.item.title),
            Cell(score.item.text),
            _number(score.item.full_marks),
            _number(score.marks),
        )
        for number, score in enumerate(acceptance.scores.all(), 1)
    ]
    total = (
        Cell("合计", columns=3, align=Align.CENTRE),
        _number(acceptance.scheme.full_marks),
        _number(acceptance.found.total),
    )
    return Table(
        widths=(1, 3, 7, 1.5, 1.5),
        head=(_head("序号", "验收项目", "验收内容", "满分", "得分"),),
        rows=(*rows, total),
        unit="单位：分",
    )


def _survey(acceptance: Acceptance) -> Table:
    """Counts, and beside the votes their share of the returned sheets."""
    survey = acceptance.survey
    cells = []
    for name in _SURVEY:
        count = getattr(survey, name)
        share = f"（{count * 100 / survey.returned:.1f}%）" if name in _VOTES and survey.returned else ""
        cells.append(Cell(f"{count}{share}", align=Align.CENTRE))
    head = _head("发放", "收回", "满意", "基本满意", "不满意")
    return Table(widths=(1, 1, 1, 1, 1), head=(head,), rows=(tuple(cells),), unit="单位：份")


def _conclusion(acceptance: Acceptance) -> str:
    found, rules = acceptance.found, acceptance.scheme.rules
    if found.passed:
        return f"总得分{_plain(found.total)}分，验收合格。"
    reasons = {
        Failure.MARKS: f"总得分{_plain(found.total)}分，低于合格线{_plain(rules.pass_mark)}分",
        Failure.DISSATISFIED: f"不满意票超过收回票数的{rules.dissatisfied_over}%",
        Failure.SATISFIED: f"满意和基本满意票低于收回票数的{rules.satisfied_under}%",
    }
    return f"{'，'.join(reasons[failure] for failure in found.failures)}，验收不合格，限期继续整顿。"


def _signature(acceptance: Acceptance) -> Signature | None:
    signer, day = acceptance.answered_by, acceptance.answered_on
    if acceptance.state == AcceptanceState.SIGNED and day and signer and signer.organisation:
        return Signature(department(signer.organisation), day)
    return None


def _plain(marks: Decimal) -> str:
    """70, or 65.5: no decimals where there is nothing to say."""
    return f"{marks.normalize():f}"


def _head(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(text, align=Align.CENTRE) for text in texts)


def _number(value: object) -> Cell:
    return Cell(str(value), align=Align.CENTRE)
