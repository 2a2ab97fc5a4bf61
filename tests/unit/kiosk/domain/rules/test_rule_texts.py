"""The rule language: what it takes, what it refuses, and that an answer is never changed by what comes to be known."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.rules.expression import RuleMalformed, decide, doubts, read_rule
from kiosk.domain.rules.facts import FACTS
from kiosk.domain.rules.truth import Truth, all_of, any_of

NAMES = ("agent", "foreigner", "local_household", "residence_permit")
AGES = (0, 17, 60, 64, 65, 120)


def texts():
    """Rules of any shape over a few words."""
    leaf = st.one_of(
        st.sampled_from(NAMES),
        st.builds("age {} {}".format, st.sampled_from(("<", "<=", ">", ">=", "==", "!=")), st.sampled_from(AGES)),
        st.sampled_from(("60 <= age < 65", "sex == '女'", "credit in ('A', 'B')", "age not in (1, 2)", "True")),
    )
    return st.recursive(
        leaf,
        lambda inner: st.one_of(
            st.builds("({} and {})".format, inner, inner),
            st.builds("({} or {})".format, inner, inner),
            st.builds("not ({})".format, inner),
        ),
        max_leaves=6,
    )


def facts():
    """Some of the words known, others not."""
    return st.fixed_dictionaries(
        {},
        optional={name: st.booleans() for name in NAMES}
        | {"age": st.sampled_from(AGES), "sex": st.sampled_from("男女"), "credit": st.sampled_from("ABCD")},
    )


def completions(known):
    """Every way in which what is unknown may turn out."""
    values = dict.fromkeys(NAMES, (True, False)) | {"age": AGES, "sex": "男女", "credit": "AD"}
    unknown = [name for name in values if name not in known]
    for chosen in itertools.product(*(values[name] for name in unknown)):
        yield known | dict(zip(unknown, chosen, strict=True))


@given(texts(), facts())
def test_an_answer_holds_whatever_comes_to_be_known(text, known):
    rule = read_rule(text, FACTS)
    answer = decide(rule, known)
    if answer is Truth.UNKNOWN:
        assert doubts(rule, known)
        assert not set(doubts(rule, known)) & set(known)
    else:
        assert doubts(rule, known) == ()
        assert {decide(rule, more) for more in completions(known)} == {answer}


@given(texts(), facts())
def test_a_rule_is_decided_alike_each_time_and_by_the_same_words(text, known):
    first, second = read_rule(text, FACTS), read_rule(text, FACTS)
    assert first.names == second.names
    assert decide(first, known) is decide(second, dict(reversed(known.items())))


@given(texts(), st.data())
def test_with_everything_known_nothing_is_undecided(text, data):
    everything = next(iter(completions(data.draw(facts()))))
    assert decide(read_rule(text, FACTS), everything) is not Truth.UNKNOWN


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "expected 1 to 300"),
        ("age >= " + "6" * 300, "expected 1 to 300"),
        ("age >=", "not a rule"),
        ("年龄 >= 60", "unknown word"),
        ("__import__('os')", "neither true nor false"),
        ("age", "neither true nor false"),
        ("age and agent", "neither true nor false"),
        ("age >= '60'", "different kinds"),
        ("agent >= True", "only numbers"),
        ("sex > '女'", "only numbers"),
        ("1 < 2", "compares no fact"),
        ("age is 60", "unknown comparison"),
        ("age in 60", "`in` wants"),
        ("credit in ('A', 1)", "`in` wants"),
        ("age + 1 > 60", "compares no fact"),
        ("[age for age in age]", "neither true nor false"),
        ("(lambda: agent)()", "neither true nor false"),
        ("agent if age > 3 else foreigner", "neither true nor false"),
        ("not " * 20 + "agent", "nested too deep"),
        ("age >= 6.5", "neither a word nor a constant"),
        ("agent == None", "neither a word nor a constant"),
        ("age >= 60; agent", "not a rule"),
    ],
    ids=range(22),
)
def test_what_is_no_rule_is_refused_with_its_reason(text, why):
    with pytest.raises(RuleMalformed, match=why):
        read_rule(text, FACTS)


@given(st.text(max_size=40))
def test_no_text_does_anything_but_be_refused(text):
    try:
        rule = read_rule(text, FACTS)
    except RuleMalformed:
        return
    decide(rule, {})


@given(st.lists(st.sampled_from(Truth)))
def test_all_and_any_are_each_others_mirror(truths):
    assert all_of(truths) is ~any_of([~truth for truth in truths])
