"""The lab's travel documents follow their layouts, and every check digit is right."""

import datetime as dt

import pytest

from drivers.lab.documents import DOCUMENT_KINDS, travel_document
from drivers.lab.people import PEOPLE, person
from drivers.lab.zone_lines import check_digit, nibbles

EVERY = [travel_document(kind, holder) for kind in DOCUMENT_KINDS for holder in PEOPLE]
EACH = pytest.mark.parametrize("document", EVERY, ids=lambda one: f"{one.kind}-{one.holder.key}")
SHAPES = {
    "passport": ("P<", 2, 44, 88),
    "permit-hk": ("CR", 3, 30, 90),
    "permit-tw": ("CT", 3, 30, 90),
    "permit-cs": ("CS", 1, 30, 90),
    "permit-cd": ("CD", 1, 30, 90),
}
CHECKED = {  # places of fields followed by their check digit, in DG1; last: spans under the overall digit, its place
    "passport": ([(44, 53), (57, 63), (65, 71), (72, 86)], [(44, 54), (57, 64), (65, 87)], 87),
    "permit-hk": ([(2, 11), (12, 14), (15, 21), (23, 29), (49, 58)], [(2, 22), (23, 30), (49, 59)], 59),
    "permit-tw": ([(2, 11), (12, 14), (15, 21), (23, 29)], [(2, 22), (23, 30), (49, 59)], 59),
    "permit-cs": ([(2, 11), (13, 19), (21, 27)], [(2, 12), (13, 20), (21, 28)], 29),
    "permit-cd": ([(2, 11), (13, 19), (21, 27)], [(2, 12), (13, 20), (21, 28)], 29),
}


def test_check_digits_are_those_of_the_standards_example():
    assert [check_digit(text) for text in ("L898902C<", "690806", "940623")] == ["3", "1", "6"]


@EACH
def test_lines_have_the_length_of_their_form(document):
    code, lines, length, zone = SHAPES[document.kind]
    assert document.chip_zone.startswith(code)
    assert [len(line) for line in document.printed] == [length] * lines
    assert len(document.chip_zone) == zone
    assert document.chip_zone.startswith(document.printed[0])


@EACH
def test_every_check_digit_is_right(document):
    zone = document.chip_zone
    fields, spans, overall = CHECKED[document.kind]
    assert [zone[end] for _, end in fields] == [check_digit(zone[start:end]) for start, end in fields]
    assert zone[overall] == check_digit("".join(zone[start:end] for start, end in spans))


@EACH
def test_the_printed_key_says_what_the_zone_says(document):
    mrz = document.mrz
    assert mrz[:9].rstrip("<") == document.number
    assert [mrz[9], mrz[16], mrz[23]] == [check_digit(mrz[:9]), check_digit(mrz[10:16]), check_digit(mrz[17:23])]
    assert mrz[10:16] == f"{document.holder.birth:%y%m%d}"
    assert mrz[17:23] == f"{document.expires:%y%m%d}"
    assert len(document.can) == 6
    assert document.can.isdigit()


def test_no_two_documents_share_a_number_or_an_access_number():
    assert len({document.number for document in EVERY}) == len(EVERY)
    assert len({document.can for document in EVERY}) == len(EVERY)


def test_documents_are_valid_for_years():
    assert min(document.expires for document in EVERY) > dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1000)


def test_somebody_is_born_on_29_february():
    assert "5202290F" in travel_document("passport", person("zhao")).chip_zone


def test_chinese_names_stand_in_letters_as_far_as_they_fit():
    assert nibbles("证件样本", 16) == "NGKELMPONBPJLBLO"
    assert nibbles("欧阳建国", 12) == nibbles("欧阳建", 12)
    assert nibbles("欧䶮𬭎", 16) == nibbles("欧䶮", 16)
    zones = {key: travel_document("permit-hk", person(key)).chip_zone for key in ("zhao", "ayi", "ou")}
    assert {key: zone[46] for key, zone in zones.items()} == {"zhao": "A", "ayi": "B", "ou": "B"}


def test_no_repr_holds_a_person():
    assert "ZHAO" not in repr(travel_document("passport", person("zhao")))


def test_another_kind_is_none():
    with pytest.raises(KeyError):
        travel_document("driving-licence", person("zhao"))
