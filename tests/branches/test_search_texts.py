"""Finding by windows of two characters: what is found, on either database, and that it follows every write."""

from importlib import import_module
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from accounts.models import Organisation
from accounts.services import organisations
from branches.models import Branch, SearchText
from branches.services import branches, measures, plans, problems, search
from branches.windows import phrases, runs, windows
from tests.factories import log, make_branch, make_folder, make_measure, make_plan, make_problem, operator

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("班子不团结，内耗", "班子 子不 不团 团结 结 内耗 耗"),
        ("ＷＰＳ 2026年", "wp ps s 20 02 26 6年 年"),
        ("党", "党"),
        ("“”，。_-", ""),
        ("", ""),
    ],
)
def test_windows_of_a_text(text, expected):
    assert windows(text) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("制度", ["制度"]),
        ("制度不落实", ["制度 度不 不落 落实"]),
        ("桥头 制度，桥头", ["桥头", "制度"]),
        ("党", ["党"]),
        ("?!\"'*", []),
    ],
)
def test_phrases_of_a_query(query, expected):
    assert phrases(query) == expected


def test_a_query_without_end_is_cut():
    assert len(phrases(" ".join(f"第{number}" for number in range(99)))) == 8


def found(query):
    """The (kind, id) of every text that ``query`` finds."""
    return set(SearchText.objects.finds(phrases(query)).values_list("kind", "subject_id"))


LETTERS = st.text(st.sampled_from("党组织建设制度一二あ한éABCxyz0129"), min_size=1, max_size=12)
TEXTS = st.lists(LETTERS, min_size=1, max_size=4).map("，".join)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS, data=st.data())
def test_every_piece_of_a_text_is_found_and_nothing_else(folder, text, data):
    branch = Branch(pk=1, name=text, city=folder.city, county=folder.county, township=folder.township)
    search.keep(branch)
    run = data.draw(st.sampled_from(runs(text)))
    start = data.draw(st.integers(0, len(run) - 1))
    piece = run[start : data.draw(st.integers(start + 1, len(run)))]
    assert ("branch", 1) in found(piece)
    other = data.draw(LETTERS)
    assume(not any(runs(other)[0] in each for each in runs(text)))
    assert ("branch", 1) not in found(other)


@pytest.mark.parametrize("query", ["党*", "党:*", "-党", "党\x00建", '党"建', "(党", "党 AND", "^党", "建"])
@pytest.mark.parametrize("word", ["党建工作 and", "生产建设"])
def test_marks_of_a_query_language_are_nothing_special(folder, query, word):
    problem = make_problem(folder, text=word)
    fits = all(run in word for run in runs(query))
    assert (("problem", problem.pk) in found(query)) == fits


@pytest.mark.parametrize("query", ['"', "'", "%", "\\", "😀", "*", "", " ", "_"])
def test_marks_alone_find_nothing(folder, query):
    make_problem(folder, text="党建工作薄弱。")
    assert found(query) == set()


def texts():
    return {
        values[:2]: values[2:]
        for values in SearchText.objects.values_list("kind", "subject_id", "windows", *search.PLACE)
    }


@pytest.fixture
def history(tree):
    """Everything that was ever written about one branch, by every road."""
    branch = make_branch(tree.township, name="桥头村党支部", secretary="张三")
    folder = make_folder(branch)
    problem = make_problem(folder, text="班子不团结。")
    gone = make_problem(folder, text="很快删除。")
    measure = make_measure(folder, [problem], title="建章立制")
    unlogged = make_measure(folder, title="很快删除")
    entry = log(measure, text="召开会议。")
    clerk = entry.author
    became = plans.become_measure(plan=make_plan(folder, title="定期回访"), by=clerk)
    branches.edit(branch=branch, by=clerk, name="桥尾村党支部")
    problems.edit(problem=problem, by=clerk, text="制度不落实。", title="")
    measures.edit(measure=measure, by=clerk, outcome="形成合力。")
    measures.edit_progress(entry=entry, by=clerk, text="走访群众。")
    problems.remove(problem=gone, by=clerk)
    measures.remove(measure=unlogged, by=clerk)
    return {"branch": branch, "problem": problem, "measure": measure, "progress": entry, "became": became}


def test_what_is_found_follows_every_write(history):
    measure, became = ("measure", history["measure"].pk), ("measure", history["became"].pk)
    assert found("桥尾") == found("张三") == {("branch", history["branch"].pk)}
    assert found("制度不落实") == {("problem", history["problem"].pk)}
    assert (found("合力"), found("回访")) == ({measure}, {became})
    assert found("走访") == {("progress", history["progress"].pk)}
    for old in ("桥头", "团结", "召开", "删除"):
        assert found(old) == set()


def rebuild(*args):
    out = StringIO()
    call_command("rebuild_search", *args, stdout=out)
    return out.getvalue()


def test_services_keep_what_a_rebuild_would_make(history):
    assert rebuild("--check") == rebuild() == "5 texts, 0 mended.\n"
    kept = texts()
    SearchText.objects.all().delete()
    assert found("桥尾") == set()
    assert rebuild() == "5 texts, 5 mended.\n"
    assert texts() == kept
    assert found("桥尾") == {("branch", history["branch"].pk)}


def test_what_was_written_before_there_was_a_search_is_filled_in(history):
    kept = texts()
    SearchText.objects.all().delete()
    (path,) = Path(branches.__file__).parent.parent.glob("migrations/*_search.py")
    import_module(f"branches.migrations.{path.stem}").fill(apps, connection)
    assert texts() == kept


@pytest.mark.parametrize("number", [1, 2])
def test_a_wrong_text_is_named_and_mended(history, monkeypatch, number):
    monkeypatch.setattr(search, "BATCH", number)
    kept = texts()
    SearchText.objects.filter(kind="problem").update(windows="别的", digest="")
    SearchText.objects.filter(kind="measure").first().delete()
    SearchText.objects.filter(kind="progress").update(subject_id=10**9)
    with pytest.raises(CommandError, match=r"^4 of 5 texts"):
        rebuild("--check")
    assert rebuild() == "5 texts, 4 mended.\n"
    assert texts() == kept


def test_a_branch_that_is_deleted_in_the_administration_is_found_no_more(tree):
    branch = make_branch(tree.township, name="桥头村党支部")
    assert found("桥头") == {("branch", branch.pk)}
    branch.delete()
    assert found("桥头") == set()


def test_words_move_with_their_township(history, tree):
    township = Organisation.objects.get(pk=tree.township.pk)
    township.parent = tree.other_county
    organisations.save(organisation=township, by=operator())
    assert set(SearchText.objects.values_list("county_id", "township_id")) == {
        (tree.other_county.pk, township.pk)
    }
    assert rebuild("--check") == "5 texts, 0 mended.\n"
