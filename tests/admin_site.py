"""Django's admin site, used as a person uses it: open a page, change some fields of its form, send it."""

import io
from itertools import chain

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from openpyxl import Workbook, load_workbook

XLSX, CSV = "0", "1"


class Site:
    """The admin site in English, as ``user``."""

    def __init__(self, user):
        self.client = Client()
        self.client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        self.client.force_login(user)

    def address(self, model, page="changelist", *args):
        meta = model._meta
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=args)

    def open(self, model, page="changelist", *args, **query):
        return self.client.get(self.address(model, page, *args), query)

    def status(self, model, page="changelist", *args):
        return self.open(model, page, *args).status_code

    def rows(self, model, **query):
        """The rows of the list, in its order, by name."""
        return [str(row) for row in self.open(model, **query).context["cl"].result_list]

    @override("en")
    def choices(self, model, **query):
        """The filters beside the list and what each offers, without "all"."""
        listed = self.open(model, **query).context["cl"]
        offers = {
            spec.title: [str(one["display"]) for one in spec.choices(listed)] for spec in listed.filter_specs
        }
        return {str(title): [one for one in offer if one != "All"] for title, offer in offers.items()}

    def queries(self, model, page="changelist", *args):
        self.open(model, page, *args)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert self.status(model, page, *args) == 200
        return len(seen)

    def offered(self, model, field, term=""):
        """What an autocomplete of ``field`` offers."""
        query = {
            "app_label": model._meta.app_label, "model_name": model._meta.model_name,
            "field_name": field, "term": term,
        }  # fmt: skip
        answer = self.client.get(reverse("admin:autocomplete"), query)
        return sorted(one["text"] for one in answer.json()["results"])

    def add(self, model, **values):
        return self._send(self.address(model, "add"), values)

    def change(self, record, **values):
        return self._send(self.address(type(record), "change", record.pk), values)

    def delete(self, record):
        address = self.address(type(record), "delete", record.pk)
        return self.client.post(address, {"post": "yes"})

    def upload(self, model, headings, *rows):
        """The answer to an uploaded workbook: the preview."""
        sheet = SimpleUploadedFile("rows.xlsx", workbook(headings, *rows))
        values = {"format": XLSX, "resource": "0", "import_file": sheet}
        return self.client.post(self.address(model, "import"), values)

    def confirm(self, model, preview):
        return self.client.post(
            self.address(model, "process_import"), preview.context["confirm_form"].initial
        )

    def export(self, model, **query):
        """The rows of the exported workbook, headings first."""
        address = self.address(model, "export")
        answer = self.client.post(address, {"format": XLSX, "resource": "0"}, query_params=query)
        sheet = load_workbook(io.BytesIO(answer.content)).active
        return [list(row) for row in sheet.iter_rows(values_only=True)]

    def _send(self, address, values):
        page = self.client.get(address)
        forms = [page.context["adminform"].form]
        for inline in page.context["inline_admin_formsets"]:
            forms += [inline.formset.management_form, *inline.formset.forms]
        filled = {field.html_name: field.value() for form in forms for field in form}
        filled = {
            name: value for name, value in filled.items() if value is not None and value is not False
        } | values
        return self.client.post(address, {name: value for name, value in filled.items() if value is not None})


def workbook(headings, *rows):
    book = Workbook()
    for row in [headings, *rows]:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@override("en")
def errors(answer):
    """What the form of a refused page says, field by field."""
    found = dict(answer.context["adminform"].form.errors)
    for inline in answer.context["inline_admin_formsets"]:
        for form in inline.formset.forms:
            found |= {form.add_prefix(name): said for name, said in form.errors.items()}
    return {name: list(said) for name, said in found.items()}


@override("en")
def messages(answer):
    """What the page that follows says."""
    return [str(one) for one in answer.wsgi_request._messages]


@override("en")
def row_errors(answer):
    """What an import says against which row."""
    result = answer.context["result"]
    found = {row.number: list(chain(*row.error_dict.values())) for row in result.invalid_rows}
    return found | {row.number: [str(one.error) for one in row.errors] for row in result.error_rows}
