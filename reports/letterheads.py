"""What stands in a red head and an imprint (GB/T 9704—2012 7.2 and 7.4): how it is written, and what is wrong with it.

Leaf: no models of ours.
"""

from __future__ import annotations

import datetime as dt
import re

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from reports.choices import Secrecy

CODE = re.compile(
    r"\s*(?P<code>[^〔\[（(【\d\s]+)\s*(?:[〔\[（(【](?P<year>\d{4})[〕\]）)】]\s*(?:第?(?P<number>\d+)\s*号)?)?\s*$"
)
"""A document number as an office writes it: 某委, 某委〔2026〕 or the whole 某委〔2026〕3号."""
_TERM = re.compile(r"(?P<years>[1-9]\d?)年|[1-9]\d?个月|长期")
_MOST_YEARS = {Secrecy.SECRET: 10, Secrecy.CONFIDENTIAL: 20, Secrecy.TOP_SECRET: 30}
"""As the law on guarding state secrets sets them, where nothing else is laid down."""
Faults = dict[str, str | Promise]


def written(number: str) -> str:
    """A document number by the standard: the year in 〔 〕, no 第, no leading nought. Any other text stays as it is."""
    found = CODE.match(number)
    if not found:
        return number
    code, year, count = found["code"], found["year"], found["number"]
    return f"{code}{f'〔{year}〕' if year else ''}{f'{int(count)}号' if count else ''}"


def secrecy_mark(secrecy: str, term: str) -> str:
    """密级和保密期限: 机密★1年; without a term 机密."""
    return f"{secrecy}★{term}" if secrecy and term else secrecy


def faults(
    *, number: str, secrecy: str, term: str, signed_on: dt.date | None, printed_on: dt.date | None
) -> Faults:
    """What in a red head and its imprint is not as it should be, in words, by the field of the report."""
    found: Faults = {}
    if number and not CODE.match(number):
        found["document_number"] = _("Write the code alone (某委), or the whole number: 某委〔2026〕3号.")
    if term and (words := _fault_of_term(secrecy, term)):
        found["secrecy_term"] = words
    if printed_on and signed_on and printed_on < signed_on:
        found["printed_on"] = _("It is printed after it is signed: not before the date of the report.")
    return found


def _fault_of_term(secrecy: str, term: str) -> str:
    if not secrecy:
        return _("A term belongs to a degree of secrecy: choose that first.")
    match = _TERM.fullmatch(term)
    if not match:
        return _("Write the term like 1年, 6个月 or 长期.")
    most = _MOST_YEARS[Secrecy(secrecy)]
    if match["years"] and int(match["years"]) > most:
        return _("At most %(most)d years for this degree.") % {"most": most}
    return ""
