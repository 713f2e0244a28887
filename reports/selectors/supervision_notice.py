"""Supervision notice → document tree: one page with the issuer's head, number, addressee, date."""

from __future__ import annotations

from branches.models import SupervisionNotice
from reports.document import Document, Letterhead, Signature
from reports.numbering import written_date
from reports.wording import committee, department, paragraphs, sentence


def compose(notice: SupervisionNotice) -> Document:
    """The notice as it is printed, with the date that was given first: what is asked again later does not change it."""
    issuer = department(notice.issuer)
    return Document(
        title=f"关于督办{_matter(notice)}的通知",
        addressee=f"{committee(notice.township)}：",
        opening=(*_withdrawn(notice), *paragraphs(notice.text), _until(notice)),
        signature=Signature(issuer, notice.issued_on),
        letterhead=Letterhead(mark=f"{issuer}督办单", number=str(notice)),
    )


def _matter(notice: SupervisionNotice) -> str:
    branch = notice.rectification.branch.name
    return f"{branch}“{notice.measure.title}”事项" if notice.measure else f"{branch}整顿工作"


def _until(notice: SupervisionNotice) -> str:
    first = next(iter(notice.replies.all()), None)
    day = written_date(first.due_on if first else notice.due_on)
    return f"请于{day}前书面回复办理情况，并附推进记录。"


def _withdrawn(notice: SupervisionNotice) -> tuple[str, ...]:
    return (f"（本督办单已撤回：{sentence(notice.reason)}）",) if notice.reason else ()
