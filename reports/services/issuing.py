"""Issuing: the number is given, the text is fixed, the files are written. And beginning a new version of it."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import Verb
from accounts.audit import service
from accounts.models import Organisation, User
from reports.choices import ReportState
from reports.document import as_json
from reports.letterheads import CODE
from reports.models import Paragraph, Report
from reports.renderers.docx import render_docx
from reports.renderers.pdf import render_pdf
from reports.selectors.documents import prepared
from reports.services.sheets import lock_in_any_state

_COPIED = (
    "rectification", "campaign", "organisation", "city", "county", "township", "kind", "style", "period", "template",
    "title", "addressee", "signatory", "red_head", "mark", "signer", "secrecy", "secrecy_term", "urgency", "copies_to",
    "printed_by",
)  # fmt: skip
_COPIED_OF_PARAGRAPH = ("position", "kind", "source", "part", "lead", "taken", "text", "table", "hidden")


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def fix(report: Report) -> None:
    """Give ``report`` its number, its tree and its files; the caller, who holds its lock, saves it.

    It is set under the lock, since its number is printed: half a second, and a seldom one.
    """
    _number(report)
    document = prepared(report)
    report.issued_at = timezone.now()
    report.tree = as_json(document)
    report.tree_sha256 = sha256(report.tree.encode())
    report.pdf_sha256 = _keep(report.pdf, "report.pdf", render_pdf(document, archive=True))
    report.docx_sha256 = _keep(report.docx, "report.docx", render_docx(document))


def _keep(field: Any, name: str, content: bytes) -> str:
    """Store ``content`` and answer its hash."""
    field.save(name, ContentFile(content), save=False)
    return sha256(content)


def discard_files(report: Report) -> None:
    """Take the files back: the row goes with the transaction, they would stay behind."""
    for field in (report.pdf, report.docx):
        if field:
            field.storage.delete(field.name)


def _number(report: Report) -> None:
    """The number that the office wrote itself, or the next one of its kind, code and year in the organisation."""
    Organisation.objects.select_for_update().get(pk=report.organisation_id)
    written = CODE.match(report.document_number) if report.has_red_head else None
    found = written.groupdict() if written else {}
    report.number_code = (found.get("code") or "").strip()
    report.number_year = int(found.get("year") or report.signed_on.year)
    same = Report.objects.filter(
        organisation=report.organisation_id, kind=report.kind,
        number_code=report.number_code, number_year=report.number_year,
    )  # fmt: skip
    given = found.get("number")
    report.number = int(given) if given else (same.aggregate(last=Max("number"))["last"] or 0) + 1
    if same.filter(number=report.number).exists():
        raise ValidationError(
            _("The number %(number)s has been given already.") % {"number": report.numbered}
        )
    if report.has_red_head:
        report.document_number = report.numbered


@service
def renew(*, report: Report, reason: str, by: User) -> Report:
    """Begin the version that is to replace the issued ``report``, with its words; the one begun, if there is one.

    Raises ``PermissionDenied``, and ``ValidationError`` without a reason or where another is being prepared.
    """
    current = lock_in_any_state(report.pk, by, Verb.WRITE_REPORT)
    begun = Report.objects.filter(replaces=current).first()
    if begun:
        return begun
    if current.state != ReportState.ISSUED:
        raise PermissionDenied(_("Only what is issued is replaced by a new version."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is replaced.")})
    new = Report(**{name: getattr(current, name) for name in _COPIED})
    new.edition, new.replaces, new.reason = current.edition + 1, current, reason.strip()
    new.document_number, new.signed_on, new.created_by = current.number_code, timezone.localdate(), by
    new.full_clean()
    new.save()
    new.writers.add(by)
    rows = current.paragraphs.all()
    Paragraph.objects.bulk_create(
        Paragraph(report=new, **{name: getattr(row, name) for name in _COPIED_OF_PARAGRAPH}) for row in rows
    )
    return new
