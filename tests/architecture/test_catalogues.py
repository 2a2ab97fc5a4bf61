"""What people are told and what is recorded: every code is in its catalogue, every entry has its use."""

import ast
import re
from pathlib import Path

import pytest

from config.load import load_audit_events, load_faults
from drivers.types import Condition

ROOT = Path(__file__).parents[2]
OTHER_WORLDS = ("drivers/lab/", "kiosk/gateway/sandbox/")
FAULTS = load_faults()
EVENTS = load_audit_events().events
CODE = re.compile(r"[a-z]+(-[a-z]+)*")
TELLING = {"IdentityRefused", "NotAccepted", "Unavailable", "OutOfService", "CardTrouble"}  # the code comes first
NOTING = {"Note": 1, "note": 0}  # where the event stands among the arguments


def modules():
    for floor in ("ui", "kiosk", "drivers", "offline_cache", "config"):
        for path in sorted((ROOT / floor).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if not name.startswith(OTHER_WORLDS):
                yield name, ast.parse(path.read_text(encoding="utf-8"))


TREES = dict(modules())


def text(node):
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def called(node):
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def codes_of_classes(tree):
    """`code = "…"` in the body of a class."""
    for body in (node.body for node in ast.walk(tree) if isinstance(node, ast.ClassDef)):
        for line in body:
            targets = line.targets if isinstance(line, ast.Assign) else [getattr(line, "target", None)]
            if isinstance(line, (ast.Assign, ast.AnnAssign)) and any(getattr(t, "id", "") == "code" for t in targets):
                yield text(line.value)


def codes_of_calls(tree):
    """`code="…"` and `fault="…"` of any call, and the first argument of what tells people something."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        yield from (text(keyword.value) for keyword in call.keywords if keyword.arg in {"code", "fault"})
        if called(call) in TELLING and call.args:
            yield text(call.args[0])


def told():
    found = {condition.value: "drivers/types.py" for condition in Condition}
    for name, tree in TREES.items():
        found |= dict.fromkeys((code for code in (*codes_of_classes(tree), *codes_of_calls(tree)) if code), name)
    return found


def noted():
    found = {}
    for name, tree in ((name, tree) for name, tree in TREES.items() if name.startswith("kiosk/")):
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            place = NOTING.get(called(call))
            if place is not None and len(call.args) > place and CODE.fullmatch(text(call.args[place])):
                found[text(call.args[place])] = name
            found |= {text(k.value): name for k in call.keywords if k.arg == "event" and text(k.value)}
    return found


def strings():
    """Every text in the product's code."""
    return {text(node) for tree in TREES.values() for node in ast.walk(tree)}


def test_every_code_that_is_told_is_in_the_catalogue():
    assert {code: where for code, where in told().items() if code not in FAULTS} == {}


def test_every_fault_has_somebody_who_tells_it():
    used = strings() | {condition.value for condition in Condition}
    assert [code for code, fault in FAULTS.items() if code not in used and not fault.flow] == []


def test_every_event_that_is_noted_is_in_the_catalogue():
    assert {event: where for event, where in noted().items() if event not in EVENTS} == {}


def test_every_event_has_somebody_who_notes_it():
    used = strings()
    assert [name for name, event in EVENTS.items() if name not in used and not event.reserved] == []


def test_a_mark_is_taken_away_when_it_is_no_longer_true():
    used = strings()
    assert [name for name, event in EVENTS.items() if event.reserved and name in used] == []


@pytest.mark.parametrize("fault", FAULTS.values(), ids=lambda fault: fault.code)
def test_a_fault_tells_a_citizen_three_things_and_a_technician_one(fault):
    assert CODE.fullmatch(fault.code)
    assert fault.ways[0] != fault.ways[1]
    assert fault.ways_en[0] != fault.ways_en[1]
    assert fault.remedy.isascii() or "补打" in fault.remedy
    assert not re.search(r"[一-鿿]", fault.title_en + fault.happened_en + fault.kept_en)


def test_loss_of_service_sends_people_to_another_place():
    for fault in FAULTS.values():
        if fault.severity == "service_loss":
            assert any(word in "".join(fault.ways) for word in ("换一台", "窗口")), fault.code


def test_every_code_that_a_constant_or_a_probe_holds_is_told_to_people():
    named = re.compile(r'^_?[A-Z_]*(?:UNPROVEN|INTERRUPTED|LATE|SILENT)[A-Z_]* = "([a-z]+(?:-[a-z]+)+)"', re.MULTILINE)
    rooms = (ROOT / room for room in ("kiosk", "drivers", "offline_cache"))
    held = {code for room in rooms for p in room.rglob("*.py") for code in named.findall(p.read_text(encoding="utf-8"))}
    assert held
    assert held <= set(FAULTS)
