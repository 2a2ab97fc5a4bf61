"""What a case says to the centre: the JSON that is sealed, schema kiosk.case/1, and the files that go with it."""

from __future__ import annotations

import base64
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from time import monotonic_ns
from typing import TYPE_CHECKING, Any

from kiosk.journeys.filling import entries
from kiosk.journeys.reuse import consent, reused, watermark
from kiosk.journeys.routing import regions_of
from kiosk.journeys.standing import rows
from offline_cache.enclosing import enclose

if TYPE_CHECKING:
    import datetime as dt

    from config.schema import ServiceItem
    from kiosk.domain.asks import MaterialRow
    from kiosk.domain.case import Captured, Promise, Signature
    from kiosk.domain.form_entries import Entry
    from kiosk.domain.person import Identity
    from kiosk.domain.run import Run
    from offline_cache.enclosing import Enclosure
    from offline_cache.rows import Numbers
    from offline_cache.suites.records import Form

__all__ = ["CaseFiles", "case_body", "enclose_files", "supplement_body"]

SCHEMA = "kiosk.case/1"
SUPPLEMENT = "kiosk.supplement/1"
BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
UPLOADED, SELF_MADE = "C", "D"  # trust levels of 国办函〔2016〕108号


@dataclass(frozen=True, slots=True, repr=False)
class CaseFiles:
    """The encrypted files of one case: photographed pages in their order, and the signature's picture."""

    pages: tuple[tuple[Captured, Enclosure], ...]
    signature: Enclosure | None

    @property
    def ciphertexts(self) -> dict[str, bytes]:
        """What lies on the disk and goes to the centre before the case, by its SHA-256."""
        signed = (self.signature,) if self.signature else ()
        every = (*(enclosure for _, enclosure in self.pages), *signed)
        return {enclosure.sha256: enclosure.ciphertext for enclosure in every}


def enclose_files(run: Run, case_id: str, form: Form) -> CaseFiles:
    """Encrypt the pictures of a run for this case, each under a key of its own. Raises SuiteUnavailable."""
    pages = tuple((captured, enclose(captured.jpeg, case_id, form)) for captured in run.captured)
    return CaseFiles(pages, enclose(run.signature.png, case_id, form) if run.signature else None)


def case_body(run: Run, numbers: Numbers, files: CaseFiles, *, terminal_id: str, filed: dt.datetime) -> dict[str, Any]:
    """Return the body of a case. `filed` is aware, in the terminal's own zone."""
    item = run.item
    return {
        "schema": SCHEMA,
        "case_id": numbers.case_id,
        "receipt_no": numbers.receipt_no,
        "query_code": numbers.query_code,
        "terminal_id": terminal_id,
        "item": {
            "id": item.id,
            "version": item.version,
            "task_code": item.task_code,
            "task_handle_item": item.task_handle_item,
            "task_name": item.task_name,
        },
        "identity": _identity(run.identity),
        **_agent(run.identity),
        **({"assisted_by": run.identity.helper} if run.identity.helper else {}),
        "licences_consulted": run.consulted,
        "materials": [_licensed(row, item, filed) | _material(row, files) for row in rows(run, filed.date())],
        "promise": _promise(run.promise),
        "signature": _signature(run.signature, files.signature),
        "consents": _consents(run),
        **_licence_consent(run),
        "filed_at": filed.isoformat(),
        "clock": _clock(),
        **_situation(run),
    }


def supplement_body(run: Run, numbers: Numbers, files: CaseFiles, *, filed: dt.datetime) -> dict[str, Any]:
    """Return the body of what an earlier case still needs; `run.form` names the case and the paper."""
    form = run.form
    papers = [_material(row, files) for row in rows(run, filed.date()) if row.standing == "captured"]
    return {
        "schema": SUPPLEMENT,
        "case_id": form["for_case"],
        "number": run.identity.number,
        **_agent(run.identity),
        "receipt_no": numbers.receipt_no,
        "materials": [{**one, "material_code": form["paper"], "material_name": form["paper_name"]} for one in papers],
        **({"proof": form["proof"]} if form.get("proof") else {}),
        "filed_at": filed.isoformat(),
        "clock": _clock(),
    }


def _identity(identity: Identity) -> dict[str, Any]:
    said = _plain(asdict(replace(identity, agent=None))) | {"type_code": identity.type_code}
    return {name: value for name, value in said.items() if name not in {"helper", "agent"}}


def _agent(identity: Identity) -> dict[str, Any]:
    """Return who acts for the person, where somebody does (代办)."""
    return {"agent": _identity(identity.agent)} if identity.agent else {}


def _clock() -> dict[str, Any]:
    return {"boot_id": BOOT_ID.read_text(encoding="ascii").strip(), "monotonic_ns": monotonic_ns()}


def _situation(run: Run) -> dict[str, Any]:
    """Return answers to the item's questions, what was filled in, promises in a paper's place, where there are any."""
    said: dict[str, Any] = {"answers": dict(run.answers)} if run.answers else {}
    fields = entries(run)
    stale = {one.id for one in run.item.fields} - {one.field.id for one in fields}
    if form := {name: value for name, value in run.form.items() if name not in stale}:
        said["form"] = form
    if fields:
        said["fields"] = [_field(one) for one in fields]
    said |= regions_of(run)
    return said | ({"commitments": [asdict(one) for one in run.commitments]} if run.commitments else {})


def _field(entry: Entry) -> dict[str, Any]:
    field, option = entry.field, entry.field.option(entry.value)
    return {
        "id": field.id,
        "label": field.label,
        "value": entry.value,
        "text": option.label if option else entry.value,
        "origin": entry.origin or None,
        "corrected": entry.corrected,
    }


def _material(row: MaterialRow, files: CaseFiles) -> dict[str, Any]:
    code = row.material.material_code
    pages = [(page, enclosure) for page, enclosure in files.pages if page.material_code == code]
    return {
        "material_code": code,
        "material_name": row.material.material_name,
        "standing": row.standing,
        "source": row.source,
        "as_of": row.as_of.isoformat() if row.as_of else None,
        "trust_level": row.trust or _own_trust(row),
        "attachments": [
            {**_attachment(enclosure, "image/jpeg"), "width": page.width, "height": page.height}
            | {"taken": page.taken.isoformat()}
            | ({"doubt": page.doubt} if page.doubt else {})
            for page, enclosure in pages
        ],
    }


def _own_trust(row: MaterialRow) -> str | None:
    if row.standing != "captured":
        return None
    return SELF_MADE if row.material.capture == "screen_form" else UPLOADED


def _licensed(row: MaterialRow, item: ServiceItem, filed: dt.datetime) -> dict[str, str]:
    """Return what the copy of a reused licence says on it."""
    return {"watermark": watermark(row, item.task_name, filed.date())} if row.trust else {}


def _attachment(enclosure: Enclosure, media: str) -> dict[str, Any]:
    return {
        "sha256": enclosure.sha256,
        "size": len(enclosure.ciphertext),
        "media": media,
        "key": base64.b64encode(enclosure.key).decode(),
        "form": enclosure.form,
    }


def _promise(promise: Promise | None) -> dict[str, Any] | None:
    return _plain(asdict(promise)) if promise else None


def _signature(signature: Signature | None, enclosure: Enclosure | None) -> dict[str, Any] | None:
    if signature is None or enclosure is None:
        return None
    return {
        "strokes": signature.strokes,
        "signed": signature.signed.isoformat(),
        "attachment": _attachment(enclosure, "image/png"),
    }


def _consents(run: Run) -> list[str]:
    """Name what the citizen agreed to on the glass, by kind."""
    agreed = {"deferral_promise": run.promise, "licence_reuse": reused(run), "signature": run.signature}
    return [kind for kind, given in agreed.items() if given]


def _licence_consent(run: Run) -> dict[str, Any]:
    """Return to what reuse the citizen agreed by handing in, in the words that stood on the glass."""
    agreed = consent(run)
    return {"licence_consent": agreed.record()} if agreed else {}


def _plain(value: dict[str, Any]) -> dict[str, Any]:
    """Write dates as ISO 8601."""
    return {key: one.isoformat() if hasattr(one, "isoformat") else one for key, one in value.items()}
