"""Becoming known to a platform: a one-time code, a key made here, and patience until somebody lets the terminal in.

After openapi.yaml, /v1/enrolments. What was begun lies in a file of its own until it is finished, so that a power cut
at any moment is mended by doing the same again: the same code with the same key is answered alike.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from kiosk.gateway.enrolled import Enrolled, keep_enrolled, key_password, read_enrolled
from kiosk.gateway.enrolment_code import EnrolmentCode, read_code
from kiosk.gateway.enrolment_errors import (
    CodesTooMany,
    CodeUnknown,
    CodeUnreadable,
    CodeUsed,
    EnrolmentOther,
    EnrolmentWaiting,
    TerminalRefused,
)
from kiosk.gateway.enrolment_papers import check_papers, new_key, signing_request
from kiosk.gateway.errors import Misconfigured, NotThePlatform
from kiosk.gateway.verdict import json_of, judge
from kiosk.gateway.wire import Wire
from offline_cache.durable import make_folder, sync_folder, write_file

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.gateway.options import Options
    from kiosk.gateway.wire import Answer
    from offline_cache.keys import DeviceKeys

__all__ = ["Enrolment"]

HANDSHAKE = 1
STRANGER = "enrolment"  # the keyid of a terminal that has no name yet
BEGUN = "enrolling.json"
TARGET = "/v1/enrolments"
LIMIT = 256 * 1024
PROBLEM = "application/problem+json"
REFUSALS = {
    "urn:kiosk:code-unknown": CodeUnknown,
    "urn:kiosk:code-used": CodeUsed,
    "urn:kiosk:too-many-codes": CodesTooMany,
}


class Enrolment:
    """One terminal's enrolment; `folder` keeps what it gave. `options.device_id` is who the terminal is to be.

    Methods raise GatewayError, with those of kiosk.gateway.enrolment_errors; OSError when the disk refuses.
    """

    def __init__(self, options: Options, keys: DeviceKeys, folder: Path) -> None:
        self._options, self._keys, self._folder = options, keys, folder
        self._begun = folder / BEGUN

    @property
    def under_way(self) -> bool:
        """Whether an enrolment was begun and is not finished."""
        return self._begun.exists()

    def claim(self, text: str = "") -> Enrolled:
        """Hand in the code that was scanned or typed, "" the one that is under way; return what the platform gave.

        Raises EnrolmentWaiting when somebody must let the terminal in first: `claim` again then asks how it stands.
        """
        begun = self._begin(text)
        code, key = EnrolmentCode(begun["url"], begun["code"]), begun["key"]
        said = self._stands(code.url, begun.get("enrolment_id", "")) or self._hand_in(code, key)
        state = said.get("state")
        if state == "refused":
            self.finish()
            raise TerminalRefused("refused at the platform's window")
        if state == "waiting":
            self._note({**begun, "enrolment_id": str(said.get("enrolment_id", ""))})
            raise EnrolmentWaiting("somebody must let the terminal in")
        if state != "admitted":
            raise NotThePlatform("an enrolment not as agreed")
        enrolled = self._read(said, code, key)
        if enrolled.device_id != self._options.device_id:
            raise EnrolmentOther(f"the code is for {enrolled.device_id}, the profile is {self._options.device_id}")
        keep_enrolled(self._folder, enrolled)
        return enrolled

    def finish(self) -> None:
        """Forget the code: all that it gave is in use, or it gave nothing."""
        if self._begun.exists():
            self._begun.unlink()
            sync_folder(self._folder)

    def _begin(self, text: str) -> dict[str, str]:
        """Return what was begun: url, code and key, durable before anybody hears of them."""
        known = self._known()
        if not text:
            if not known:
                raise CodeUnreadable("no enrolment is under way")
            return known
        code = read_code(text, self._options.base_url)
        if (known.get("url"), known.get("code")) != (code.url, code.code):
            known = {**dataclasses.asdict(code), "key": self._key_of(code) or new_key(key_password(self._keys))}
            self._note(known)
        return known

    def _known(self) -> dict[str, str]:
        """Return what is under way, {} for nothing, or for what was begun under device keys that are lost."""
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            read: dict[str, str] = json.loads(self._begun.read_bytes())
            self._request(read["key"])
            return read
        return {}

    def _key_of(self, code: EnrolmentCode) -> str:
        """Return the key that this code has certified already, "" for a new code."""
        with contextlib.suppress(Misconfigured, ValueError, TypeError):
            enrolled = read_enrolled(self._folder)
            if enrolled is not None and enrolled.code_sha256 == _digest(code):
                self._request(enrolled.key)
                return enrolled.key
        return ""

    def _request(self, key: str) -> str:
        return signing_request(key, key_password(self._keys), self._options.device_id)

    def _note(self, begun: dict[str, str]) -> None:
        make_folder(self._folder)
        write_file(self._begun, json.dumps(begun).encode())

    def _stands(self, url: str, enrolment_id: str) -> dict[str, Any] | None:
        """Ask how it stands; None when nothing was handed in yet, or the platform knows nothing of it."""
        answer = self._exchange(url, "GET", f"{TARGET}/{quote(enrolment_id, safe='')}") if enrolment_id else None
        if answer is None or answer.status == HTTPStatus.NOT_FOUND:
            return None
        return _judged(answer)

    def _hand_in(self, code: EnrolmentCode, key: str) -> dict[str, Any]:
        wish = {"handshake_version": HANDSHAKE, "code": code.code, "csr": self._request(key)}
        return _judged(self._exchange(code.url, "POST", TARGET, json.dumps(wish).encode()))

    def _exchange(self, url: str, method: str, target: str, body: bytes = b"") -> Answer:
        """Speak as a stranger, without a certificate: the one we have may be the reason why we come."""
        stranger = dataclasses.replace(self._options, base_url=url, device_id=STRANGER, cert="", key="", identity="")
        wire = Wire(stranger, self._keys)
        try:
            media = {"Content-Type": "application/json"} if body else {}
            return wire.exchange(method, target, body, headers=media, limit=LIMIT)
        finally:
            wire.close()

    def _read(self, said: dict[str, Any], code: EnrolmentCode, key: str) -> Enrolled:
        try:
            enrolled = Enrolled(
                device_id=str(said["device_id"]),
                url=code.url,
                enrolment_id=str(said["enrolment_id"]),
                code_sha256=_digest(code),
                key=key,
                certificate=said["certificate"] or "",
                authority=said["authority"] or "",
                card=said["card"],
            )
            check_papers(enrolled, key_password(self._keys))
        except (KeyError, TypeError, ValueError, AttributeError):
            raise NotThePlatform("an enrolment not as agreed") from None
        return enrolled


def _digest(code: EnrolmentCode) -> str:
    return hashlib.sha256(code.code.encode()).hexdigest()


def _judged(answer: Answer) -> dict[str, Any]:
    if answer.status >= HTTPStatus.BAD_REQUEST:
        with contextlib.suppress(NotThePlatform):
            kind = json_of(answer, PROBLEM).get("type")
            if kind in REFUSALS:
                raise REFUSALS[kind](kind)
    judge(answer)
    return json_of(answer)
