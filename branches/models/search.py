"""The texts that people search, as windows of two characters (``branches.windows``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Lookup, Q
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import ScopedQuerySet
from branches.choices import SearchKind

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

WINDOWS_TABLE = "branches_searchwindows"
"""The FTS5 table that follows ``SearchText`` on SQLite by triggers (migration "search")."""

FIELDS = {
    SearchKind.BRANCH: ("name", "secretary"),
    SearchKind.PROBLEM: ("title", "text", "responsible"),
    SearchKind.MEASURE: ("title", "description", "responsible", "outcome"),
    SearchKind.PROGRESS: ("text",),
}
"""What is searched of each kind; after a change here ``manage.py rebuild_search`` is due."""


class WindowsField(models.TextField):
    """Windows, separated by spaces. PostgreSQL keeps them as a ``tsvector`` only; SQLite as they are, for FTS5."""

    def db_type(self, connection: Any) -> str | None:
        return "tsvector" if connection.vendor == "postgresql" else super().db_type(connection)

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        return "to_tsvector('simple', %s)" if connection.vendor == "postgresql" else "%s"


@WindowsField.register_lookup
class Finds(Lookup):
    """Rows in which the windows of one phrase (``windows.phrases``) follow each other."""

    lookup_name = "finds"
    prepare_rhs = False

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        if len(self.rhs) == 1:
            return f"{column} @@ to_tsquery('simple', %s)", (*params, f"{self.rhs}:*")
        return f"{column} @@ phraseto_tsquery('simple', %s)", (*params, self.rhs)

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        row = f"{compiler.quote_name_unless_alias(self.lhs.alias)}.id"
        wanted = f'"{self.rhs}"' + ("*" if len(self.rhs) == 1 else "")
        # Names of ours only; what is asked for travels as a parameter.
        return f"{row} IN (SELECT rowid FROM {WINDOWS_TABLE} WHERE {WINDOWS_TABLE} MATCH %s)", (wanted,)  # noqa: S608


class SearchQuerySet(ScopedQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Texts in scope; of branches only, for a role that sees no cases."""
        found = super().visible_to(user)
        return found if access.allows(user, access.Verb.VIEW_CASES) else found.filter(kind=SearchKind.BRANCH)

    def finds(self, phrases: list[str]) -> Self:
        """Those in which every one of ``phrases`` stands; none where nothing is asked for."""
        return self.filter(*[Q(windows__finds=phrase) for phrase in phrases]) if phrases else self.none()


class SearchText(models.Model):
    """What can be found of one branch, problem, measure or progress entry; kept by ``services.search``.

    Plain numbers instead of foreign keys: whoever deletes an organisation, a branch or a problem need not be told that
    an index knew of it. ``measure_id`` is that of a measure or of the entry's measure.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=SearchKind.choices)
    subject_id = models.BigIntegerField()
    branch_id = models.BigIntegerField()
    measure_id = models.BigIntegerField(null=True, db_index=True)
    city_id = models.BigIntegerField()
    county_id = models.BigIntegerField()
    township_id = models.BigIntegerField()
    windows = WindowsField()
    digest = models.CharField(max_length=16)

    objects = SearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("search text")
        verbose_name_plural = _("search texts")
        constraints = [models.UniqueConstraint(fields=["kind", "subject_id"], name="search_subject_once")]
        indexes = [
            models.Index(fields=[f"{column}_id", "kind", "subject_id"], name=f"search_{column}_newest")
            for column in ("city", "county", "township")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"
