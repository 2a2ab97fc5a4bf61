"""What judged texts teach: open demands in words that no list holds, and innocent ones that hold listed words."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.likeness import TEXTS, made_from, read
from kiosk.linting.likeness import GOOD, SHORT, SURE, TABLE, judged, runs, windows, worst
from kiosk.linting.pages import lint_page

UNSEEN = Path(__file__).with_name("snippets") / "unseen.tsv"
FOUND = 0.9


def rules(text):
    return {finding.rule for finding in lint_page(text, "page")}


def test_the_table_was_made_of_the_texts_that_lie_here():
    assert tomllib.loads(TABLE.read_text(encoding="utf-8"))["made_from"] == made_from()


def test_texts_that_it_was_not_made_of_are_told_apart():
    taught = {text for path in TEXTS.glob("*.tsv") for _, text in read(path)}
    unseen = [(label, text) for label, text in read(UNSEEN) if text not in taught]
    bad = [text for label, text in unseen if label != GOOD]
    assert [text for label, text in unseen if label == GOOD and rules(text)] == []
    assert len(bad) >= 30
    assert sum(bool(rules(text)) for text in bad) >= FOUND * len(bad)


@pytest.mark.parametrize(
    ("bad", "good", "rule"),
    [
        ("办残疾证换领，带旧证，还差点啥听窗口的。", "办残疾证换领，带旧证和照片 2 张，一共两样。", "catch-all"),
        ("送检的水表抓紧给您检，检好了打电话。", "送检的水表 5 个工作日检好，检好当天打电话。", "open-promise"),
        ("哪天恢复办理，请大家留意后面的公告。", "3 月 9 日恢复办理，仍在一楼 4 号窗口。", "second-notice"),
        (
            "户籍证明早不收了，不过为保险还是开一份带来。",
            "户籍证明早不收了，窗口再要，请打 12345。",
            "cancelled-comes-back",
        ),
        ("老年证免费办理，信用卡套现加微信秒到账。", "老年证免费办理，有人向您收钱，请打 12345。", "spam"),
    ],
)
def test_twins_are_told_apart(bad, good, rule):
    assert rule in rules(bad)
    assert rules(good) == set()


@pytest.mark.parametrize(
    "text",
    ["各家要的材料都一样：申请表、户口簿、银行卡，不因人而异。", "窗口人员说“尽快”不算数，以受理单上写的办结日为准。"],
)
def test_listed_words_in_an_innocent_text_are_taken_back(text):
    assert rules(text) == set()


def test_a_page_without_a_full_stop_costs_no_more_than_a_sentence():
    assert runs("请带身份证" * 1_000_000) == runs("请带身份证" * 80)


@given(st.text(max_size=80))
def test_any_text_has_a_chance(text):
    found = judged(text)
    assert 0 <= found.chance <= 1
    assert (found.words != "") <= (found.chance >= SURE)


@given(st.lists(st.text(alphabet="请带身份证，好", min_size=1, max_size=8).filter(str.strip), min_size=1, max_size=4))
def test_each_sentence_and_each_two_are_looked_at(sentences):
    seen = list(windows("".join(f"{one}。" for one in sentences)))
    enough = sum(len(one) >= SHORT for one in sentences) if len(sentences) > 1 else 1
    assert len(seen) == enough + len(sentences) - 1
    assert worst("".join(f"{one}。" for one in sentences)).chance == max(judged(one).chance for one in seen)
