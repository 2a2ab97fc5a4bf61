"""Certificate authorities of the lab: countries that sign travel documents, and whoever vouches for technicians.

New keys in each process: nothing made here is trusted by anything that this process did not tell of.
"""

from __future__ import annotations

import datetime as dt
import functools
from typing import TYPE_CHECKING, Literal

from cryptography.hazmat.primitives.serialization import Encoding

from drivers.lab.authority import Authority
from drivers.lab.document_signer import SCHEMES, DocumentSigner, Scheme, new_key

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["SCHEMES", "Authority", "DocumentSigner", "Issuer", "LabPki", "Scheme", "lab_pki"]

Issuer = Literal["own", "impostor", "stranger"]
_ENDED = dt.timedelta(days=30)


class LabPki:
    """Two countries (UT Utopia, CN for the travel cards), an impostor of each, a stranger, and the technicians'."""

    def __init__(self) -> None:
        self._countries = {code: Authority(f"Demonstration CSCA {code}", code) for code in ("UT", "CN")}
        self._impostors = {code: Authority(f"Demonstration CSCA {code}", code) for code in ("UT", "CN")}
        self._stranger = Authority("Demonstration CSCA XX", "XX")
        self._signers: dict[tuple[str, Scheme, Issuer, bool], DocumentSigner] = {}
        self.technicians = Authority("Demonstration technicians")

    def signer(
        self,
        country: str,
        scheme: Scheme = "ecdsa",
        issuer: Issuer = "own",
        *,
        expired: bool = False,
    ) -> DocumentSigner:
        """Return the document signer of a country, by an issuer that write_trust tells of only when it is "own"."""
        wanted = (country, scheme, issuer, expired)
        if wanted not in self._signers:
            own, impostor = self._countries[country], self._impostors[country]
            authority = {"own": own, "impostor": impostor, "stranger": self._stranger}[issuer]
            key = new_key(scheme)
            name = f"Demonstration DS {country} {scheme}"
            certificate = authority.issue(name, key.public_key(), ended=_ENDED if expired else None)
            self._signers[wanted] = DocumentSigner(scheme=scheme, certificate=certificate, key=key)
        return self._signers[wanted]

    def write_trust(self, folder: Path) -> None:
        """Leave the anchors where a reader's option `trust` looks for them: csca/*.cer and technicians/*.cer (DER)."""
        anchors = {f"csca/{code}": authority for code, authority in self._countries.items()}
        for name, authority in {**anchors, "technicians/demonstration": self.technicians}.items():
            file = folder / f"{name}.cer"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(authority.certificate.public_bytes(Encoding.DER))


@functools.cache
def lab_pki() -> LabPki:
    """Return the authorities of this process."""
    return LabPki()
