"""Every feature has its policy sentence, its place and its test, or a reason; nothing named there may be gone."""

import re

import pytest
from traceability import PAGE, ROOT, features, page

FEATURES = features()
BUILT = {key: one for key, one in FEATURES.items() if one.get("tests")}


def test_the_page_is_the_one_that_is_made():
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_feature_of_the_table_is_there():
    assert FEATURES.keys() == {*(f"F{number:02}" for number in range(1, 76)), "F-LINT"}


@pytest.mark.parametrize("key", FEATURES)
def test_a_feature_has_a_test_or_a_reason_and_not_both(key):
    one = FEATURES[key]
    assert one["name"]
    assert bool(one.get("tests")) != bool(one.get("reason"))
    assert bool(one.get("kept")) == bool(one.get("tests"))
    assert bool(one["source"]) == bool(one["sentence"])


@pytest.mark.parametrize("key", BUILT)
def test_what_a_feature_names_exists(key):
    for path in BUILT[key]["kept"]:
        assert (ROOT / path).exists(), path
    for named in BUILT[key]["tests"]:
        path, _, name = named.partition("::")
        text = (ROOT / path).read_text(encoding="utf-8")
        assert re.search(rf"^def {name or 'test_'}", text, re.MULTILINE), named
