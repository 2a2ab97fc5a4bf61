"""The report: each promise is held against what was seen, and one that is broken is said."""

from __future__ import annotations

import base64
import json
from dataclasses import replace

import pytest

from drivers.lab.people import person
from ui.demo import report
from ui.demo.walk import Step

ZHAO = person("zhao")


def case(**changes):
    body = {
        "identity": {"name": ZHAO.name, "number": ZHAO.number},
        "promise": {"material_codes": ["M-PHOTO"], "days": 5, "due": "2026-11-30"},
        "signature": {"strokes": [[[1, 2, 3]]]},
        **changes,
    }
    attachments = [
        {"media": "image/jpeg", "base64": base64.b64encode(b"jpeg").decode()},
        {"media": "image/png", "base64": base64.b64encode(b"png").decode()},
    ]
    return {
        "case_id": "1",
        "server_no": "S1",
        "deliveries": 1,
        "acknowledgement": {"accepted": "x"},
        "body": body,
        "attachments": attachments,
    }


def step(screen):
    return Step(1, screen.lower(), screen, 0.0, 0.0, "")


GOOD = report.Evidence(
    cases=[case()],
    ratings=1,
    outbox={"originals": 1, "reprints": 0, "proven": 1, "queued": 0},
    papers=1,
    steps=[step("Attract"), step("Review"), step("Done"), step("Attract")],
    last_words=["24 小时自助服务区", "轻触这里，开始办理"],
    person="zhao",
    killed=False,
    proof={"ok": True, "case_id": "1", "state": "received"},
)


def broken(evidence):
    return [one.name for one in report.check(evidence) if not one.ok]


def test_a_good_journey_breaks_no_promise():
    assert broken(GOOD) == []


@pytest.mark.parametrize(
    ("identity", "number"),
    [
        ({"kind": "passport", "name": ZHAO.latin_name, "number": "E09990001"}, "E09990001"),
        ({"kind": "hmt", "name": ZHAO.name, "number": "81", "birth": "1952-02-29"}, ""),
        ({"kind": "foreigner", "name": ZHAO.name, "number": "9", "birth": "1952-02-29"}, ""),
    ],
)
def test_another_office_knows_the_same_person_by_another_number(identity, number):
    assert broken(replace(GOOD, cases=[case(identity=identity)], number=number)) == []
    stranger = {**identity, "number": "E1", "birth": "1952-03-01"}
    assert broken(replace(GOOD, cases=[case(identity=stranger)], number=number)) == ["the identity is the card's"]


@pytest.mark.parametrize(
    ("change", "promise"),
    [
        ({"cases": [case(), case()]}, "exactly one case at the platform"),
        ({"cases": []}, "exactly one case at the platform"),
        ({"cases": [{**case(), "acknowledgement": None}]}, "the platform answered with a number"),
        ({"cases": [case(identity={"name": "别人", "number": ZHAO.number})]}, "the identity is the card's"),
        ({"cases": [{**case(), "attachments": []}]}, "the captured page arrived"),
        ({"cases": [case(promise={"days": 5, "due": None})]}, "what was promised arrived with its day"),
        ({"cases": [case(promise=None)]}, "what was promised arrived with its day"),
        ({"cases": [{**case(), "attachments": case()["attachments"][:1]}]}, "the signature arrived"),
        ({"outbox": {"originals": 2, "reprints": 0, "proven": 1}}, "exactly one original receipt"),
        ({"outbox": {"originals": 1, "reprints": 1, "proven": 1}}, "no reprint"),
        ({"outbox": {"originals": 1, "reprints": 0, "proven": 0}}, "the receipt is proven to be on paper"),
        ({"papers": 2}, "exactly one paper came out"),
        ({"ratings": 0}, "the rating arrived once"),
        ({"last_words": [f"{ZHAO.name}，您好"]}, "the glass has forgotten"),
        ({"killed": True}, "the same card was offered its receipt"),
    ],
)
def test_each_broken_promise_is_named(change, promise):
    assert promise in broken(replace(GOOD, **change))


def test_after_a_kill_the_offered_receipt_is_looked_for():
    offered = [*GOOD.steps[:2], step("OfferReceipt"), *GOOD.steps[2:]]
    assert broken(replace(GOOD, killed=True, steps=offered)) == []


def test_the_case_is_written_with_its_pages_as_files(tmp_path):
    report.write_case(tmp_path, GOOD.cases)
    assert json.loads((tmp_path / "case.json").read_text("utf-8"))["case_id"] == "1"
    assert (tmp_path / "page-1.jpg").read_bytes() == b"jpeg"
    assert not (tmp_path / "page-2.jpg").exists()


def test_papers_are_written_with_their_bytes_the_first_as_the_receipt(tmp_path):
    tray, out = tmp_path / "tray", tmp_path / "out"
    tray.mkdir(), out.mkdir()
    for number in (1, 2):
        (tray / f"receipt-{number}.png").write_bytes(b"png%d" % number)
        (tray / f"receipt-{number}.bin").write_bytes(b"raw%d" % number)
    report.write_papers(out, [tray / "receipt-1.png", tray / "receipt-2.png"])
    assert (out / "receipt.png").read_bytes() == b"png1"
    assert (out / "receipt.bin").read_bytes() == b"raw1"
    assert (out / "receipt-2.png").read_bytes() == b"png2"


def test_the_report_says_of_each_device_whether_it_was_real(tmp_path):
    report.write(tmp_path, {"journey": "elder-card"}, GOOD, report.check(GOOD), "Xvfb")
    said = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert said["ok"] is True
    assert {device["kind"] for device in said["devices"].values()} == {"real", "lab", "simulated"}
    assert said["devices"]["screen"] == {"kind": "simulated", "what": "Xvfb"}
    assert said["counts"]["cases_at_platform"] == said["counts"]["originals"] == 1
    assert said["versions"]["kiosk"]
    assert [one["name"] for one in said["steps"]] == ["attract", "review", "done", "attract"]


def test_what_an_earlier_demo_left_is_taken_away_and_nothing_else(tmp_path):
    (tmp_path / "screens").mkdir()
    for name in ("screens/01-attract.png", "report.json", "case.json", "page-1.jpg", "receipt.png", "mine.txt"):
        (tmp_path / name).write_bytes(b"x")
    report.clear(tmp_path)
    assert [file.name for file in tmp_path.rglob("*") if file.is_file()] == ["mine.txt"]
    assert (tmp_path / "screens").is_dir()


@pytest.mark.parametrize("proof", [{}, {"ok": False, "code": "proof-forged"}, {"ok": True, "case_id": "2"}])
def test_a_paper_whose_code_does_not_prove_the_case_is_told(proof):
    assert broken(replace(GOOD, proof=proof)) == ["the receipt proves the case by itself"]
