"""What many people ask about an item: real questions with answers that say nothing against the rest of its file."""

import re
from dataclasses import replace

import pytest

from config.frequent_questions import FrequentQuestion, in_order
from config.load import SERVICES, load_services
from config.problems import ConfigError
from config.published import read_guides
from config.toml import Text
from kiosk.linting.items import lint_items

ITEMS = load_services()
AGED = (SERVICES / "aged-allowance.toml").read_text(encoding="utf-8")
FIRST = 'ask = "没满 80 岁能先申请吗？"\nanswer = "还不能。满 80 岁当月起来办，现在可以先看要带什么。"'
FIGURE = re.compile(r"工作日|小时|[0-9] *(?:元|天|分钟)|[0-9]{1,2}:[0-9]{2}|[0-9]{4}-[0-9]{6,}")
HEAD = f'[[faq]]\nid = "age"\n{FIRST}'
WRONG = {
    "cut": ("faq[1].answer", "现在可以先看要带什么。", "现在可以先看要带", "a sentence was cut|is no whole sentence"),
    "catch-all": ("faq[1].answer", "可以先看要带什么。", "请带其他材料。", "a catch-all demand"),
    "spam": ("faq[1].answer", "现在可以先看要带什么。", "加微信 abc123 快速代办，稳赚不赔。", "holds"),
    "a-link": ("faq[1].answer", "现在可以先看要带什么。", "详见 www.example.top。", "holds a web address"),
    "no-question": ("faq[1].ask", "没满 80 岁能先申请吗？", "没满 80 岁能先申请", "is no question|was cut"),
    "too-long": ("faq[1].ask", "没满 80 岁能先申请吗？", f"{'没满' * 9}能先申请吗？", "half-width columns"),
    "bad-id": ("faq[1].id", 'id = "age"', 'id = "Age 1"', "small letters and hyphens"),
    "same-id": ("faq[1].id", 'id = "age"', 'id = "account"', "account is used twice"),
    "no-answer": ("faq[1].answer", "还不能。满 80 岁当月起来办，现在可以先看要带什么。", "", "half-width columns"),
    "too-many": ("faq", HEAD, HEAD.replace('"age"', '"more"') + f"\n\n{HEAD}", "1 to 5"),
}


@pytest.mark.parametrize("case", WRONG, ids=str)
def test_a_bad_question_does_not_load_and_the_editor_is_told_where(tmp_path, case):
    key, right, wrong, says = WRONG[case]
    assert right in AGED
    path = tmp_path / "aged-allowance.toml"
    path.write_text(AGED.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(ConfigError) as refused:
        load_services(tmp_path)
    told = {one.key: one.message for one in refused.value.problems}
    assert re.search(says, told[key]), told
    assert all(re.search("[\u3400-\u9fff]", one.why) for one in lint_items([path], None))


def test_an_item_needs_no_questions(tmp_path):
    without = re.sub(r"\[\[faq\]\]\n(?:[^\n]+\n)+\n", "", AGED)
    (tmp_path / "aged-allowance.toml").write_text(without, encoding="utf-8")
    assert load_services(tmp_path)["aged-allowance"].faq == ()


@pytest.mark.parametrize("item", ITEMS.values(), ids=lambda item: item.id)
def test_every_item_answers_three_to_five_questions_without_figures_that_stand_elsewhere(item):
    assert 3 <= len(item.faq) <= 5
    for one in item.faq:
        assert not FIGURE.search(one.answer)
    # an age that is named is one that the item's own rules know
    ages = {age for one in item.faq for age in re.findall(r"(\d+) (?:周)?岁", one.ask + one.answer)}
    assert ages <= set(re.findall(r"age >= (\d+)", " ".join(one.rule for one in item.conditions)))


@pytest.mark.parametrize("item", ITEMS.values(), ids=lambda item: item.id)
def test_what_is_quoted_as_a_choice_or_item_is_called_so_on_the_glass(item):
    """An answer that says 选“…” names an option of this item's form or another item."""
    labels = {option.label for field in item.fields for option in field.options}
    labels |= {other.short_name for other in ITEMS.values()}
    chosen = {word for one in item.faq for word in re.findall("选“([^”]+)”", one.answer)}
    assert chosen <= labels


def test_what_may_follow_or_be_promised_is_said_of_such_items_alone():
    for item in ITEMS.values():
        said = " ".join(one.answer for one in item.faq)
        assert item.deferral.allowed or "后补" not in said, item.id
        assert item.commitments or "承诺代替" not in said, item.id


def test_what_is_asked_most_stands_first_and_the_centres_answer_in_the_place_of_the_items():
    own = (
        FrequentQuestion(id="a", ask="能吗？", answer="能。"),
        FrequentQuestion(id="b", ask="要吗？", answer="要。"),
    )
    newer, new = replace(own[1], answer="不要了。"), FrequentQuestion(id="c", ask="好吗？", answer="好。")
    assert in_order(own, (), ()) == own
    assert in_order(own, (new, newer), ()) == (new, newer, own[0])
    assert in_order(own, (new, newer), ("b", "gone", "a")) == (newer, own[0], new)
    assert in_order(own, (), ("b",)) == (own[1], own[0])
    assert in_order((), (new,), ("a",)) == (new,)


@pytest.mark.parametrize(
    "wrong", ['["Age"]', '["age", "age"]', "[1]", '"age"', str([f"q-{'x' * n}" for n in range(120)])]
)
def test_a_ranking_that_is_none_is_refused(wrong):
    right = read_guides([Text("pension-proof.toml", 'item = "pension-proof"\nranking = ["years", "month"]\n')])
    assert right["pension-proof"].ranking == ("years", "month")
    with pytest.raises(ConfigError):
        read_guides([Text("pension-proof.toml", f'item = "pension-proof"\nranking = {wrong}\n')])
