"""Facts fill a paper's gaps once, masked by their type, and cannot change its shape."""

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from receipt_cases import ACCEPTED, NOW, RECEIVED

from config.paper_schema import (
    CodePictureBlock,
    FootBlock,
    KeyValueBlock,
    NumberedBlock,
    Paper,
    PaperFact,
    StampBlock,
    TableBlock,
    TextBlock,
)
from drivers.printers.document import Code, Document, Foot, KeyValue, Numbered, Stamp, Table, Text
from kiosk.receipts import papers_of
from kiosk.receipts.errors import PaperRefused
from kiosk.receipts.facts import Place, case_facts
from kiosk.receipts.fill import fill
from kiosk.receipts.writing import write

PLACE = Place("K0007", "高新分中心", "示范市政务服务")


def paper(*blocks, **types):
    facts = {
        name: PaperFact(name=name, type="rows", columns=kind) if isinstance(kind, tuple) else kind
        for name, kind in types.items()
    }
    facts = {n: f if isinstance(f, PaperFact) else PaperFact(name=n, type=f) for n, f in facts.items()}
    return Paper(name="one", about="any", facts=facts, words={"hotline": "12345"}, blocks=blocks)


def made(blocks, types, **facts):
    return fill(paper(*blocks, **types), facts, NOW).blocks


def test_every_kind_of_block_is_filled():
    types = {"who": "name", "list": "list", "rows": ("a", "b"), "code": "qr"}
    blocks = (
        TextBlock(kind="text", text="{who} {hotline}"),
        KeyValueBlock(kind="key_value", label="材料", value="{list}", size=34),
        NumberedBlock(kind="numbered", steps=("{list}", "完")),
        NumberedBlock(kind="numbered", each="rows", steps=("{a}\n{b}",)),
        TableBlock(kind="table", each="rows", head=("甲", "乙"), cells=("{a}", "{b}："), shares=(2, 1)),
        StampBlock(kind="stamp", lines=("示范区民政局", "{list}")),
        CodePictureBlock(kind="code", payload="code", caption="扫码"),
        FootBlock(kind="foot", lines=("{list}",)),
    )
    rows = ({"a": "一", "b": "二"}, {"a": "三", "b": ""})
    assert made(blocks, types, who="赵桂兰", list=("甲", "乙"), rows=rows, code="X") == (
        Text("赵*兰 12345"),
        KeyValue("材料", "甲、乙", size=34),
        Numbered(("甲", "乙", "完")),
        Numbered(("一\n二", "三")),
        Table(("甲", "乙"), (("一", "二："), ("三", "：")), (2, 1)),
        Stamp(("示范区民政局", "甲", "乙")),
        Code("X", "扫码"),
        Foot(("甲", "乙")),
    )


def test_a_fact_is_never_read_as_a_template_and_stays_in_its_line():
    said = "{who}\n{hotline}\u202e第二行\u0000"
    (text,) = made((TextBlock(kind="text", text="[{free}]"),), {"free": "text", "who": "name"}, free=said, who="赵")
    assert text == Text("[{who} {hotline}第二行]")


@pytest.mark.parametrize(
    ("facts", "named"),
    [({}, "applicant"), ({"applicant": "赵*兰", "aplicant": ""}, "unknown aplicant"), ({"applicant": 3}, "applicant")],
)
def test_a_missing_unknown_or_wrong_fact_is_named_and_its_value_is_not(facts, named):
    with pytest.raises(PaperRefused, match=named) as refusal:
        made((TextBlock(kind="text", text="{applicant}"),), {"applicant": "name"}, **facts)
    assert "赵" not in str(refusal.value)


def test_a_block_stands_only_when_all_its_facts_say_something():
    blocks = (
        TextBlock(kind="text", text="both", when=("a", "b")),
        TextBlock(kind="text", text="neither", unless=("a", "b")),
        TextBlock(kind="text", text="only a", when=("a",), unless=("b",)),
    )
    types = {"a": "text", "b": "list"}
    assert [t.text for t in made(blocks, types, a="x", b=("y",))] == ["both"]
    assert [t.text for t in made(blocks, types, a="", b=())] == ["neither"]
    assert [t.text for t in made(blocks, types, a="x", b=())] == ["only a"]


NUMBERS = st.from_regex("[1-9][0-9]{16}[0-9X]", fullmatch=True)


@given(NUMBERS)
def test_an_id_number_shows_ten_of_its_characters_at_most(number):
    said = write(PaperFact(name="n", type="id_number"), number)
    assert sum(character.isalnum() for character in said) == 10
    assert number not in said


@given(st.text(st.sampled_from("赵桂兰阿依古丽·买提䶮"), min_size=2, max_size=12))
def test_a_name_shows_two_of_its_characters_at_most_however_often_it_is_masked(name):
    fact = PaperFact(name="n", type="name")
    said = write(fact, name)
    assert len(said.replace("*", "")) <= 2
    assert name not in said
    assert write(fact, said) == said


@given(st.from_regex("1[3-9][0-9]{9}", fullmatch=True))
def test_a_telephone_shows_seven_digits(phone):
    assert sum(c.isdigit() for c in write(PaperFact(name="n", type="phone"), phone)) == 7


def test_an_address_shows_the_city_and_no_door():
    assert write(PaperFact(name="n", type="address"), "示范市示范区幸福路 1 号 302 室") == "示范市示范区***"
    assert write(PaperFact(name="n", type="address"), "示范市") == "示范市"


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("text", None),
        ("list", "甲"),
        ("count", "3"),
        ("date", dt.datetime(2026, 1, 1, tzinfo=dt.UTC)),
        ("moment", dt.date(2026, 1, 1)),
        ("number", 3),
        ("flag", True),
        ("rows", ()),
    ],
)
def test_a_value_of_another_type_is_refused(kind, value):
    with pytest.raises(PaperRefused, match="n is no"):
        write(PaperFact(name="n", type=kind), value)


@given(
    st.sampled_from([ACCEPTED, RECEIVED]),
    st.text(max_size=20),
    st.text(max_size=20),
    st.lists(st.text(max_size=12), max_size=4),
    st.integers(1, 99),
)
def test_no_fact_breaks_a_receipt(filed, name, task, materials, copy):
    filed = dataclasses.replace(filed, masked_name=name, task_name=task, materials=tuple(materials))
    template = papers_of()["receipt-accepted" if filed.acknowledgement else "receipt-received"]
    document = fill(template, case_facts(filed, copy, PLACE, "https://zwfw.example/q#", NOW), NOW)
    assert isinstance(document, Document)
    assert ("补打" in repr(document.blocks[1])) == (copy > 1)
