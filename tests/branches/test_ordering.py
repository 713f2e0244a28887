"""The order of the parts of a folder: dragged or moved by a button, told in the audit trail, refused if it is stale."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from accounts.models import AuditEntry
from branches.exceptions import StaleOrder
from branches.models import Cause, FollowUpPlan, Measure, Problem, Rectification, TaskForceMember
from branches.services import ordering, task_force
from tests.factories import make_cause, make_folder, make_measure, make_plan, make_problem, make_user, writer
from tests.transactional import TRANSACTIONAL

pytestmark = pytest.mark.django_db


def make_member(folder):
    return task_force.add(rectification=folder, by=writer(folder), kind="working_group", name="甲")


KINDS = {
    "problem": (Problem, make_problem),
    "cause": (Cause, make_cause),
    "measure": (Measure, make_measure),
    "plan": (FollowUpPlan, make_plan),
    "member": (TaskForceMember, make_member),
}


@pytest.fixture(params=KINDS)
def noun(request):
    return request.param


@pytest.fixture
def lines(folder, noun):
    """Three lines of a kind, numbered one to three."""
    return [KINDS[noun][1](folder).pk for _ in range(3)]


def order(model, folder):
    return list(model.objects.filter(rectification=folder).order_by("number").values_list("pk", flat=True))


def reorder(model, folder, seen, wanted, by):
    ordering.reorder(model=model, rectification=folder, seen=seen, wanted=wanted, by=by)


def press(client, folder, noun, **values):
    return client.post(reverse("branches:reorder", args=[folder.pk, noun]), values)


def joined(keys):
    return ",".join(map(str, keys))


class TestTheService:
    def test_lines_take_the_numbers_of_the_new_order(self, folder, clerk, noun, lines):
        model = KINDS[noun][0]
        first, second, third = lines
        reorder(model, folder, lines, [third, first, second], clerk)
        numbers = dict(model.objects.values_list("pk", "number"))
        assert numbers == {third: 1, first: 2, second: 3}

    def test_each_line_that_moved_is_told_once_and_has_a_new_version(self, folder, clerk, noun, lines):
        model = KINDS[noun][0]
        first, second, third = lines
        AuditEntry.objects.all().delete()
        reorder(model, folder, lines, [second, first, third], clerk)
        told = AuditEntry.objects.order_by("object_pk")
        assert [(entry.object_id, entry.changes, entry.actor) for entry in told] == [
            (first, {"number": ["1", "2"]}, clerk),
            (second, {"number": ["2", "1"]}, clerk),
        ]
        assert {entry.folder_id for entry in told} == {folder.pk}
        assert dict(model.objects.values_list("pk", "version")) == {first: 2, second: 2, third: 1}

    def test_what_is_not_in_the_list_keeps_its_number(self, folder, clerk):
        """Those under one problem share out their own numbers; the rest of the folder stays as it is."""
        one, two, three, four = (make_measure(folder) for _ in range(4))
        reorder(Measure, folder, [two.pk, four.pk], [four.pk, two.pk], clerk)
        assert order(Measure, folder) == [one.pk, four.pk, three.pk, two.pk]

    def test_gaps_in_the_numbers_stay(self, folder, clerk):
        high, low = make_problem(folder, number=7), make_problem(folder, number=2)
        reorder(Problem, folder, [low.pk, high.pk], [high.pk, low.pk], clerk)
        assert list(Problem.objects.values_list("number", "pk")) == [(2, high.pk), (7, low.pk)]

    @pytest.mark.parametrize("change", ["order", "removed"])
    def test_a_stale_order_is_refused_and_changes_nothing(self, folder, clerk, noun, lines, change):
        model = KINDS[noun][0]
        first, second, third = lines
        if change == "order":
            reorder(model, folder, lines, [second, first, third], clerk)
        else:
            model.objects.get(pk=second).delete()
        before = order(model, folder)
        with pytest.raises(StaleOrder):
            reorder(model, folder, lines, [third, first, second], clerk)
        assert order(model, folder) == before

    @pytest.mark.parametrize("wanted", [[0], [0, 0, 1], [0, 1], [0, 1, 2, 2]])
    def test_the_new_order_must_name_the_same_lines(self, folder, clerk, wanted):
        keys = [make_plan(folder).pk for _ in range(3)]
        with pytest.raises(ValidationError):
            reorder(FollowUpPlan, folder, keys, [keys[at] for at in wanted], clerk)
        assert order(FollowUpPlan, folder) == keys

    def test_lines_of_another_folder_are_not_reached(self, tree, folder, clerk):
        other = make_folder(township=tree.township)
        strange = [make_plan(other).pk, make_plan(other).pk]
        with pytest.raises(StaleOrder):
            reorder(FollowUpPlan, folder, strange, strange[::-1], clerk)
        assert order(FollowUpPlan, other) == strange

    def test_it_needs_the_right_the_scope_and_an_open_folder(self, tree, folder, clerk, reviewer):
        keys = [make_plan(folder).pk, make_plan(folder).pk]
        for by in (reviewer, make_user("staff", tree.other_township)):
            with pytest.raises(PermissionDenied):
                reorder(FollowUpPlan, folder, keys, keys[::-1], by)
        Rectification.objects.update(stage="acceptance")
        with pytest.raises(PermissionDenied, match="申请验收"):
            reorder(FollowUpPlan, folder, keys, keys[::-1], clerk)
        assert order(FollowUpPlan, folder) == keys


class TestThePress:
    @pytest.fixture(autouse=True)
    def _signed_in(self, client, clerk):
        client.force_login(clerk)

    @pytest.mark.parametrize(
        ("which", "move", "expected"),
        [(1, "up", [1, 0, 2]), (1, "down", [0, 2, 1]), (0, "up", [0, 1, 2]), (2, "down", [0, 1, 2])],
    )
    def test_a_button_moves_one_line_and_leads_back_to_it(
        self, client, folder, noun, lines, which, move, expected
    ):
        answer = press(client, folder, noun, seen=joined(lines), part=lines[which], move=move)
        home = reverse("branches:folder", args=[folder.pk])
        assert (answer.status_code, answer.headers["Location"]) == (302, f"{home}#{noun}-{lines[which]}")
        assert order(KINDS[noun][0], folder) == [lines[at] for at in expected]

    def test_a_drag_sends_the_whole_order(self, client, folder, noun, lines):
        press(client, folder, noun, seen=joined(lines), order=joined(lines[::-1]))
        assert order(KINDS[noun][0], folder) == lines[::-1]

    def test_a_stale_order_says_so_on_the_page(self, client, folder):
        keys = [make_plan(folder).pk for _ in range(2)]
        values = {"seen": joined(keys), "part": keys[1], "move": "up"}
        press(client, folder, "plan", **values)
        answer = client.post(reverse("branches:reorder", args=[folder.pk, "plan"]), values, follow=True)
        words = [str(message) for message in answer.context["messages"]]
        assert words == ["顺序已调整。", "顺序已被他人改动，现在显示的是最新顺序。"]
        assert order(FollowUpPlan, folder) == keys[::-1]

    @pytest.mark.parametrize("seen", ["", "a,b", "1;2", "1,-2"])
    def test_nonsense_changes_nothing(self, client, folder, seen):
        keys = [make_plan(folder).pk for _ in range(2)]
        assert press(client, folder, "plan", seen=seen, order=joined(keys)).status_code == 302
        assert order(FollowUpPlan, folder) == keys

    def test_what_has_no_order_is_not_found(self, client, folder):
        assert press(client, folder, "entry", seen="1").status_code == 404

    def test_from_outside_there_is_nothing(self, client, tree, folder):
        keys = [make_plan(folder).pk for _ in range(2)]
        client.force_login(make_user("staff", tree.other_township))
        assert press(client, folder, "plan", seen=joined(keys), order=joined(keys[::-1])).status_code == 404
        assert order(FollowUpPlan, folder) == keys

    def test_looking_at_it_is_no_press(self, client, folder):
        assert client.get(reverse("branches:reorder", args=[folder.pk, "plan"])).status_code == 405


@TRANSACTIONAL
def test_many_lines_change_places_under_the_constraint(folder, clerk):
    """Each number is there once only: PostgreSQL looks at each row as it is written, not at the end."""
    keys = [make_problem(folder).pk for _ in range(20)]
    reorder(Problem, folder, keys, keys[::-1], clerk)
    assert order(Problem, folder) == keys[::-1]
    assert list(Problem.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 21))
