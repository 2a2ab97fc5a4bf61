"""The case body says what the citizen gave, how each paper stands, and nothing that was not asked."""

import dataclasses
import json

import pytest
from platform_kit import JPEG, NOW, PNG, finished_run

from kiosk.gateway.sandbox.case_rules import appealed, for_a_person
from kiosk.gateway.sandbox.contract import conforms
from kiosk.sync.casebody import case_body, enclose_files
from offline_cache.rows import Numbers
from offline_cache.suites.records import AES_STREAM

NUMBERS = Numbers(1, "s", "01a1fbc9-f880-798f-bd4f-4bc352e2b9b1", "K0007-20261121-0001-2", "UGWVNJQT")


def body_of(run):
    files = enclose_files(run, NUMBERS.case_id, AES_STREAM)
    return case_body(run, NUMBERS, files, terminal_id="K0007", filed=NOW), files


def test_each_asked_material_has_its_standing():
    body, _ = body_of(finished_run())
    assert {one["material_code"]: one["standing"] for one in body["materials"]} == {
        "M-IDCARD": "on_file",
        "M-NOCARD": "office",
        "M-RESIDE": "captured",
        "M-PHOTO": "promised",
    }


def test_a_photographed_paper_carries_its_attachment_and_trust_level_c():
    body, files = body_of(finished_run())
    (paper,) = [one for one in body["materials"] if one["attachments"]]
    (attachment,) = paper["attachments"]
    assert paper["trust_level"] == "C"
    assert (attachment["sha256"], attachment["form"]) == (files.pages[0][1].sha256, "kiosk.enclosure/2")
    assert (attachment["media"], attachment["width"]) == ("image/jpeg", 1240)


def test_a_page_that_measured_as_another_paper_says_so_and_the_office_leaves_it_to_a_person():
    run = finished_run()
    plain, _ = body_of(run)
    doubted, _ = body_of(dataclasses.replace(run, captured=(dataclasses.replace(run.captured[0], doubt="card"),)))
    (page,) = [page for one in doubted["materials"] for page in one["attachments"]]
    assert page["doubt"] == "card"
    assert conforms(page, "Attachment")
    assert (for_a_person(plain), for_a_person(doubted)) == (False, True)
    assert not appealed(doubted)  # it excuses nothing


def test_pictures_are_in_no_body_and_in_no_ciphertext():
    body, files = body_of(finished_run())
    text = json.dumps(body).encode()
    assert not any(picture in text for picture in (JPEG, PNG))
    assert not any(picture[:20] in ciphertext for picture in (JPEG, PNG) for ciphertext in files.ciphertexts.values())
    assert len(files.ciphertexts) == 2


def test_the_body_is_plain_json_and_reads_back_the_same():
    body, _ = body_of(finished_run())
    assert json.loads(json.dumps(body, ensure_ascii=False))["identity"]["birth"] == "1952-02-29"


@pytest.mark.parametrize(
    ("kind", "code"),
    {
        "resident": "111",
        "shebao": "111",
        "passport": "414",
        "permit-tw": "511",
        "permit-hk": "516",
        "foreigner": "553",
        "hmt": "",
    }.items(),
)
def test_the_identity_says_which_document_its_number_belongs_to(kind, code):
    run = finished_run()
    of_kind = dataclasses.replace(run, identity=dataclasses.replace(run.identity, kind=kind))
    identity = body_of(of_kind)[0]["identity"]
    assert (identity["kind"], identity["type_code"]) == (kind, code)


def test_what_was_agreed_to_is_named():
    assert body_of(finished_run())[0]["consents"] == ["deferral_promise", "signature"]
    bare = dataclasses.replace(finished_run(), promise=None, signature=None)
    assert body_of(bare)[0]["consents"] == []
    assert body_of(bare)[0]["signature"] is None


def test_no_repr_of_the_files_shows_a_picture():
    assert "photographed" not in repr(body_of(finished_run())[1])
