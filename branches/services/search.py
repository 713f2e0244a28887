"""Keeps what can be searched in step with what is written, in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2s
from typing import Any

from django.db import models, transaction
from django.db.models import Exists, OuterRef

from branches.choices import SearchKind
from branches.models import Branch, Measure, Problem, ProgressEntry, SearchText
from branches.models.search import FIELDS
from branches.windows import windows

KINDS: dict[type[models.Model], SearchKind] = {
    Branch: SearchKind.BRANCH,
    Problem: SearchKind.PROBLEM,
    Measure: SearchKind.MEASURE,
    ProgressEntry: SearchKind.PROGRESS,
}
PLACE = ("branch_id", "measure_id", "city_id", "county_id", "township_id", "digest")
BATCH = 500


def keep(subject: Any) -> None:
    """Make ``subject`` findable by its words as they are now; nothing for what is not searched."""
    if type(subject) in KINDS:
        _store([_text(subject)])


def keep_all(subjects: Iterable[Any]) -> None:
    """As ``keep``, for rows that were written many at once."""
    _store([_text(subject) for subject in subjects if type(subject) in KINDS])


def forget(subject: Any) -> None:
    SearchText.objects.filter(kind=KINDS[type(subject)], subject_id=subject.pk).delete()


def rebuild(*, write: bool = True) -> tuple[int, int]:
    """Compare every text with what is kept: (how many there are, how many were missing, wrong or of nothing).

    Mends them if ``write``. Works in batches that lock their rows, so that nobody's newer words are overwritten.
    """
    total = wrong = 0
    for model in KINDS:
        for batch in _batches(model):
            total += len(batch)
            wrong += _compare(model, batch, write=write)
        wrong += _orphans(model, write=write)
    return total, wrong


def _text(subject: Any) -> SearchText:
    kind = KINDS[type(subject)]
    words = windows("\n".join(getattr(subject, name) for name in FIELDS[kind]))
    measure = {SearchKind.MEASURE: "pk", SearchKind.PROGRESS: "measure_id"}.get(kind)
    return SearchText(
        kind=kind,
        subject_id=subject.pk,
        branch_id=subject.pk if kind == SearchKind.BRANCH else subject.rectification.branch_id,
        measure_id=getattr(subject, measure) if measure else None,
        city_id=subject.city_id,
        county_id=subject.county_id,
        township_id=subject.township_id,
        windows=words,
        digest=blake2s(words.encode(), digest_size=8).hexdigest(),
    )


def _store(texts: Iterable[SearchText]) -> None:
    SearchText.objects.bulk_create(
        texts,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["kind", "subject_id"],
        update_fields=["windows", *PLACE],
    )


def _batches(model: type[models.Model]) -> Iterator[list[int]]:
    ordered = model._default_manager.order_by("pk").values_list("pk", flat=True)
    keys = list(ordered[:BATCH])
    while keys:
        yield keys
        keys = list(ordered.filter(pk__gt=keys[-1])[:BATCH])


@transaction.atomic
def _compare(model: type[models.Model], keys: Iterable[int], *, write: bool) -> int:
    rows = model._default_manager.filter(pk__in=keys).select_for_update(of=("self",))
    related = rows if model is Branch else rows.select_related("rectification")
    kept = SearchText.objects.filter(kind=KINDS[model], subject_id__in=keys)
    known = {values[0]: values[1:] for values in kept.values_list("subject_id", *PLACE)}
    texts = [_text(subject) for subject in related]
    wrong = [text for text in texts if known.get(text.subject_id) != _place(text)]
    if write:
        _store(wrong)
    return len(wrong)


def _place(text: SearchText) -> tuple[Any, ...]:
    return tuple(getattr(text, name) for name in PLACE)


def _orphans(model: type[models.Model], *, write: bool) -> int:
    alive = model._default_manager.filter(pk=OuterRef("subject_id"))
    found = SearchText.objects.filter(~Exists(alive), kind=KINDS[model])
    return found.delete()[0] if write else found.count()
