"""What every imported or exported table keeps to."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import override
from import_export.resources import Diff, ModelResource

from accounts.audit import acting
from accounts.exchange.widgets import LANGUAGES, Place
from accounts.models import User


class PlainDiff(Diff):
    """Before and after of a cell, marked by elements only: inline styles are not let through."""

    def as_html(self) -> list[str]:
        return [self._cell(before, after) for before, after in zip(self.left, self.right, strict=True)]

    def _cell(self, before: Any, after: Any) -> str:
        if self.new or before == after:
            return format_html("{}", "" if after is None else after)
        return format_html("<del>{}</del> <ins>{}</ins>", before or "", after or "")


class ScopedResource(ModelResource):
    """Rows in the scope of ``by``, written through the services in his name: all of them, or none.

    Headings are the words on screen, those of the model where a field names none; either language is understood
    when reading.
    """

    class Meta:
        use_transactions = True
        skip_unchanged = True
        report_skipped = True
        clean_model_instances = True

    def __init__(self, by: User, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.by = by
        self.headings = self._headings()
        for name, field in self.fields.items():
            field.column_name = self._heading(name)
            if isinstance(field.widget, Place):
                field.widget.places = self.places().select_related("parent")

    def places(self) -> Any:
        """The organisations that a row may name."""
        raise AttributeError

    def write(self, instance: Any, values: dict[str, Any], is_create: bool) -> Any:
        """Hand the values of one row to the service; return what it wrote."""
        raise AttributeError

    @classmethod
    def get_diff_class(cls) -> type[Diff]:
        return PlainDiff

    def import_data(self, dataset: Any, *args: Any, **kwargs: Any) -> Any:
        kwargs |= {"use_transactions": True, "rollback_on_validation_errors": True}
        with acting(self.by):
            return super().import_data(dataset, *args, **kwargs)

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        """Know the headings in either language, and pass over the blank rows a spreadsheet leaves behind."""
        given = [str(heading or "").strip() for heading in dataset.headers]
        dataset.headers = [self.headings.get(heading, heading) for heading in given]
        for number in reversed(range(len(dataset))):
            if not any(str(cell or "").strip() for cell in dataset[number]):
                del dataset[number]

    def do_instance_save(self, instance: Any, is_create: bool) -> None:
        shown = [field.attribute for field in self.fields.values() if not field.readonly]
        saved = self.write(instance, {name: getattr(instance, name) for name in shown}, is_create)
        instance.pk = saved.pk

    def _heading(self, name: str) -> str:
        given = type(self).fields[name].column_name
        return str(capfirst(self._meta.model._meta.get_field(name).verbose_name) if given == name else given)

    def _headings(self) -> dict[str, str]:
        """The heading on screen by each word that is understood for it."""
        found = {}
        for language in LANGUAGES:
            with override(language):
                words = {self._heading(name): name for name in self.fields}
            found |= {word: self._heading(name) for word, name in words.items()}
        return found
