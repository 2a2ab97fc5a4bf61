"""One file changes what a region calls things, on the glass and on paper; what is decided stays."""

import re

import pytest

from config.load import SERVICES, read_services
from config.papers import load_papers
from config.problems import ConfigError
from config.region_words import in_region, load_region_words, regions_with_words
from ui.i18n import english_words, translator

REGION = "999902"
GAP = re.compile(r"\{[^}]*\}")


def shape(paper):
    """Everything of a paper but its wording: kinds, conditions, facts."""
    return [(type(block), getattr(block, "when", ()), getattr(block, "unless", ())) for block in paper.blocks]


@pytest.mark.parametrize("region", regions_with_words())
def test_a_region_changes_words_and_never_what_is_said_when(region):
    here, there = load_papers(), load_papers(region)
    assert here.keys() == there.keys()
    for name, paper in here.items():
        assert shape(there[name]) == shape(paper)
        assert there[name].facts == paper.facts


@pytest.mark.parametrize("region", regions_with_words())
def test_every_sentence_keeps_its_facts_in_every_region(region):
    spoken = translator(english=False, region=region)
    for sentence in english_words():
        assert sorted(GAP.findall(spoken(sentence))) == sorted(GAP.findall(sentence))


@pytest.mark.parametrize("region", regions_with_words())
def test_every_term_is_said_somewhere(region):
    said = "\n".join([*english_words(), *(repr(paper) for paper in load_papers().values())])
    assert [term for term in load_region_words(region) if term not in said] == []


def test_deferral_is_called_otherwise_there():
    assert translator(english=False, region=REGION)("容缺受理通知书") == "审批承诺受理通知书"
    assert translator(english=False)("容缺受理通知书") == "容缺受理通知书"
    assert translator(english=True, region=REGION)("容缺受理通知书") == translator(english=True)("容缺受理通知书")
    assert "审批承诺受理通知书" in repr(load_papers(REGION)["deferral-notice"])
    assert "容缺" not in repr(load_papers(REGION)["deferral-notice"].blocks)
    assert in_region("容缺受理", "") == "容缺受理"


def test_the_items_and_their_rules_know_nothing_of_it():
    items = read_services(sorted(SERVICES.glob("*.toml")), "services")
    for item in items.values():
        for condition in item.conditions:
            assert in_region(condition.rule, REGION) == condition.rule
        assert in_region(item.id, REGION) == item.id


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("terms = 3", "expected one table of words"),
        ('[terms]\n"可后补{n}项" = "辅件"', "the same gaps"),
        ('[terms]\n"容缺受理" = "加微信 abc12345"', "holds"),
        ('[terms]\nx = "辅件"', "expected Chinese words"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path, text, told):
    (tmp_path / "999903.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=told):
        load_region_words("999903", tmp_path)
