"""What stands around the parts of a report: title, addressee, signature, the red head, and a part's own heading."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from reports.document import Imprint, Item, ItemStyle, Letterhead, Section, Signature
from reports.letterheads import secrecy_mark
from reports.models import Report
from reports.models.templates import built_in
from reports.wording import paragraphs

_BETWEEN = re.compile("[；;、，,\n]+")


def frame_of(report: Report) -> dict[str, Any]:
    """The keyword arguments of ``Document`` that the report itself holds."""
    frame: dict[str, Any] = {
        "title": report.title,
        "addressee": report.addressee,
        "signature": Signature(report.signatory, report.signed_on),
    }
    if report.has_red_head:
        frame |= {"letterhead": _letterhead(report), "imprint": _imprint(report)}
    return frame


def words_of(report: Report, values: Mapping[str, str]) -> dict[str, str]:
    """The words of the report's template, by column, with ``values`` in place of its fields."""
    return (report.template or built_in(report.kind)).filled(values)


def part(
    key: str, words: Mapping[str, str], items: tuple[Item, ...], style: ItemStyle = ItemStyle.SPOKEN
) -> Section | None:
    """``items`` under the heading and the lead that ``words`` have for ``key``; nothing where there are none."""
    if not items:
        return None
    return Section(words[f"heading_{key}"], paragraphs(words[f"lead_{key}"]), items, style, source=key)


def _letterhead(report: Report) -> Letterhead:
    return Letterhead(
        mark=report.mark or report.signatory,
        number=report.document_number,
        signer=report.signer,
        secrecy=secrecy_mark(report.secrecy, report.secrecy_term),
        urgency=report.urgency,
    )


def _imprint(report: Report) -> Imprint:
    copies = tuple(part.strip() for part in _BETWEEN.split(report.copies_to) if part.strip())
    return Imprint(report.printed_by or report.signatory, report.printed_on or report.signed_on, copies)
