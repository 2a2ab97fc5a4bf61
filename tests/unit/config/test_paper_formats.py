"""What the catalogue's words say of a paper's format: what is not understood says nothing."""

import dataclasses

import pytest

from config.load import load_services
from config.paper_formats import formats_asked, formats_said

ITEMS = load_services()


@pytest.mark.parametrize(
    ("words", "formats"),
    [
        ("A4", {"page"}),
        ("A4 或证件", {"page", "card"}),
        ("卡证", {"card"}),
        ("一寸，白底", {"photo"}),
        ("16 开", {"page"}),
        ("A4 或原样", set()),
        ("", set()),
        ("不限", set()),
    ],
)
def test_a_format_is_read_where_every_way_is_understood(words, formats):
    assert formats_said(words) == formats


@pytest.mark.parametrize(
    ("item", "code", "asked"),
    [
        ("elder-card-joint", "M-RESIDE", {"page"}),
        ("elder-card-joint", "M-PHOTO", {"photo", "small", "strip"}),
        ("sole-trader-setup", "M-PREMISES", set()),  # a copy will do: the original lies there as it is
        ("aged-allowance", "M-SSCARD", set()),
        ("aged-allowance", "M-POA", {"page", "card", "booklet", "photo", "small"}),  # 委托书和身份证
        ("complaint-unresolved", "M-LETTER", set()),
    ],
)
def test_a_paper_may_lie_there_in_every_format_in_which_it_is_right(item, code, asked):
    assert formats_asked(ITEMS[item].material(code)) == asked


def test_a_photograph_that_is_still_owed_may_lie_there_under_another_papers_format():
    owed = dataclasses.replace(ITEMS["supplement"].material("M-SUPPLEMENT"), material_name="近期免冠照片")
    assert {"photo", "card", "page", "small"} <= formats_asked(owed)
