"""No way into the centre, and none out of a terminal, stores a material that the guide does not name (F14)."""

import json
import random
import sqlite3
import uuid

import applicants
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from platform_cases import attachment, case_body, supplement_body
from platform_voice import Voice, ask_for, control
from test_platform_batches import Batch, carry

from config.load import load_services
from kiosk.domain.case import Captured
from kiosk.journeys.pictures import keep

ITEMS = load_services()
GUIDE = {material.material_code for material in ITEMS["elder-card-joint"].materials}
STRANGE = ["M-OTHER", "M-PHOTO ", "m-photo", "其他材料", "", "M-IDCARD\n", "__proto__"]
CODES = st.lists(st.sampled_from([*sorted(GUIDE), *STRANGE]), min_size=1, max_size=4, unique=True)
MANY = settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def voice(terminal, sandbox):
    return Voice(sandbox.url, terminal.keys, terminal.terminal_id)


def stored(sandbox):
    """Every material code that the platform keeps of cases and supplements, and every one that it demands."""
    with sqlite3.connect(sandbox.store / "platform.db") as base:
        texts = [text for (text,) in base.execute("SELECT body FROM case_file UNION ALL SELECT body FROM supplement")]
        demanded = [json.loads(text) for (text,) in base.execute("SELECT demanded FROM case_file")]
    bodies = [json.loads(text) for text in texts]
    return {one["material_code"] for body in bodies for one in body["materials"]} | {c for one in demanded for c in one}


def row(code, *attachments):
    return {
        "material_code": code,
        "material_name": "材料",
        "standing": "captured",
        "source": "",
        "as_of": None,
        "trust_level": "C",
        "attachments": list(attachments),
    }


@MANY
@given(CODES, st.booleans())
def test_a_case_with_more_than_the_guide_is_refused_and_the_surplus_is_not_kept(voice, sandbox, codes, pictured):
    identity = str(uuid.uuid4())
    body = case_body(identity)
    pages = [[attachment(voice, b"a page", identity)] if pictured else [] for _ in codes]
    body["materials"] += [row(code, *page) for code, page in zip(codes, pages, strict=True)]
    answer = voice.put("cases", "case", body, identity)[1]
    assert answer.status == (201 if set(codes) <= GUIDE else 422)
    assert stored(sandbox) <= GUIDE
    with sqlite3.connect(sandbox.store / "platform.db") as base:
        there = {name for (name,) in base.execute("SELECT sha256 FROM blob")}
    surplus = {one["sha256"] for code, page in zip(codes, pages, strict=True) if code not in GUIDE for one in page}
    assert not surplus & there


@MANY
@given(CODES, CODES)
def test_a_supplement_brings_what_was_asked_and_nothing_else(voice, sandbox, asked, brought):
    identity = str(uuid.uuid4())
    voice.put("cases", "case", case_body(identity), identity)
    status, told = control(sandbox.url, f"cases/{identity}/decision", state="supplement", reason=ask_for(*asked))
    if set(asked) - GUIDE:
        assert (status, told["type"]) == (409, "urn:kiosk:outside-guide")
        asked = []
    supplement = str(uuid.uuid4())
    materials = [(code, [attachment(voice, b"a page", supplement)]) for code in brought]
    answer = voice.put("supplements", "supplement", supplement_body(identity, *materials), supplement)[1]
    assert answer.status == (201 if set(brought) <= set(asked) else 422)
    assert stored(sandbox) <= GUIDE


@settings(MANY, max_examples=4)
@given(CODES, CODES)
def test_a_batch_by_hand_opens_no_other_door(voice, sandbox, tmp_path_factory, codes, brought):
    folder, batch = tmp_path_factory.mktemp("stick"), Batch(voice)
    case_id, supplement = str(uuid.uuid4()), str(uuid.uuid4())
    body = case_body(case_id)
    body["materials"] += [row(code, batch.enclose(b"a page", case_id)) for code in codes]
    batch.add("case", body, case_id)
    materials = [(code, [batch.enclose(b"a page", supplement)]) for code in brought]
    batch.add("supplement", supplement_body(case_id, *materials), supplement)
    batch.write(folder)
    assert carry("import", folder, sandbox.store)[1]
    assert stored(sandbox) <= GUIDE


def test_a_demand_outside_the_guide_is_a_breach_that_the_ledger_names(voice, sandbox):
    identity = str(uuid.uuid4())
    voice.put("cases", "case", case_body(identity), identity)
    control(sandbox.url, f"cases/{identity}/decision", state="supplement", reason=ask_for("M-OTHER"))
    with sqlite3.connect(sandbox.store / "platform.db") as base:
        (last,) = base.execute("SELECT row FROM ledger ORDER BY number DESC LIMIT 1").fetchone()
    assert (json.loads(last)["case_id"], json.loads(last)["rule"]) == (identity, "breach.outside_guide M-OTHER")


@given(st.sampled_from(sorted(ITEMS)), st.integers(0, 2**32), st.lists(st.sampled_from(STRANGE), max_size=3))
def test_a_terminal_hands_in_no_picture_that_the_guide_does_not_ask_for(item_id, seed, strange):
    chance, item = random.Random(seed), ITEMS[item_id]
    run = applicants.run_of(item, applicants.anybody(chance), chance)
    for code in (*strange, *(material.material_code for other in ITEMS.values() for material in other.materials)):
        run = keep(run, Captured(code, b"", 1, 1, applicants.FILED))
    codes = {one["material_code"] for one in applicants.body_of(run)["materials"]}
    guide = {material.material_code for material in item.materials}
    assert codes <= guide
    assert {page.material_code for page in run.captured} <= guide
