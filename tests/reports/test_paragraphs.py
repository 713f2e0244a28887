"""Editing a draft: nothing typed is lost, nothing of an editor's is overwritten in silence."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import AuditEntry
from branches.models import Problem
from branches.services import problems
from reports.blocks import flatten
from reports.exceptions import Overtaken
from reports.models import Paragraph, Report
from reports.selectors.documents import document_of, document_of_today
from reports.services import drafts, paragraphs
from reports.services.paragraphs import Step, Typed
from tests.factories import make_cause, make_folder, make_measure, make_problem, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tree):
    found = make_folder(township=tree.township)
    for text in ("甲。", "乙。", "丙。"):
        make_problem(found, text=text)
    make_measure(found, title="强化队伍", outcome="成效。")
    return found


@pytest.fixture
def report(folder, clerk):
    return drafts.start(rectification=folder, by=clerk)


def rows(report):
    return list(report.paragraphs.all())


def texts(report):
    """Without the opening, which is long."""
    return [row.text for row in rows(report)][1:]


def row(report, text):
    return next(one for one in rows(report) if one.text == text)


def type_in(report, old, new, by):
    was = row(report, old)
    typed = [Typed(was.pk, new, was.print_of_text)]
    return paragraphs.save(report=report, by=by, typed=typed)


def press(report, by, verb, pk=0, word=""):
    return paragraphs.save(report=report, by=by, step=Step(verb, pk, word))


def printed(report):
    return [block.text for block in flatten(document_of(report))][1:]


class TestTyping:
    def test_what_is_typed_is_printed_and_on_record(self, report, reviewer):
        type_in(report, "乙。", "乙，改过。", reviewer)
        assert "乙，改过。" in printed(report)
        entry = AuditEntry.objects.filter(content_type__model="paragraph").first()
        assert (entry.actor, entry.folder_id) == (reviewer, report.rectification_id)
        assert entry.changes_dict["text"] == ["乙。", "乙，改过。"]

    def test_what_was_not_touched_is_not_written(self, report, clerk):
        before = [(one.pk, one.version) for one in rows(report)]
        typed = [Typed(one.pk, f"{one.text}\r\n", one.print_of_text) for one in rows(report)]
        assert paragraphs.save(report=report, by=clerk, typed=typed).changed == ()
        assert [(one.pk, one.version) for one in rows(report)] == before

    def test_a_line_end_cuts_and_restoring_puts_together(self, report, clerk):
        written = type_in(report, "乙。", "乙一。\r\n\r\n乙二。\n乙三。", clerk)
        assert texts(report)[2:6] == ["甲。", "乙一。", "乙二。", "乙三。"]
        assert written.about == row(report, "乙三。")
        source = row(report, "乙一。").source
        assert [(one.source, one.part, one.kind) for one in rows(report)[4:7]] == [
            (source, 0, "spoken"), (source, 1, "spoken"), (source, 2, "spoken"),
        ]  # fmt: skip
        press(report, clerk, "restore", row(report, "乙二。").pk)
        assert texts(report)[2:5] == ["甲。", "乙。", "丙。"]

    def test_a_heading_is_cut_into_a_heading_and_a_paragraph(self, report, clerk):
        type_in(report, "存在主要问题", "主要问题\n经排查：", clerk)
        assert [(one.text, one.kind, one.source) for one in rows(report)[2:4]] == [
            ("主要问题", "heading2", "heading:problems"),
            ("经排查：", "plain", ""),
        ]

    def test_an_emptied_paragraph_is_not_printed_and_can_be_restored(self, report, clerk):
        pk = row(report, "乙。").pk
        type_in(report, "乙。", "  ", clerk)
        assert "乙。" not in printed(report)
        press(report, clerk, "restore", pk)
        assert "乙。" in printed(report)

    def test_invisible_characters_are_not_kept(self, report, clerk):
        type_in(report, "乙。", "乙\u202e改\u200f过\u0000。\u2011𠮷㙍😀", clerk)
        assert "乙改过。\u2011𠮷㙍😀" in texts(report)

    def test_a_long_paragraph_is_taken_and_too_long_a_one_refused_with_its_start(self, report, clerk):
        type_in(report, "乙。", "长" * 10_000, clerk)
        with pytest.raises(ValidationError) as caught:
            type_in(report, "丙。", "太" * 20_001, clerk)
        assert "太太太" in caught.value.messages[0]
        assert "丙。" in texts(report)


class TestTwoEditors:
    def test_the_slower_one_is_told_and_both_texts_are_there(self, report, clerk, reviewer):
        was = row(report, "乙。")
        type_in(report, "乙。", "先到。", reviewer)
        with pytest.raises(Overtaken) as caught:
            paragraphs.save(report=report, by=clerk, typed=[Typed(was.pk, "后到。", was.print_of_text)])
        (clash,) = caught.value.clashes
        assert (clash.pk, clash.yours, clash.current.text) == (was.pk, "后到。", "先到。")
        assert "先到。" in texts(report)
        now = row(report, "先到。")
        paragraphs.save(report=report, by=clerk, typed=[Typed(was.pk, "后到。", now.print_of_text)])
        assert "后到。" in texts(report)

    def test_nothing_of_the_press_is_written(self, report, clerk, reviewer):
        first, second = row(report, "甲。"), row(report, "乙。")
        type_in(report, "乙。", "先到。", reviewer)
        typed = [Typed(one.pk, "改。", one.print_of_text) for one in (first, second)]
        with pytest.raises(Overtaken):
            paragraphs.save(report=report, by=clerk, typed=typed, step=Step("hide", first.pk))
        assert texts(report)[2:4] == ["甲。", "先到。"]
        assert not row(report, "甲。").hidden

    def test_two_paragraphs_are_nobodys_conflict(self, report, clerk, reviewer):
        mine = row(report, "甲。")
        type_in(report, "乙。", "先到。", reviewer)
        press(report, reviewer, "down", mine.pk)
        paragraphs.save(report=report, by=clerk, typed=[Typed(mine.pk, "我的。", mine.print_of_text)])
        assert texts(report)[2:4] == ["先到。", "我的。"]

    def test_the_same_words_twice_are_no_conflict(self, report, clerk, reviewer):
        was = row(report, "乙。")
        type_in(report, "乙。", "一样。", reviewer)
        typed = [Typed(was.pk, "一样。", was.print_of_text)]
        assert paragraphs.save(report=report, by=clerk, typed=typed).changed == ()

    def test_words_for_a_paragraph_that_is_gone_come_back(self, report, clerk, reviewer):
        own = press(report, clerk, "add").about
        press(report, reviewer, "remove", own.pk)
        with pytest.raises(Overtaken) as caught:
            paragraphs.save(report=report, by=clerk, typed=[Typed(own.pk, "我的话。", own.print_of_text)])
        assert [(clash.yours, clash.current) for clash in caught.value.clashes] == [("我的话。", None)]

    def test_a_step_on_a_paragraph_that_is_gone_says_so(self, report, clerk):
        own = press(report, clerk, "add").about
        press(report, clerk, "remove", own.pk)
        with pytest.raises(ValidationError):
            press(report, clerk, "hide", own.pk)


class TestSteps:
    def test_hidden_is_kept_but_not_printed(self, report, clerk):
        pk = row(report, "乙。").pk
        press(report, clerk, "hide", pk)
        assert ("乙。" in texts(report), "乙。" in printed(report)) == (True, False)
        press(report, clerk, "show", pk)
        assert "乙。" in printed(report)

    def test_up_and_down(self, report, clerk):
        pk = row(report, "乙。").pk
        press(report, clerk, "up", pk)
        assert texts(report)[2:5] == ["乙。", "甲。", "丙。"]
        for _ in range(2):
            press(report, clerk, "down", pk)
        assert texts(report)[2:5] == ["甲。", "丙。", "乙。"]

    def test_the_first_goes_no_further_up_and_the_last_no_further_down(self, report, clerk):
        before = [one.pk for one in rows(report)]
        press(report, clerk, "up", before[0])
        press(report, clerk, "down", before[-1])
        assert [one.pk for one in rows(report)] == before

    def test_a_section_changes_places_with_the_next(self, report, clerk):
        findings = row(report, "存在突出问题")
        press(report, clerk, "down", findings.pk)
        assert texts(report)[0] == "问题整顿情况"
        assert texts(report)[3:] == ["存在突出问题", "存在主要问题", "甲。", "乙。", "丙。"]
        press(report, clerk, "up", findings.pk)
        assert texts(report)[0] == "存在突出问题"
        press(report, clerk, "up", findings.pk)
        assert texts(report)[0] == "存在突出问题"

    @pytest.mark.parametrize("target", ["0", "甲。", "丙。", "问题整顿情况"])
    def test_dragged_behind(self, report, clerk, target):
        moved = row(report, "乙。")
        after = row(report, target).pk if target != "0" else 0
        press(report, clerk, "place", moved.pk, str(after))
        found = [one.text for one in rows(report)]
        assert found.index("乙。") == (found.index(target) + 1 if target != "0" else 0)
        assert len(found) == len(set(found))

    def test_a_move_is_on_record_once(self, report, clerk):
        before = AuditEntry.objects.count()
        press(report, clerk, "up", row(report, "丙。").pk)
        assert AuditEntry.objects.count() == before + 1

    def test_a_paragraph_of_ones_own(self, report, clerk):
        own = press(report, clerk, "add", row(report, "甲。").pk).about
        assert "" not in printed(report)
        paragraphs.save(report=report, by=clerk, typed=[Typed(own.pk, "另外。", own.print_of_text)])
        assert printed(report)[1:4] == ["甲。", "另外。", "乙。"]
        press(report, clerk, "remove", own.pk)
        assert "另外。" not in texts(report)

    def test_what_comes_from_the_data_is_not_deleted(self, report, clerk):
        with pytest.raises(ValidationError):
            press(report, clerk, "remove", row(report, "甲。").pk)

    def test_marks_can_be_changed(self, report, clerk):
        press(report, clerk, "mark", row(report, "乙。").pk, "plain")
        assert row(report, "乙。").kind == "plain"
        for word in ("heading1", "table", "nothing"):
            with pytest.raises(ValidationError):
                press(report, clerk, "mark", row(report, "乙。").pk, word)
        with pytest.raises(ValidationError):
            press(report, clerk, "mark", row(report, "存在突出问题").pk, "plain")


class TestOffers:
    def change(self, folder, clerk, old, new):
        problems.edit(problem=Problem.objects.get(text=old), by=clerk, text=new)

    def test_a_change_in_the_data_waits_until_it_is_taken(self, folder, report, clerk):
        self.change(folder, clerk, "乙。", "乙变了。")
        assert "乙。" in printed(report)
        press(report, clerk, "take", row(report, "乙。").pk)
        assert "乙变了。" in printed(report)

    def test_taking_everything_leaves_what_was_edited(self, folder, report, clerk):
        type_in(report, "丙。", "丙，手改。", clerk)
        for text in ("乙。", "丙。"):
            self.change(folder, clerk, text, f"{text}新。")
        make_cause(folder, text="原因。")
        problems.remove(problem=Problem.objects.get(text="甲。"), by=clerk)
        press(report, clerk, "update")
        assert printed(report)[1:] == [
            "存在主要问题", "乙。新。", "丙，手改。", "问题产生的原因", "原因。", "问题整顿情况",
            "整顿以来，共梳理问题2个，分析原因1条，制定措施1条；正在整改2个。", "强化队伍。成效。",
        ]  # fmt: skip

    def test_edited_words_are_replaced_on_request_only(self, folder, report, clerk):
        type_in(report, "丙。", "丙，\n手改。", clerk)
        self.change(folder, clerk, "丙。", "丙新。")
        press(report, clerk, "take", row(report, "手改。").pk)
        assert texts(report)[2:5] == ["甲。", "乙。", "丙新。"]

    def test_keeping_ones_own_settles_the_offer(self, folder, report, clerk):
        self.change(folder, clerk, "乙。", "乙新。")
        pk = row(report, "乙。").pk
        press(report, clerk, "keep", pk)
        kept = Paragraph.objects.get(pk=pk)
        assert (kept.text, kept.taken) == ("乙。", "乙新。")
        press(report, clerk, "restore", pk)
        assert "乙新。" in texts(report)

    def test_what_the_data_no_longer_tells_is_kept_as_ones_own_or_taken_out(self, folder, report, clerk):
        for text in ("甲。", "乙。"):
            problems.remove(problem=Problem.objects.get(text=text), by=clerk)
        press(report, clerk, "keep", row(report, "甲。").pk)
        press(report, clerk, "take", row(report, "乙。").pk)
        assert texts(report)[2:4] == ["甲。", "丙。"]
        assert row(report, "甲。").is_own

    def test_what_is_new_comes_with_its_heading(self, folder, report, clerk):
        cause = make_cause(folder, text="原因。")
        new = press(report, clerk, "insert", word=f"cause:{cause.pk}").about
        assert new.text == "原因。"
        assert texts(report)[5:7] == ["问题产生的原因", "原因。"]

    def test_offering_never_writes(self, folder, report, clerk, client):
        self.change(folder, clerk, "乙。", "乙新。")
        client.force_login(clerk)
        before = list(Paragraph.objects.values())
        assert client.get(f"/reports/{report.pk}/").status_code == 200
        assert list(Paragraph.objects.values()) == before


verbs = st.sampled_from(
    ["hide", "show", "up", "down", "place", "add", "keep", "take", "restore", "type", "update"]
)
presses = st.lists(st.tuples(verbs, st.integers(0, 30), st.integers(0, 30)), max_size=8)


@given(presses)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_pressed_restoring_everything_tells_all_of_the_data(tree, clerk, done):
    """No order of steps loses a record's words: show and restore all, and the data of today is there."""
    folder = make_folder(township=tree.township)
    for text in ("甲。", "乙。"):
        make_problem(folder, text=text)
    make_cause(folder, text="因。")
    report = drafts.start(rectification=folder, by=clerk)
    for verb, one, other in done:
        found = rows(report)
        chosen, target = found[one % len(found)], found[other % len(found)]
        if verb == "type":
            type_in(report, chosen.text, f"{chosen.text}改\n续{other}", clerk)
        else:
            press(report, clerk, verb, chosen.pk, str(target.pk) if verb == "place" else "")
        assert [row.position for row in rows(report)] == list(range(1, len(rows(report)) + 1))
    for one in [one for one in rows(report) if one.source and not one.part]:
        press(report, clerk, "restore", one.pk)
        press(report, clerk, "show", one.pk)
    told = [one.text for one in rows(report) if one.source]
    assert sorted(told) == sorted(block.text for block in flatten(document_of_today(report)))


def test_a_supervisor_and_a_stranger_write_nothing(tree, report, supervisor):
    for user in (supervisor, make_user("staff", tree.other_township)):
        with pytest.raises(PermissionDenied):
            press(report, user, "hide", row(report, "甲。").pk)
    assert not row(report, "甲。").hidden


def test_a_write_moves_the_report_to_the_top_of_the_list(tree, report, clerk):
    other = make_folder(township=tree.township)
    make_problem(other)
    newer = drafts.start(rectification=other, by=clerk)
    assert list(Report.objects.all()) == [newer, report]
    press(report, clerk, "hide", row(report, "甲。").pk)
    assert list(Report.objects.all()) == [report, newer]
