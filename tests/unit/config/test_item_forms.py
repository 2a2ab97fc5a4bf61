"""A form with one thing wrong does not load: file, key and a sentence, in Chinese for the editor."""

import re

import pytest

from config.load import SERVICES, load_services
from config.problems import ConfigError
from kiosk.domain.rules.flaws import flaws
from kiosk.journeys.kinds import known_kinds
from kiosk.linting.items import lint_items

AGED = (SERVICES / "aged-allowance.toml").read_text(encoding="utf-8")
POLICE = (SERVICES / "no-crime-record.toml").read_text(encoding="utf-8")
KINDS = known_kinds()
ASK_PHONE = '[[steps]]\nkind = "form"\nstage = "填一填"\nstage_en = "Fill in"\noptions = { ask = "phone" }\n'
WRONG = {
    "unknown-field": (
        AGED,
        "steps[2].options.ask",
        'ask = "payout"',
        'ask = "payuot"',
        "no field payuot; did you mean",
    ),
    "no-field-named": (AGED, "steps[2].options.ask", 'options = { ask = "payout" }', "", "no field …"),
    "never-asked": (AGED, "fields[8].id", ASK_PHONE, "", "no step asks this field"),
    "asked-twice": (AGED, "steps[3].options.ask", 'ask = "account"', 'ask = "payout"', "used twice"),
    "same-id": (AGED, "fields[2].id", 'id = "gender"', 'id = "full_name"', "used twice"),
    "same-meaning": (AGED, "fields[2].prefill", '"card.sex"', '"card.name"', "used twice"),
    "same-label": (AGED, "fields[2].label", 'label = "性别"', 'label = "姓名"', "used twice"),
    "from-nowhere": (AGED, "fields[3].prefill", '"card.ethnicity"', '"card.blood"', "nothing fills in card.blood"),
    "from-no-licence": (AGED, "fields[3].prefill", '"card.ethnicity"', '"store.驾驶证"', "nothing fills in"),
    "given-by-nobody": (AGED, "fields[3].prefill", 'prefill = "card.ethnicity"\n', "", "missing"),
    "no-length": (AGED, "fields[7].longest", "shortest = 16\nlongest = 19\n", "", "expected 1 to 24 digits"),
    "length-turned-round": (AGED, "fields[7].longest", "shortest = 16", "shortest = 20", "the shortest first"),
    "hungry-pattern": (AGED, "fields[7].pattern", 'check = "luhn"', 'pattern = "([0-9]+)+"', "alone"),
    "broken-pattern": (AGED, "fields[7].pattern", 'check = "luhn"', 'pattern = "[0-9"', "not a regular expression"),
    "unknown-check": (AGED, "fields[7].check", 'check = "luhn"', 'check = "crc"', "expected one of"),
    "no-english": (AGED, "fields[6].title_en", 'title_en = "Where is it paid to?"\n', "", "no English"),
    "option-without-english": (POLICE, "fields[6].options[1].label_en", '"A job or a post"', '""', "no English"),
    "label-without-chinese": (AGED, "fields[6].label", 'label = "发放方式"', 'label = "payout"', "no Chinese"),
    "english-in-chinese": (AGED, "fields[6].label_en", '"Paid into"', '"发放"', "no English"),
    "title-too-long": (AGED, "fields[6].title", "津贴发到哪里？", "津贴" * 12, "expected 1 to 32 half-width columns"),
    "no-title": (
        AGED,
        "fields[7].title",
        'title = "银行卡号是多少？"\ntitle_en = "What is the card number?"\n',
        "",
        "missing",
    ),
    "same-option": (AGED, "fields[6].options", 'id = "bank"', 'id = "social-card"', "social-card is used twice"),
    "chosen-beforehand": (
        AGED,
        "fields[6].prefill",
        'id = "payout"',
        'id = "payout"\nprefill = "card.house"',
        "beforehand",
    ),
    "a-fact-of-everybodys": (AGED, "fields[2].id", 'id = "gender"', 'id = "sex"', "no fact of everybody's"),
    "bad-id": (AGED, "fields[2].id", 'id = "gender"', 'id = "Gender"', "small letters"),
    "unreadable-rule": (AGED, "fields[7].when", "payout == 'bank'", "payout = 'bank'", "not a rule"),
    "asked-later": (
        AGED,
        "fields[1].when",
        'id = "full_name"',
        'id = "full_name"\nwhen = "payout == \'bank\'"',
        "payout is asked later",
    ),
    "known-to-the-centre-alone": (AGED, "fields[7].when", "payout == 'bank'", "housing_fund_account", "is not known"),
    "no-such-member": (
        AGED,
        "fields[1].members",
        'id = "full_name"',
        'id = "full_name"\nmembers = ["bus"]',
        "no member bus",
    ),
    "unknown-key": (AGED, "fields[1].colour", 'id = "full_name"', 'id = "full_name"\ncolour = "red"', "unknown key"),
}


def problems(folder, text):
    item_id = re.search(r'^id = "([a-z-]+)"', text).group(1)
    path = folder / f"{item_id}.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as refused:
        load_services(folder, kinds=KINDS, rule_flaws=flaws)
    return path, refused.value.problems


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
def test_a_mistake_in_a_form_is_told_when_the_item_is_loaded(tmp_path, case):
    text, key, good, bad, says = case
    assert good in text
    path, found = problems(tmp_path, text.replace(good, bad, 1))
    told = {problem.key: problem.message for problem in found if problem.file == path.name}
    assert says in told[key]
    explained = {finding.key: finding for finding in lint_items([path], KINDS)}[key]
    assert re.search("[\u4e00-\u9fff]", explained.why)
    assert "填写不合要求" not in explained.why or says == "expected one of"


def test_a_choice_of_one_is_none(tmp_path):
    bank = re.search(r"^    \{ id = \"bank\".*\n", AGED, re.MULTILINE).group()
    _, found = problems(tmp_path, AGED.replace(bank, ""))
    assert ("fields[6].options", "expected two to choose from at least") in [(one.key, one.message) for one in found]
