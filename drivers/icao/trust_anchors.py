"""The authorities that this terminal believes: certificates in folders of its trust folder.

Files are DER or PEM, one or several certificates each. Travel documents are proven by those in `csca/` (ICAO 9303-12
§3), where link certificates are anchors like the others: a bad file is passed over and counted, and what was loaded is
kept as long as names, sizes and times of the files stay the same, so that a reading costs one look at the folder.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from asn1crypto import pem

from drivers.icao.certificates import TORN, SigningCertificate

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["NO_ANCHORS", "Anchors", "anchor_files", "certificates_in", "load_anchors"]

_FOLDER: Final = "csca"
_ENDINGS: Final = frozenset({".cer", ".crt", ".der", ".pem"})
_MOST_BYTES: Final = 1 << 20
_MOST_FILES: Final = 4096
_Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Anchors:
    """The authorities, and how many files held none."""

    authorities: tuple[SigningCertificate, ...] = ()
    skipped: int = 0

    def issuers_of(self, certificate: SigningCertificate) -> list[SigningCertificate]:
        """Return every authority that may have issued the certificate, by its name or by its key's identifier."""
        name, key = certificate.issuer, certificate.authority_identifier
        return [one for one in self.authorities if one.subject == name or (key and one.own_identifier == key)]


NO_ANCHORS: Final = Anchors()
_kept: dict[str, tuple[_Stamp, Anchors]] = {}


def load_anchors(trust: str) -> Anchors:
    """Load the authorities of a trust folder; "" and a folder that is not there hold none. Never raises."""
    files = anchor_files(trust, _FOLDER)
    try:
        stamp = tuple((file.name, stat.st_size, stat.st_mtime_ns) for file in files for stat in (file.stat(),))
    except OSError:
        return NO_ANCHORS
    known = _kept.get(trust)
    if known is None or known[0] != stamp:
        _kept.clear()
        known = _kept[trust] = stamp, _load(files)
    return known[1]


def anchor_files(trust: str, folder: str) -> list[Path]:
    """List the certificate files of one folder of the trust folder, by name; "" and no folder hold none."""
    if not trust:
        return []
    try:
        files = sorted((Path(trust) / folder).iterdir())
    except OSError:
        return []
    return [file for file in files if file.suffix.lower() in _ENDINGS][:_MOST_FILES]


def _load(files: list[Path]) -> Anchors:
    authorities: list[SigningCertificate] = []
    skipped = 0
    for file in files:
        try:
            authorities += [SigningCertificate(der) for der in certificates_in(file)]
        except (OSError, *TORN):
            skipped += 1
    return Anchors(tuple(authorities), skipped)


def certificates_in(file: Path) -> Iterator[bytes]:
    """Yield each certificate of a file in DER, not yet looked into. Raises OSError, ValueError."""
    if file.stat().st_size > _MOST_BYTES:
        raise ValueError("too long for certificates")
    content = file.read_bytes()
    if not pem.detect(content):
        yield content
        return
    for _, _, der in pem.unarmor(content, multiple=True):
        yield der
