"""Two editors at the same moment: real threads, on either database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from reports.exceptions import Overtaken
from reports.services import drafts, paragraphs, templates
from reports.services.paragraphs import Step, Typed
from tests.factories import make_problem, make_template, make_user
from tests.transactional import TRANSACTIONAL

pytestmark = TRANSACTIONAL


@pytest.fixture
def report(folder, clerk):
    for text in ("甲。", "乙。", "丙。"):
        make_problem(folder, text=text)
    return drafts.start(rectification=folder, by=clerk)


def at_once(*works):
    start = Barrier(len(works))

    def run(work):
        start.wait()
        try:
            return work()
        except Overtaken as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_of_two_who_reword_one_paragraph_one_is_told(report, clerk, reviewer):
    row = report.paragraphs.get(text="乙。")

    def typing(text, by):
        typed = [Typed(row.pk, text, row.print_of_text)]
        return lambda: paragraphs.save(report=report, by=by, typed=typed)

    answers = at_once(typing("我的。", clerk), typing("你的。", reviewer))
    (refused,) = [answer for answer in answers if isinstance(answer, Overtaken)]
    row.refresh_from_db()
    assert {row.text, refused.clashes[0].yours} == {"我的。", "你的。"}


def test_steps_at_the_same_moment_leave_one_order(report, clerk, reviewer):
    keys = list(report.paragraphs.values_list("pk", flat=True))

    def step(verb, pk, by):
        return lambda: paragraphs.save(report=report, by=by, step=Step(verb, pk))

    at_once(*[step(verb, keys[-1], by) for verb in ("up", "add") for by in (clerk, reviewer)])
    positions = list(report.paragraphs.values_list("position", flat=True))
    assert positions == list(range(1, len(keys) + 3))


def test_one_report_is_begun_for_both(folder, clerk, reviewer):
    make_problem(folder)
    first, second = at_once(
        lambda: drafts.start(rectification=folder, by=clerk),
        lambda: drafts.start(rectification=folder, by=reviewer),
    )
    assert first == second


def test_one_summary_is_begun_for_both(tree, folder):
    make_problem(folder)
    people = [make_user("supervisor", tree.county, name) for name in ("one", "two")]
    begun = at_once(*[lambda by=by: drafts.sum_up(campaign=folder.campaign, by=by) for by in people])
    assert begun[0] == begun[1]


def test_versions_of_a_template_are_counted_once(tree, supervisor):
    words = make_template(tree.county).words
    at_once(
        *[
            lambda text=text: templates.publish(
                kind="work_report", organisation=tree.county, by=supervisor, **{**words, "closing": text}
            )
            for text in ("一。", "二。", "三。")
        ]
    )
    numbers = tree.county.report_templates.values_list("number", flat=True)
    assert sorted(numbers) == [1, 2, 3, 4]
