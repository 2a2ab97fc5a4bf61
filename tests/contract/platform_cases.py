"""Sealed bodies as terminals make them, without a terminal: for tests of the platform."""

import base64
import copy
import json
from pathlib import Path

from offline_cache.enclosing import enclose

CASE = json.loads((Path(__file__).parent / "fuzz" / "case.json").read_text(encoding="utf-8"))
MOMENT = "2026-11-21T09:48:00+08:00"


def case_body(identity, **members):
    """Return a case that the sandbox accepts, with other members where they are given."""
    body = {**copy.deepcopy(CASE), "case_id": identity, "promise": None, **members}
    for one in body["materials"]:
        if one["standing"] == "promised" and body["promise"] is None:
            one["standing"] = "on_file"
    return body


def promise(*codes):
    return {"material_codes": list(codes), "days": 5, "due": None}


def attachment(voice, body, identity, media="image/jpeg"):
    """Encrypt a file for this id, hand it in, and return how a sealed body names it."""
    enclosure = enclose(body, identity)
    assert voice.enclose(enclosure.ciphertext, enclosure.sha256).status == 204
    return named(enclosure, media)


def named(enclosure, media="image/jpeg"):
    key = base64.b64encode(enclosure.key).decode()
    told = {"sha256": enclosure.sha256, "size": len(enclosure.ciphertext), "media": media}
    return {**told, "key": key, "form": enclosure.form}


def supplement_body(case_id, *materials):
    """`materials` are (code, attachments)."""
    rows = [{"material_code": code, "material_name": code, "attachments": files} for code, files in materials]
    return {"schema": "kiosk.supplement/1", "case_id": case_id, "materials": rows, "filed_at": MOMENT}


def tally_body(*counts, day="2026-11-20"):
    """What a terminal counted on a day: (item, question, count) each."""
    listed = [{"item": item, "question": question, "count": count} for item, question, count in counts]
    return {"schema": "kiosk.tally/1", "day": day, "counts": listed}


def rating_body(case_id, level=5):
    return {"schema": "kiosk.rating/1", "case_id": case_id, "level": level, "rated_at": MOMENT}
