"""The files of a travel document: what they say is read, and what they make up is refused by type."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.errors import CardGarbled
from drivers.icao import tlv
from drivers.icao.data_groups import face_image, full_name, groups_present, holder_details, zone_of_chip
from drivers.lab.cards.icao.files import document_files
from drivers.lab.portraits import portrait

FILES = document_files("permit-hk", "zhao")
JPEG = b"\xff\xd8\xff\xe0 a picture"


def facial_record(picture=JPEG, points=0, size=None, stated_points=None):
    block = 20 + 8 * points + 12 + len(picture) if size is None else size
    stated = points if stated_points is None else stated_points
    header = b"FAC\x00010\x00" + (14 + block).to_bytes(4, "big") + b"\x00\x01"
    information = block.to_bytes(4, "big") + stated.to_bytes(2, "big") + bytes(14)
    return header + information + bytes(8 * points) + bytes(12) + picture


def dg2(record, tag=0x5F2E):
    template = tlv.encode(0x7F60, tlv.encode(0xA1, b"\x81\x01\x02") + tlv.encode(tag, record))
    return tlv.encode(0x75, tlv.encode(0x7F61, tlv.encode(0x02, b"\x01") + template))


def dg11(name=b"", number=b"", birth=b"", address=b""):
    objects = zip((0x5F0E, 0x5F10, 0x5F2B, 0x5F42), (name, number, birth, address), strict=True)
    return tlv.encode(0x6B, b"".join(tlv.encode(tag, value) for tag, value in objects if value))


def test_the_lab_s_files_are_read():
    assert groups_present(FILES[0x011E]) == {1, 2, 11}
    assert zone_of_chip(FILES[0x0101]).chinese_name == "赵桂兰"
    assert face_image(FILES[0x0102]) == portrait("zhao", "jp2")
    assert holder_details(FILES[0x010B]).name == "赵桂兰"


def test_every_group_has_its_tag_and_others_are_passed_over():
    tags = bytes.fromhex("6175637665666768696A6B6C6D6E6F70") + b"\x77\x42"
    assert groups_present(tlv.encode(0x60, tlv.encode(0x5C, tags))) == set(range(1, 17))


@pytest.mark.parametrize("points", [0, 1, 12, 256])
@pytest.mark.parametrize("tag", [0x5F2E, 0x7F2E])
@pytest.mark.parametrize("magic", ["ffd8ff", "0000000c6a5020200d0a870a", "ff4fff51"])
def test_the_picture_comes_out_untouched_behind_any_number_of_feature_points(points, tag, magic):
    picture = bytes.fromhex(magic) + bytes(range(256))
    assert face_image(dg2(facial_record(picture, points), tag)) == picture


def test_only_the_first_of_several_pictures_is_taken():
    record = facial_record()
    assert face_image(dg2(record + facial_record(b"\xff\xd8\xff other")[14:])) == JPEG


@pytest.mark.parametrize(
    "record",
    [
        b"",
        b"FAC\x00",
        b"IRI\x00" + facial_record()[4:],
        facial_record(size=9999),
        facial_record(size=10),
        facial_record(b""),
        facial_record(b"GIF89a"),
        facial_record(stated_points=3),
        facial_record(points=257),
        facial_record(stated_points=65535),
    ],
    ids=len,
)
def test_a_record_that_holds_no_picture_is_garbled(record):
    with pytest.raises(CardGarbled):
        face_image(dg2(record))


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("王<<小明", "王小明"),
        ("王小明", "王小明"),
        (" 欧阳  建国 ", "欧阳建国"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
        ("李䶮", "李䶮"),
        ("欧<<䶮𬭎", "欧䶮𬭎"),
        ("大卫 SMITH", "大卫 SMITH"),
        ("ИВАНОВ<<ИВАН", ""),
        ("", ""),
    ],
)
def test_a_chinese_name_loses_its_fillers_and_another_is_none(written, name):
    assert full_name(written) == name


@pytest.mark.parametrize(
    ("raw", "birth"),
    [
        (b"19520229", dt.date(1952, 2, 29)),
        (bytes.fromhex("19520229"), dt.date(1952, 2, 29)),
        (b"19530229", None),
        (b"1952<<<<", None),
        (b"", None),
    ],
)
def test_a_full_date_of_birth_is_read_in_both_codings(raw, birth):
    assert holder_details(dg11(birth=raw)).birth == birth


def test_details_are_read_and_blank_where_there_are_none():
    details = holder_details(dg11("王<<小明".encode(), b"99990120<<", address="示范市<12".encode()))
    assert (details.name, details.personal_number, details.address) == ("王小明", "99990120", "示范市 12")
    assert "王" not in repr(details)
    assert holder_details(dg11()) == holder_details(tlv.encode(0x6B, b""))


@pytest.mark.parametrize("wrong", [dg11(name=b"\xff\xfe"), dg11(number=b"\x07"), tlv.encode(0x61, b""), b""])
def test_texts_that_are_none_are_garbled(wrong):
    with pytest.raises(CardGarbled):
        holder_details(wrong)


def test_a_wrong_check_digit_in_the_chip_is_garbled_and_not_told():
    zone = FILES[0x0101].replace(b"520229", b"520228")
    with pytest.raises(CardGarbled, match="check digit") as refused:
        zone_of_chip(zone)
    assert "520228" not in str(refused.value)


@pytest.mark.parametrize("file", sorted(FILES))
@given(data=st.data())
def test_files_with_damage_anywhere_are_read_or_garbled(file, data):
    read = {0x011E: groups_present, 0x0101: zone_of_chip, 0x0102: face_image, 0x010B: holder_details}.get(file)
    if read is None:
        return
    content = bytearray(FILES[file])
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, min(len(content), 200) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)))
    for damaged in (bytes(content), bytes(content[:cut])):
        try:
            read(damaged)
        except CardGarbled:
            continue
