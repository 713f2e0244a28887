"""The verdict of an acceptance: the rules at their edges, and what must hold whatever is entered."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from branches.verdicts import Failure, Rules, Survey, judge

MARKS = st.lists(st.decimals(0, 50, places=1), min_size=1, max_size=12)
COUNT = st.integers(0, 300)
SHARE = st.none() | st.integers(0, 100)
RULES = st.builds(Rules, st.decimals(0, 300, places=1), SHARE, SHARE)


@st.composite
def surveys(draw):
    satisfied, fairly, dissatisfied, spoilt, kept = (draw(COUNT) for _ in range(5))
    returned = satisfied + fairly + dissatisfied + spoilt
    return Survey(returned + kept, returned, satisfied, fairly, dissatisfied)


def survey(dissatisfied, returned, satisfied=0):
    return Survey(returned, returned, satisfied, 0, dissatisfied)


@pytest.mark.parametrize(
    ("marks", "failures"),
    [("69.9", (Failure.MARKS,)), ("70", ()), ("70.1", ())],
    ids=str,
)
def test_the_pass_mark_itself_passes(marks, failures):
    assert judge([Decimal(marks)], Survey(), Rules(Decimal(70))).failures == failures


@pytest.mark.parametrize(("dissatisfied", "fails"), [(15, False), (16, True)])
def test_exactly_half_is_not_more_than_half(dissatisfied, fails):
    found = judge([Decimal(100)], survey(dissatisfied, 30), Rules(Decimal(70), dissatisfied_over=50))
    assert (Failure.DISSATISFIED in found.failures) is fails


@pytest.mark.parametrize(("satisfied", "fails"), [(26, True), (27, False)])
def test_ninety_percent_satisfied_is_enough(satisfied, fails):
    found = judge([Decimal(100)], survey(0, 30, satisfied), Rules(Decimal(70), satisfied_under=90))
    assert (Failure.SATISFIED in found.failures) is fails


def test_a_veto_fails_whatever_the_marks():
    found = judge([Decimal(100)], survey(29, 30), Rules(Decimal(70), dissatisfied_over=50))
    assert (found.total, found.passed) == (Decimal(100), False)


def test_a_third_of_three_is_counted_in_whole_votes():
    """1 of 3 is 33.33 percent: more than 33, not more than 34."""
    at = [judge([], survey(1, 3), Rules(Decimal(), dissatisfied_over=share)).passed for share in (33, 34)]
    assert at == [False, True]


@given(MARKS, surveys(), RULES)
def test_the_total_is_the_sum_in_any_order(marks, votes, rules):
    found = judge(marks, votes, rules)
    assert found.total == sum(marks)
    assert judge(marks[::-1], votes, rules) == found
    assert found.passed is (found.failures == ())


@given(MARKS, surveys(), RULES, st.integers(0, 11))
def test_a_better_mark_never_fails_who_passed(marks, votes, rules, place):
    assume(judge(marks, votes, rules).passed)
    better = [*marks]
    better[place % len(marks)] += 1
    assert judge(better, votes, rules).passed


@given(MARKS, surveys(), RULES)
def test_a_vote_that_turns_for_the_better_never_fails_who_passed(marks, votes, rules):
    assume(votes.dissatisfied and judge(marks, votes, rules).passed)
    turned = replace(votes, dissatisfied=votes.dissatisfied - 1, fairly=votes.fairly + 1)
    assert judge(marks, turned, rules).passed


@given(MARKS, surveys(), RULES, st.integers(2, 9))
def test_shares_count_not_numbers(marks, votes, rules, times):
    counts = (votes.issued, votes.returned, votes.satisfied, votes.fairly, votes.dissatisfied)
    assert judge(marks, Survey(*(count * times for count in counts)), rules) == judge(marks, votes, rules)


@given(MARKS, surveys(), RULES)
def test_without_vetoes_the_survey_says_nothing(marks, votes, rules):
    bare = Rules(rules.pass_mark)
    assert judge(marks, votes, bare) == judge(marks, Survey(), bare)
    assert (rules.ask_for_survey, bare.ask_for_survey) == (rules != bare, False)
