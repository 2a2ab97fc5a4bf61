"""What goes into the archive of a case (归档): the case, its papers opened, its notices, its way through the ledger."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

from kiosk.domain.ledger import to_text
from kiosk.gateway.sandbox.cases import attachments_of
from kiosk.gateway.sandbox.clock import stamp
from kiosk.gateway.sandbox.enclosures import open_enclosure
from kiosk.gateway.sandbox.inquiries import Records
from kiosk.gateway.sandbox.package import altered, packed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kiosk.gateway.sandbox.desks import Desks

__all__ = ["Archives"]

ENDS: Final = ("completed", "refused", "returned", "withdrawn")
OVER: Final = f"SELECT * FROM case_file WHERE state IN {ENDS} ORDER BY number"  # noqa: S608 - our own names
SUFFIXES: Final = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}


class Archives:
    """Of one platform. A package holds persons: it is for the office's archive alone, and its name names nobody."""

    def __init__(self, desks: Desks) -> None:
        self._desks = desks
        self._register = desks.centre.register

    def make(self, folder: Path) -> Iterator[dict[str, Any]]:
        """Write a package for each case that is over; yield what was written. Raises OSError."""
        folder.mkdir(parents=True, exist_ok=True)
        for row in self._register.rows(OVER):
            file = folder / f"{row['case_id']}.zip"
            file.write_bytes(self.package(row))
            yield {"case_id": row["case_id"], "file": file.name, "bytes": file.stat().st_size}

    def check(self, folder: Path) -> Iterator[dict[str, Any]]:
        """Yield for each package in the folder what is not as it was signed. Raises OSError."""
        for file in sorted(folder.glob("*.zip")):
            yield {"file": file.name, "altered": altered(file.read_bytes(), self._desks.centre.signer.public)}

    def package(self, row: dict[str, Any]) -> bytes:
        """Return the package of the case in `row`."""
        body = json.loads(row["body"])
        supplements = self._supplements(row["case_id"])
        files: dict[str, bytes] = {"case.json": _json(body), "case.xml": _xml(row, body, self._changes(row))}
        files |= self._papers("", row["case_id"], body)
        for number, (identity, answer, added) in enumerate(supplements, 1):
            files[f"supplements/{number}.json"] = _json({"answer": answer, "body": added})
            files |= self._papers(f"supplements/{number}-", identity, added)
        files["notices.json"] = _json(self._changes(row))
        if notice := Records(self._register, "notice").get(row["case_id"]):
            files["notice-of-what-to-add.json"] = _json(notice)
        files["ledger.jsonl"] = "".join(f"{to_text(one)}\n" for one in self._desks.ledger.of(row["case_id"])).encode()
        about = {"case_id": row["case_id"], "server_no": row["server_no"] or "", "state": row["state"]}
        centre = self._desks.centre
        about |= {"packed_at": stamp(centre.clock.now()), "key_id": centre.signer.key_id}
        return packed(files, about, centre.signer.sign)

    def _papers(self, head: str, identity: str, body: dict[str, Any]) -> dict[str, bytes]:
        """Return the enclosures, opened; of one that is no longer here, that it is not."""
        found: dict[str, bytes] = {}
        for number, one in enumerate(attachments_of(body), 1):
            suffix = SUFFIXES.get(one["media"], "bin")
            name = f"{head}papers/{number:02}-{one['material_code']}"
            if self._desks.blobs.has(one["sha256"]):
                found[f"{name}.{suffix}"] = open_enclosure(self._desks.blobs.read(one["sha256"]), one, identity)
            else:
                found[f"{name}.missing.txt"] = f"{one['sha256']}\n".encode()
        return found

    def _changes(self, row: dict[str, Any]) -> list[dict[str, Any]]:
        sql = "SELECT at, state, reason, until FROM change WHERE case_id = ? ORDER BY change"
        return [{**one, "reason": json.loads(one["reason"])} for one in self._register.rows(sql, row["case_id"])]

    def _supplements(self, case_id: str) -> list[tuple[str, Any, Any]]:
        rows = self._register.rows("SELECT * FROM supplement WHERE case_id = ? ORDER BY rowid", case_id)
        return [(one["supplement_id"], json.loads(one["answer"]), json.loads(one["body"])) for one in rows]


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _xml(row: dict[str, Any], body: dict[str, Any], changes: list[dict[str, Any]]) -> bytes:
    """Return the case as an archive reads it, in the names of C0109."""
    case = ET.Element("case", schema="kiosk.archive/1")
    applicant = body["identity"]
    told = {
        "project_no": row["server_no"] or row["case_id"],
        "task_code": body["item"].get("task_code", ""),
        "task_name": body["item"].get("task_name", ""),
        "applyer_name": applicant.get("name", ""),
        "applyer_page_code": applicant.get("number", ""),
        "apply_date": row["received_at"],
        "accept_date": row["accepted_at"] or "",
        "promise_date": row["due"] or "",
        "result": row["state"],
    }
    for name, text in told.items():
        ET.SubElement(case, name).text = _legal(str(text))
    materials = ET.SubElement(case, "materials")
    for one in body["materials"]:
        material = ET.SubElement(materials, "material", code=_legal(one["material_code"]), get_type=one["standing"])
        material.text = _legal(one["material_name"])
        for attachment in one["attachments"]:
            ET.SubElement(material, "enclosure", sha256=attachment["sha256"], media=attachment["media"])
    process = ET.SubElement(case, "process")
    for change in changes:
        step = ET.SubElement(process, "step", event_name=change["state"], event_end_time=change["at"])
        step.text = _legal((change["reason"] or {}).get("text_zh", ""))
    ET.indent(case)
    return bytes(ET.tostring(case, encoding="utf-8", xml_declaration=True))


def _legal(text: str) -> str:
    """Leave out what no XML may hold."""
    return "".join(one for one in text if one in "\t\n" or " " <= one <= "\ud7ff" or one >= "\ue000")
