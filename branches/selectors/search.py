"""Finding by words: over everything in scope, and as a condition on the rows of a list.

Matching texts are fetched first, up to a thousand and in no order. If that is all, the rest goes by their ids; if there
are more, the word is common, and walking an ordered index soon meets it (performance.md 4).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from accounts.models import User
from branches.choices import SearchKind
from branches.models import Branch, Measure, Problem, ProgressEntry, SearchText
from branches.models.search import FIELDS
from branches.windows import phrases, runs
from branches.wording import excerpt, marked

MOST = 1000
PAGE = 20
GLANCE = 5
_NOTHING = Q(pk__in=())


@dataclass(frozen=True, slots=True)
class Hit:
    """One branch, problem, measure or progress entry; ``title`` and ``words`` are pieces with the words marked."""

    subject: Any
    title: list[tuple[str, bool]]
    words: list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found of one kind, newest first: ``number`` of them, or more if not ``is_exact``."""

    kind: SearchKind
    rows: list[Hit]
    number: int
    is_exact: bool
    next_key: str


def everywhere(user: User, query: str, kind: str = "", after: str = "") -> list[Hits]:
    """What ``user`` finds of every kind, a few each; or of one ``kind`` the page after the key ``after``.

    A hit has one of the words in its own text, and all of them there or in the name of its branch.
    """
    wanted = phrases(query)
    if not wanted:
        return []
    if kind in SearchKind.values:
        return [_hits(user, query, SearchKind(kind), after, PAGE)]
    found = [_hits(user, query, one, "", GLANCE) for one in SearchKind]
    return [hits for hits in found if hits.rows]


def branches_with(user: User, query: str) -> Q:
    """Branches whose name or secretary carries all the words."""
    found = SearchText.objects.visible_to(user).filter(kind=SearchKind.BRANCH).finds(phrases(query))
    return Q(pk__in=found.values("subject_id"))


def folders_with(user: User, query: str) -> Q:
    found = SearchText.objects.visible_to(user).filter(kind=SearchKind.BRANCH).finds(phrases(query))
    return Q(branch_id__in=found.values("subject_id"))


def problems_with(user: User, query: str) -> Q:
    """Problems that carry each word: themselves, their branch, a measure that serves them, or its progress."""
    return _each(user, query, _problems_by_id, _problems_by_row)


def measures_with(user: User, query: str) -> Q:
    """Measures that carry each word: themselves, their branch, their progress, or a problem that they serve."""
    return _each(user, query, _measures_by_id, _measures_by_row)


# --- conditions on a list

_Found = list[tuple[str, int, int | None]]


def _each(user: User, query: str, by_id: Callable[[_Found], Q], by_row: Callable[[Any], Q]) -> Q:
    conditions = []
    for phrase in phrases(query):
        texts = SearchText.objects.finds([phrase])
        found = list(texts.visible_to(user).values_list("kind", "subject_id", "measure_id")[: MOST + 1])
        conditions.append(by_id(found) if len(found) <= MOST else by_row(texts))
    return reduce(and_, conditions) if conditions else _NOTHING


def _ids(found: _Found, kind: SearchKind) -> set[int]:
    return {subject for of, subject, _ in found if of == kind}


def _problems_by_id(found: _Found) -> Q:
    measures = {measure for _, _, measure in found if measure}
    served = _links().filter(measure_id__in=measures).values_list("problem_id", flat=True)
    lie_in = Problem.objects.filter(rectification__branch_id__in=_ids(found, SearchKind.BRANCH))
    return Q(pk__in=_ids(found, SearchKind.PROBLEM).union(served, lie_in.values_list("pk", flat=True)))


def _measures_by_id(found: _Found) -> Q:
    measures = {measure for _, _, measure in found if measure}
    problems = _ids(found, SearchKind.PROBLEM)
    serve = _links().filter(problem_id__in=problems).values_list("measure_id", flat=True)
    lie_in = Measure.objects.filter(rectification__branch_id__in=_ids(found, SearchKind.BRANCH))
    return Q(pk__in=measures.union(serve, lie_in.values_list("pk", flat=True)))


def _problems_by_row(texts: QuerySet[SearchText]) -> Q:
    served = _links().filter(
        Exists(texts.filter(measure_id=OuterRef("measure_id"))), problem_id=OuterRef("pk")
    )
    itself = texts.filter(kind=SearchKind.PROBLEM, subject_id=OuterRef("pk"))
    return Q(Exists(itself)) | Q(Exists(_branch(texts))) | Q(Exists(served))


def _measures_by_row(texts: QuerySet[SearchText]) -> Q:
    problem = texts.filter(kind=SearchKind.PROBLEM, subject_id=OuterRef("problem_id"))
    serves = _links().filter(Exists(problem), measure_id=OuterRef("pk"))
    itself = texts.filter(measure_id=OuterRef("pk"))
    return Q(Exists(itself)) | Q(Exists(_branch(texts))) | Q(Exists(serves))


def _branch(texts: QuerySet[SearchText]) -> QuerySet[SearchText]:
    return texts.filter(kind=SearchKind.BRANCH, subject_id=OuterRef("rectification__branch_id"))


def _links() -> QuerySet[Any]:
    return Measure.problems.through._default_manager.all()


# --- the page of hits


def _hits(user: User, query: str, kind: SearchKind, after: str, size: int) -> Hits:
    texts = _texts(user, phrases(query)).filter(kind=kind)
    found = list(texts.values_list("subject_id", flat=True)[: MOST + 1])
    is_exact = len(found) <= MOST
    last = int(after) if after.isascii() and after.isdecimal() else None
    if is_exact:
        keys = sorted((key for key in found if last is None or key < last), reverse=True)[: size + 1]
    else:
        beyond = texts if last is None else texts.filter(subject_id__lt=last)
        keys = list(beyond.order_by("-subject_id").values_list("subject_id", flat=True)[: size + 1])
    next_key = str(keys[size - 1]) if len(keys) > size else ""
    return Hits(kind, _rows(user, kind, keys[:size], runs(query)), min(len(found), MOST), is_exact, next_key)


def _texts(user: User, wanted: list[str]) -> QuerySet[SearchText]:
    texts = SearchText.objects.visible_to(user)
    if len(wanted) == 1:
        return texts.finds(wanted)
    here = [Q(windows__finds=phrase) for phrase in wanted]
    names = SearchText.objects.filter(kind=SearchKind.BRANCH)
    there = [Q(branch_id__in=names.finds([phrase]).values("subject_id")) for phrase in wanted]
    return texts.filter(reduce(or_, here), *(one | other for one, other in zip(here, there, strict=True)))


_FOLDER = ("rectification__branch", "rectification__campaign", "township")
_SUBJECTS: dict[SearchKind, tuple[type[Model], tuple[str, ...]]] = {
    SearchKind.BRANCH: (Branch, ("township",)),
    SearchKind.PROBLEM: (Problem, _FOLDER),
    SearchKind.MEASURE: (Measure, _FOLDER),
    SearchKind.PROGRESS: (ProgressEntry, (*_FOLDER, "measure")),
}


def _rows(user: User, kind: SearchKind, keys: list[int], words: list[str]) -> list[Hit]:
    """The rows of ``keys``, in their order; asked for in scope once more."""
    model, related = _SUBJECTS[kind]
    rows = model._default_manager.visible_to(user).filter(pk__in=keys)  # type: ignore[attr-defined]
    by_id = {row.pk: row for row in rows.select_related(*related)}
    return [_hit(kind, by_id[key], words) for key in keys if key in by_id]


def _hit(kind: SearchKind, row: Any, words: list[str]) -> Hit:
    title = row.measure.title if kind == SearchKind.PROGRESS else getattr(row, FIELDS[kind][0])
    rest = FIELDS[kind] if kind == SearchKind.PROGRESS else FIELDS[kind][1:]
    texts = [text for name in rest if (text := getattr(row, name)) and text.rstrip("。") != title]
    pieces = [excerpt(text, words) for text in texts]
    telling = [piece for piece in pieces if any(is_word for _, is_word in piece)]
    return Hit(row, marked(title, words), next(iter(telling or pieces), []))
