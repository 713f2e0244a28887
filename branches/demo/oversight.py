"""Supervision in the demo: notices and their replies, acceptances with their second signature, look-backs."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from branches.choices import LookBackState
from branches.demo.people import County, Place
from branches.models import Acceptance, LookBack, Measure, Rectification
from branches.selectors import notices as notice_reads
from branches.selectors import schemes
from branches.services import acceptances, look_backs, notices

SURVEY = ("issued", "returned", "satisfied", "fairly", "dissatisfied")
ENTERED_BEFORE = 2


def supervise(
    folder: Rectification, measure: Measure | None, told: dict[str, Any], place: Place, county: County
) -> None:
    """Issue a notice, and where ``told`` says so reply to it, answer the reply, or withdraw it."""
    notice = notices.issue(
        rectification=folder, by=county.supervisor, measure=measure, text=told["words"],
        issued_on=county.day(told["on"]), due_on=county.day(told["due"]),
    )  # fmt: skip
    for row in told.get("replies", ()):
        _reply(notice, row, place, county)
    if reason := told.get("withdrawn"):
        notices.withdraw(notice=notice, by=county.supervisor, reason=reason)


def _reply(notice: Any, row: list[Any], place: Place, county: County) -> None:
    replied, words, answered, new_due, answer = row
    entries = notice_reads.progress_since(notice).filter(happened_on__lte=county.day(replied))
    notices.reply(
        notice=notice, by=place.clerk, text=words, entries=list(entries), replied_on=county.day(replied)
    )
    day = county.day(answered)
    if new_due:
        notices.ask_again(
            notice=notice, by=county.supervisor, answer=answer, answered_on=day, due_on=county.day(new_due)
        )
    elif answer:
        notices.accept_reply(notice=notice, by=county.supervisor, answer=answer, answered_on=day)


def visit(folder: Rectification, told: dict[str, Any], county: County) -> Acceptance:
    """Enter what the visiting group found."""
    items = schemes.in_force(folder.campaign).items.all()
    marks = {item.pk: Decimal(str(mark)) for item, mark in zip(items, told["marks"], strict=True)}
    survey = dict(zip(SURVEY, told["survey"], strict=True))
    return acceptances.enter(
        rectification=folder, by=county.supervisor, marks=marks, text=told["words"],
        held_on=county.day(told["on"] - ENTERED_BEFORE), **survey,
    )  # fmt: skip


def accept(
    folder: Rectification, told: dict[str, Any], county: County, new_due_on: dt.date | None = None
) -> Acceptance:
    """Enter what was found, and let another sign it."""
    acceptance = visit(folder, told, county)
    return acceptances.sign(
        acceptance=acceptance, by=county.leader, new_due_on=new_due_on, signed_on=county.day(told["on"])
    )


def look_back(folder: Rectification, entry: dict[str, Any], county: County) -> None:
    """Conclude as many of the planned look-backs as the entry tells of, in their order."""
    rows = entry.get("look_backs", ())
    for planned, (day, verdict, words) in zip(
        LookBack.objects.filter(rectification=folder), rows, strict=False
    ):
        if verdict == LookBackState.WAIVED:
            look_backs.waive(look_back=planned, by=county.supervisor, text=words)
        else:
            look_backs.consolidated(
                look_back=planned, by=county.supervisor, text=words, done_on=county.day(day)
            )
