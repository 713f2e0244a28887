"""Several people at the same moment: real threads, each with a connection of its own, on either database."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier
from uuid import uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from branches.exceptions import StaleOrder, StaleVersion
from branches.models import (
    Acceptance,
    Comment,
    Decision,
    Measure,
    NoticeReply,
    Problem,
    ProgressEntry,
    SupervisionNotice,
    TownshipCount,
)
from branches.selectors import schemes as schemes_reads
from branches.services import (
    acceptances,
    comments,
    decisions,
    measures,
    ordering,
    problems,
    rollups,
    schemes,
    township_counts,
)
from branches.services.schemes import Line
from reports.models import Report
from reports.services import drafts
from tests.factories import (
    DETERMINED,
    apply,
    log,
    make_acceptance,
    make_folder,
    make_measure,
    make_notice,
    make_problem,
    make_user,
    reply,
    signer,
)
from tests.transactional import TRANSACTIONAL

pytestmark = TRANSACTIONAL
WRITERS = 4


def at_once(*works):
    """What each of ``works`` gives back, or the exception that it ended with; all begin at the same moment."""
    start = Barrier(len(works))

    def run(work):
        start.wait()
        try:
            return work()
        except (PermissionDenied, StaleOrder, StaleVersion, ValidationError) as refusal:
            return type(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_numbers_are_given_once_even_at_the_same_moment(folder, clerk):
    at_once(*[lambda: problems.add(rectification=folder, by=clerk, text="班子不团结。")] * WRITERS)
    assert sorted(Problem.objects.values_list("number", flat=True)) == list(range(1, WRITERS + 1))
    folder.refresh_from_db()
    assert folder.problem_count == WRITERS


def test_one_form_sent_several_times_at_the_same_moment_is_written_once(folder, clerk):
    values = {"text": "班子不团结。", "key": uuid4()}
    answers = at_once(*[lambda: problems.add(rectification=folder, by=clerk, **values)] * WRITERS)
    assert {answer.pk for answer in answers} == {Problem.objects.get().pk}


def test_one_comment_sent_several_times_at_the_same_moment_is_said_once(folder, clerk):
    problem, key = make_problem(folder), uuid4()
    said = [lambda: comments.add(problem=problem, by=clerk, text="请补充会议记录。", key=key)] * WRITERS
    assert {one.pk for one in at_once(*said)} == {Comment.objects.get().pk}


def test_of_several_new_orders_one_holds_and_the_others_are_told(folder, clerk):
    seen = [make_problem(folder).pk for _ in range(WRITERS)]
    turned = [seen[turn:] + seen[:turn] for turn in range(1, WRITERS)]

    def reorder(wanted):
        return lambda: ordering.reorder(
            model=Problem, rectification=folder, seen=seen, wanted=wanted, by=clerk
        )

    answers = at_once(*map(reorder, turned))
    assert sorted(answers, key=str) == [StaleOrder, StaleOrder, None]
    now = list(Problem.objects.order_by("number").values_list("pk", flat=True))
    assert now == turned[answers.index(None)]


def test_progress_of_several_people_is_all_kept(folder, clerk):
    listed = [make_measure(folder) for _ in range(WRITERS)]
    today = timezone.localdate()

    def logger(measure, percent):
        return lambda: measures.log_progress(
            measure=measure, by=clerk, text="召开会议。", percent=percent, happened_on=today
        )

    at_once(*[logger(measure, 25 * number) for number, measure in enumerate(listed, 1)])
    assert ProgressEntry.objects.count() == WRITERS
    assert sorted(Measure.objects.values_list("percent", flat=True)) == [25, 50, 75, 100]
    assert rollups.wrong_folders() == []


def test_of_editors_with_the_same_version_one_writes(folder, clerk):
    problem = make_problem(folder)

    def editor(number):
        return lambda: (
            problems.edit(problem=problem, by=clerk, version=1, responsible=f"第{number}人").responsible
        )

    answers = at_once(*[editor(number) for number in range(WRITERS)])
    assert answers.count(StaleVersion) == WRITERS - 1
    problem.refresh_from_db()
    assert [answer for answer in answers if answer is not StaleVersion] == [problem.responsible]
    assert problem.version == 2


def test_a_problem_is_signed_off_once(tree, folder, reviewer):
    """Several people at once: one decides, the others are told; the same person twice takes the one step."""
    people = [make_user("supervisor", tree.county, f"supervisor-{number}") for number in range(WRITERS)]
    problem = make_problem(folder)
    log(make_measure(folder, [problem], outcome="成效。"), percent=100)
    decisions.take_step(problem=problem, step="submit", by=reviewer)

    def signing(by):
        return lambda: decisions.take_step(problem=problem, step="sign_off", by=by).by

    answers = at_once(*map(signing, people))
    assert answers.count(PermissionDenied) == WRITERS - 1
    (decider,) = [answer for answer in answers if answer is not PermissionDenied]
    assert at_once(*[signing(decider)] * WRITERS) == [decider] * WRITERS
    assert Decision.objects.filter(step="sign_off").count() == 1


def test_progress_and_deletion_at_once_lose_nothing_that_was_logged(folder, clerk):
    measure = make_measure(folder)
    today = timezone.localdate() - dt.timedelta(days=1)

    def logged():
        return measures.log_progress(
            measure=measure, by=clerk, text="召开会议。", percent=5, happened_on=today
        ).pk

    def removed():
        return measures.remove(measure=measure, by=clerk)

    entry, removal = at_once(
        lambda: _gone_is_none(logged),
        removed,
    )
    if removal is PermissionDenied:
        assert list(ProgressEntry.objects.values_list("pk", flat=True)) == [entry]
    else:
        assert (entry, Measure.objects.count()) == (None, 0)


def _gone_is_none(work):
    try:
        return work()
    except Measure.DoesNotExist:
        return None


def test_counts_of_a_township_survive_many_writers_and_missing_cells(tree, clerk):
    """Each writer has a folder of his own, so only the cells of the township are shared; at first none is there."""
    listed = [make_folder(township=tree.township) for _ in range(WRITERS)]
    TownshipCount.objects.all().delete()

    def writer(folder, number):
        def write():
            for _ in range(5):
                problems.add(rectification=folder, by=clerk, text="班子不团结。", found_on=DETERMINED)
            for problem in folder.problems.all()[:number]:
                problems.remove(problem=problem, by=clerk)

        return write

    at_once(*[writer(folder, number) for number, folder in enumerate(listed)])
    left = sum(5 - number for number in range(WRITERS))
    assert dict(TownshipCount.objects.values_list("what", "number")) == {"problems": left, "found": left}
    wrong = [(key, right - kept) for _, _, key, kept, right in township_counts.wrong_cells(repair=True)]
    assert wrong == [("folders/proposed", WRITERS)]
    assert (rollups.wrong_folders(), township_counts.wrong_cells()) == ([], [])


def test_mending_and_writing_at_once_leave_right_counts(tree, clerk):
    listed = [make_folder(township=tree.township) for _ in range(WRITERS)]
    TownshipCount.objects.update(number=99)
    write = [
        lambda folder=folder: problems.add(rectification=folder, by=clerk, text="班子不团结。").pk
        for folder in listed
    ]
    at_once(lambda: township_counts.wrong_cells(repair=True), *write)
    assert township_counts.wrong_cells() == []
    assert TownshipCount.objects.get(what="problems").number == WRITERS


def test_two_presses_start_one_report(folder, clerk):
    make_problem(folder)
    keys = at_once(*[lambda: drafts.start(rectification=folder, by=clerk).pk] * WRITERS)
    assert keys == [Report.objects.get().pk] * WRITERS


def test_notices_issued_at_the_same_moment_have_each_their_number(tree, folder, supervisor):
    """Several supervisors on several folders; one of them fails in between, and leaves no gap."""
    folders = [folder, *(make_folder(township=tree.other_township) for _ in range(WRITERS - 1))]
    people = [make_user("supervisor", tree.county, f"supervisor-{number}") for number in range(WRITERS)]
    answers = at_once(
        *[
            lambda pair=pair: make_notice(pair[0], by=pair[1]).number
            for pair in zip(folders, people, strict=True)
        ],
        lambda: make_notice(folder, by=supervisor, text=" ").number,
    )
    assert answers.pop() is ValidationError
    assert sorted(answers) == list(range(1, WRITERS + 1))
    assert make_notice(folder).number == WRITERS + 1
    assert SupervisionNotice.objects.count() == WRITERS + 1


def test_a_notice_is_replied_to_once(folder, clerk):
    notice = make_notice(folder)
    words = [f"已推进{number}。" for number in range(WRITERS)]
    answers = at_once(*[lambda text=text: reply(notice, by=clerk, text=text).text for text in words])
    assert answers.count(PermissionDenied) == WRITERS - 1
    assert NoticeReply.objects.count() == 1


def test_an_acceptance_is_signed_once_and_never_after_it_was_returned(folder):
    acceptance, second = make_acceptance(apply(folder)), signer(folder)
    answers = at_once(
        *[lambda: acceptances.sign(acceptance=acceptance, by=second).state] * 2,
        *[lambda: acceptances.give_back(acceptance=acceptance, by=second, reason="再看。").state] * 2,
    )
    acceptance.refresh_from_db()
    folder.refresh_from_db()
    assert answers.count(PermissionDenied) == WRITERS - 1
    assert [answer for answer in answers if answer is not PermissionDenied] == [acceptance.state]
    closed = acceptance.state == "signed"
    assert (folder.stage, folder.look_backs.count()) == (("closed", 2) if closed else ("acceptance", 0))


def test_a_scheme_that_is_being_used_is_not_changed_under_the_marks(folder, administrator):
    apply(folder)
    entered, _ = at_once(
        lambda: make_acceptance(folder).pk,
        lambda: (
            schemes.save(
                campaign=folder.campaign,
                by=administrator,
                pass_mark=Decimal(50),
                items=[Line("班子", "", 100)],
            ).pk
        ),
    )
    assert Acceptance.objects.count() == (entered is not ValidationError)
    for acceptance in Acceptance.objects.all():
        scored = set(acceptance.scores.values_list("item", flat=True))
        assert scored == set(acceptance.scheme.items.values_list("pk", flat=True))
    assert schemes_reads.in_force(folder.campaign).full_marks == 100
