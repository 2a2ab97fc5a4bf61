from __future__ import annotations

import copy
import tomllib

import pytest

from drivers.printers.dialect import Query, dialect_names, dialects, load_dialect
from drivers.printers.dialect_rules import DialectMistakes, read_dialect
from drivers.types import Condition

SOUND = tomllib.loads("""
title = "A printer"
source = "its manual"
models = ["ACME"]
rank = 5
proof = "sensor"
purge = "none"
recover = true
real_time = false
dots = 384
cut = "1D 56 00"
present = "1D 65 03 0C"
signature = [{ ask = "10 04 09", reply = ["0000...."] }, { ask = "10 04 0A", reply = [] }]

[[queries]]
ask = "10 04 01"
reply = ["0..1..10", "........"]
bits = [
    { mask = 0x08, says = "offline" },
    { byte = 1, mask = 0x03, says = "presented", whole = true },
    { byte = 1, mask = 0x80, note = "always on" },
]
""")


def changed(**changes):
    table = copy.deepcopy(SOUND)
    for path, value in changes.items():
        place = table
        *way, last = path.split("__")
        for step in way:
            place = place[int(step)] if step.isdecimal() else place[step]
        place[last] = value
    return table


def test_a_file_says_how_a_family_speaks():
    dialect = read_dialect("acme", SOUND)
    (query,) = dialect.queries
    assert (query.ask, query.reply) == (b"\x10\x04\x01", ((0x93, 0x12), (0, 0)))
    assert dialect.conditions == {Condition.OFFLINE, Condition.PRESENTED}
    assert dialect.sees_exit
    assert (dialect.cut, dialect.present, dialect.retract) == (b"\x1dV\0", b"\x1de\x03\x0c", b"")
    assert (dialect.dots, dialect.rank, dialect.recover, dialect.real_time) == (384, 5, True, False)
    assert dialect.signature[1].reply == ()


def test_an_answer_has_its_length_its_fixed_bits_and_whole_sensors():
    (query,) = read_dialect("acme", SOUND).queries
    assert query.admits(b"\x1a\x03")
    for wrong in (b"", b"\x12", b"\x12\x00\x00", b"\x13\x00", b"\x12\x01"):
        assert not query.admits(wrong)
    assert query.begins(b"\x12")
    assert not query.begins(b"\x10")


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"title": ""}, "title"),
        ({"rank": "first"}, "rank"),
        ({"proof": "hope"}, "proof"),
        ({"purge": True}, "purge"),
        ({"recover": 1}, "recover"),
        ({"dots": 100}, "dots"),
        ({"cut": "1DV0"}, "cut"),
        ({"colour": "red"}, "colour"),
        ({"models": "ACME"}, "models"),
        ({"queries": []}, "queries"),
        ({"queries": "many"}, "queries"),
        ({"signature__0__ask": "1D 49 01"}, "signature[1].ask"),
        ({"signature__0__reply": "0000...."}, "signature[1].reply"),
        ({"queries__0__ask": ""}, "queries[1].ask"),
        ({"queries__0__reply": ["0..1..1"]}, "queries[1].reply"),
        ({"queries__0__reply": []}, "queries[1].reply"),
        ({"queries__0__bits__0__mask": 0}, "queries[1].bits[1].mask"),
        ({"queries__0__bits__0__mask": 0x10}, "queries[1].bits[1].mask"),
        ({"queries__0__bits__0__byte": 2}, "queries[1].bits[1].byte"),
        ({"queries__0__bits__0__says": "sad"}, "queries[1].bits[1].says"),
        ({"queries__0__bits__1__whole": "yes"}, "queries[1].bits[2].whole"),
        ({"queries__0__bits__2__note": ""}, "queries[1].bits[3]"),
    ],
)
def test_a_mistake_is_told_with_file_and_key(change, key):
    with pytest.raises(DialectMistakes) as refused:
        read_dialect("acme", changed(**change))
    assert any(mistake.startswith(f"acme.toml: {key}: ") for mistake in refused.value.mistakes)


def test_all_mistakes_are_told_at_once():
    wrong = changed(proof="hope", dots=1, queries__0__bits__0__says="sad")
    del wrong["title"]
    with pytest.raises(DialectMistakes) as refused:
        read_dialect("acme", wrong)
    assert len(refused.value.mistakes) == 4


def test_no_file_no_family():
    with pytest.raises(ValueError, match=r"no printer dialect 'klingon'; there are .*custom"):
        load_dialect("klingon")


def test_every_file_is_sound_and_tells_its_source():
    assert set(dialects()) == set(dialect_names())
    assert len(dialects()) >= 7
    for dialect in dialects().values():
        assert dialect.source
        assert all(isinstance(query, Query) and query.meanings is not None for query in dialect.queries)
        assert Condition.PAPER_OUT in dialect.conditions
        assert Condition.COVER_OPEN in dialect.conditions
