"""Comments: said about a problem or a measure, never deleted, withdrawn by who said it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from accounts.models import AuditEntry
from branches.models import Comment, CommentMention, Rectification
from branches.selectors.work import piles
from branches.services import comments
from tests.factories import comment, make_folder, make_measure, make_problem, make_user

pytestmark = pytest.mark.django_db
WORDS = "请补充会议记录。"


@pytest.fixture
def problem(folder):
    return make_problem(folder, text="班子不团结。")


@pytest.fixture
def measure(folder, problem):
    return make_measure(folder, [problem], title="强化队伍")


def thread(look, user, folder):
    """The comments on the folder page, each as its words."""
    page = look(user, reverse("branches:folder", args=[folder.pk]))
    return [
        " ".join("".join(item.itertext()).split())
        for block in page.all("ol", **{"class": "thread"})
        for item in block.iter("li")
    ]


def unread(user):
    return [row.comment for pile in piles(user) if pile.key == "mentions" for row in pile.rows]


class TestSaying:
    @pytest.mark.parametrize("role", ["staff", "reviewer", "supervisor"])
    def test_who_works_on_a_folder_may_speak(self, tree, problem, role):
        user = make_user(role, tree.county if role == "supervisor" else tree.township)
        said = comment(by=user, problem=problem)
        assert (said.author, said.about, said.rectification) == (user, problem, problem.rectification)

    @pytest.mark.parametrize("role", ["auditor", "admin"])
    def test_who_only_reads_or_runs_the_system_does_not(self, tree, problem, role):
        with pytest.raises(PermissionDenied):
            comment(by=make_user(role, tree.county), problem=problem)

    def test_nor_who_is_outside(self, tree, problem):
        for user in (make_user("staff", tree.other_township), make_user("supervisor", tree.other_county)):
            with pytest.raises(PermissionDenied):
                comment(by=user, problem=problem)
        assert Comment.objects.count() == 0

    @pytest.mark.parametrize("text", ["", "  \n"])
    def test_it_has_words(self, problem, clerk, text):
        with pytest.raises(ValidationError) as caught:
            comment(by=clerk, text=text, problem=problem)
        assert list(caught.value.error_dict) == ["text"]

    def test_it_is_no_essay(self, client, problem, clerk):
        client.force_login(clerk)
        address = reverse("branches:comment_problem", args=[problem.pk])
        assert client.post(address, {"text": "长" * 1001}).status_code == 422
        assert client.post(address, {"text": "长" * 1000}).status_code == 302

    def test_a_folder_that_is_being_decided_on_may_be_talked_about(self, problem, supervisor):
        Rectification.objects.update(stage="acceptance")
        assert comment(by=supervisor, problem=problem).pk

    def test_on_the_pages(self, client, folder, measure, clerk):
        client.force_login(clerk)
        address = reverse("branches:comment_measure", args=[measure.pk])
        answer = client.post(address, {"text": WORDS})
        assert (
            answer.headers["Location"]
            == reverse("branches:folder", args=[folder.pk]) + f"#measure-{measure.pk}"
        )
        assert [(one.text, one.measure, one.problem) for one in Comment.objects.all()] == [
            (WORDS, measure, None)
        ]
        again = client.get(address)
        assert WORDS in again.content.decode()

    def test_what_was_typed_is_not_lost(self, client, problem, clerk):
        client.force_login(clerk)
        answer = client.post(
            reverse("branches:comment_problem", args=[problem.pk]), {"text": "@谁也不是 在吗"}
        )
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["text"])
        assert "@谁也不是 在吗</textarea>" in answer.content.decode()
        assert Comment.objects.count() == 0

    def test_everybody_in_scope_reads_it_in_its_place(self, look, folder, problem, measure, clerk, auditor):
        comment(by=clerk, text="甲", problem=problem)
        comment(by=clerk, text="乙", measure=measure)
        for user in (clerk, auditor):
            assert [words.split()[-1] for words in thread(look, user, folder)] == ["乙", "甲"]

    def test_text_is_text(self, client, folder, problem, clerk):
        comment(by=clerk, text="<script>alert(1)</script>\n第二行", problem=problem)
        client.force_login(clerk)
        page = client.get(reverse("branches:folder", args=[folder.pk])).content.decode()
        assert "<p>&lt;script&gt;alert(1)&lt;/script&gt;<br>第二行</p>" in page


class TestWithdrawing:
    def test_the_words_go_and_the_place_stays(self, look, folder, problem, clerk, supervisor):
        said = comment(by=clerk, text=WORDS, problem=problem)
        assert WORDS in thread(look, supervisor, folder)[0]
        comments.withdraw(comment=said, by=clerk)
        for user in (clerk, supervisor):
            (told,) = thread(look, user, folder)
            assert WORDS not in told
            assert told.endswith("withdrawn by who wrote it")
        assert Comment.objects.get().text == WORDS

    def test_nobody_else_can(self, client, tree, problem, clerk):
        said = comment(by=clerk, problem=problem)
        colleague = make_user("staff", tree.township, "colleague")
        with pytest.raises(PermissionDenied):
            comments.withdraw(comment=said, by=colleague)
        client.force_login(colleague)
        assert (
            client.post(reverse("branches:remove_comment", args=[said.pk]), {"version": 1}).status_code == 403
        )
        assert Comment.objects.get().withdrawn_at is None

    def test_on_the_pages_and_once(self, client, problem, clerk):
        said = comment(by=clerk, text=WORDS, problem=problem)
        client.force_login(clerk)
        address = reverse("branches:remove_comment", args=[said.pk])
        assert WORDS in client.get(address).content.decode()
        answer = client.post(address, {"version": 1})
        assert answer.headers["Location"].endswith(f"#problem-{problem.pk}")
        assert client.post(address, {"version": 2}).status_code == 403
        assert Comment.objects.get().version == 2

    def test_neither_the_trail_nor_its_page_keeps_the_words(self, client, folder, problem, clerk, auditor):
        said = comment(by=clerk, text=WORDS, problem=problem)
        comments.withdraw(comment=said, by=clerk)
        entries = AuditEntry.objects.filter(content_type__model="comment")
        assert entries.count() == 2
        assert [entry for entry in entries if WORDS in f"{entry.changes}{entry.object_repr}"] == []
        client.force_login(auditor)
        for address in (
            reverse("branches:folder_activity", args=[folder.pk]),
            reverse("admin:branches_comment_change", args=[said.pk]),
            reverse("admin:branches_comment_changelist"),
        ):
            assert WORDS not in client.get(address).content.decode()

    def test_it_leaves_the_piles(self, problem, clerk, reviewer):
        said = comment(by=clerk, text=f"@{reviewer.username} 请看", problem=problem)
        assert unread(reviewer) == [said]
        comments.withdraw(comment=said, by=clerk)
        assert unread(reviewer) == []


class TestMyWork:
    def test_who_is_mentioned_finds_it_until_he_has_read_it(
        self, client, problem, clerk, reviewer, supervisor
    ):
        said = comment(by=clerk, text=f"@{reviewer.username} @{supervisor.username} 请看", problem=problem)
        assert unread(reviewer) == unread(supervisor) == [said]
        assert unread(clerk) == []
        client.force_login(reviewer)
        mention = CommentMention.objects.get(person=reviewer)
        address = reverse("branches:read_mention", args=[mention.pk])
        assert address in client.get(reverse("branches:my_work")).content.decode()
        assert client.get(address).status_code == 405
        assert unread(reviewer) == [said]
        assert client.post(address).headers["Location"] == reverse("branches:my_work")
        assert (unread(reviewer), unread(supervisor)) == ([], [said])

    def test_reading_is_nobody_elses(self, client, tree, problem, clerk, reviewer, supervisor):
        comment(by=clerk, text=f"@{reviewer.username}", problem=problem)
        mention = CommentMention.objects.get()
        for user in (supervisor, make_user("staff", tree.other_township)):
            client.force_login(user)
            assert client.post(reverse("branches:read_mention", args=[mention.pk])).status_code == 404
        with pytest.raises(PermissionDenied):
            comments.mark_read(mention=mention, by=supervisor)
        assert unread(reviewer) == [mention.comment]

    def test_who_has_moved_on_is_asked_no_more(self, tree, problem, clerk, reviewer):
        comment(by=clerk, text=f"@{reviewer.username}", problem=problem)
        reviewer.organisation = tree.other_township
        reviewer.save()
        assert unread(reviewer) == []

    def test_an_auditor_may_be_asked_to_look(self, problem, clerk, auditor):
        said = comment(by=clerk, text=f"@{auditor.username} 请看", problem=problem)
        assert unread(auditor) == [said]

    def test_the_newest_stands_first(self, tree, problem, clerk, reviewer):
        other = make_problem(make_folder(township=tree.township))
        said = [
            comment(by=clerk, text=f"@{reviewer.username} {n}", problem=p)
            for n, p in enumerate([problem, other])
        ]
        assert unread(reviewer) == said[::-1]
