"""Faults, audit events and working days: what their loaders refuse."""

import pytest

from config.load import load_audit_events, load_faults, load_workdays
from config.problems import ConfigError

FAULT = """
[{code}]
number = "{number}"
severity = "info"
title = "{title}"
title_en = "t"
happened = "h"
happened_en = "h"
kept = "k"
kept_en = "k"
ways = ["a", "b"]
ways_en = ["a", "b"]
remedy = "r"
"""


@pytest.fixture
def write(tmp_path):
    def write(text):
        path = tmp_path / "file.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def fault(code="paper", number="P-001", title="纸用完了"):
    return FAULT.format(code=code, number=number, title=title)


def problems(load, path):
    with pytest.raises(ConfigError) as refusal:
        load(path)
    return {problem.key: problem.message for problem in refusal.value.problems}


def test_a_fault_is_known_by_its_table(write):
    assert load_faults(write(fault()))["paper"].title == "纸用完了"


@pytest.mark.parametrize("title", ["打印失败", "输入错误", "非法操作", "您必须重试", "错误 ERR"])
def test_harsh_words_are_refused(write, title):
    assert "paper.title" in problems(load_faults, write(fault(title=title)))


def test_a_long_title_is_refused(write):
    assert "paper.title" in problems(load_faults, write(fault(title="打印机里面的纸已经用完了")))


def test_one_way_onward_is_not_enough(write):
    assert "paper.ways" in problems(load_faults, write(fault().replace('ways = ["a", "b"]', 'ways = ["a"]')))
    assert "paper.ways" in problems(load_faults, write(fault().replace('ways = ["a", "b"]', 'ways = ["a", ""]')))


def test_a_number_belongs_to_one_fault(write):
    found = problems(load_faults, write(fault() + fault(code="jam")))
    assert found == {"jam.number": "also the number of paper"}


def test_a_number_has_its_form(write):
    assert "paper.number" in problems(load_faults, write(fault(number="P21")))


def test_an_event_may_only_carry_keys_that_have_a_pattern(write):
    path = write('[patterns]\ncode = "[a-z]+"\n[seen]\ndescription = "d"\ndetail = ["code", "name"]\n')
    assert problems(load_audit_events, path) == {"seen.detail": "no pattern for name"}


def test_a_pattern_must_be_one(write):
    path = write('[patterns]\ncode = "["\n[seen]\ndescription = "d"\n')
    assert "patterns.code" in problems(load_audit_events, path)


def test_an_event_needs_a_description(write):
    assert problems(load_audit_events, write("[seen]\n")) == {"seen.description": "missing"}


YEAR = """
[2026]
source = "s"
holidays = [{{ name = "n", first = {first}, last = {last} }}]
workdays = [{workday}]
"""


def test_given_back_days_are_weekend_days(write):
    path = write(YEAR.format(first="2026-01-01", last="2026-01-03", workday="2026-01-05"))
    assert "2026.workdays" in problems(load_workdays, path)


def test_holidays_run_forwards(write):
    path = write(YEAR.format(first="2026-01-03", last="2026-01-01", workday="2026-01-04"))
    assert "2026.holidays" in problems(load_workdays, path)


def test_a_year_is_a_year_and_a_date_is_a_date(write):
    assert "next" in problems(load_workdays, write('[next]\nsource = "s"\n'))
    path = write(YEAR.format(first='"New Year"', last="2026-01-03", workday="2026-01-04"))
    assert problems(load_workdays, path)["2026.holidays[1].first"] == "expected a date"


def test_anything_but_a_table_is_told(write):
    assert problems(load_faults, write("paper = 3\n")) == {"paper": "expected a table"}


def test_a_missing_file_is_told(tmp_path):
    assert "" in problems(load_faults, tmp_path / "nowhere.toml")
