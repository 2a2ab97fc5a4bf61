"""Passive authentication (ICAO 9303-11 §5.1): what was read is what the issuing state signed.

From the inside out; the first thing that is wrong is the verdict:

- card-pa-unreadable  no SOD, a garbled one, its signer's certificate missing, an algorithm that is not known
- card-pa-digest      the signed digest (or content type) is not that of the list of hashes
- card-pa-signature   the signature is wrong; or the signer may not sign documents; or the authority whose key the
                      signer names did not sign it; or signer, authority and the document's issuing state differ
- card-pa-altered     a data group's hash is not the one in the list
- card-pa-missing     a data group was read that the list does not have
- card-pa-authority   no authority here has issued the signer's certificate: not proven, nor disproven
- card-pa-expired     the signer's or the authority's certificate is out of its time
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from drivers.icao.certificates import TORN
from drivers.icao.security_object import DIGESTS
from drivers.icao.signatures import verifies
from drivers.icao.signed_data import CONTENT_TYPE, SodUnreadable, read_sod
from drivers.icao.states import same_state
from drivers.types import Trust

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from drivers.icao.certificates import SigningCertificate
    from drivers.icao.signed_data import SignedDocument
    from drivers.icao.trust_anchors import Anchors

__all__ = ["Verdict", "authenticate", "open_sod"]

ALTERED: Final = "card-pa-altered"
MISSING: Final = "card-pa-missing"
DIGEST: Final = "card-pa-digest"
SIGNATURE: Final = "card-pa-signature"
AUTHORITY: Final = "card-pa-authority"
EXPIRED: Final = "card-pa-expired"
UNREADABLE: Final = "card-pa-unreadable"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How far the files are proven: trust, the fault code of what is wrong ("" for nothing), and by whom they are.

    `signer` holds country and organisation of the document signer, `digest` the algorithm of the hashes.
    """

    trust: Trust
    flaw: str
    signer: str = ""
    digest: str = ""


def authenticate(
    document: SignedDocument | None, groups: Mapping[int, bytes], state: str, anchors: Anchors, today: dt.date
) -> Verdict:
    """Judge the data groups that were read (whole files by number) by EF.SOD; `state` is the zone's issuing state.

    `document` is what `open_sod` returned. Never raises: what cannot be judged is card-pa-unreadable.
    """
    if document is None:
        return Verdict(Trust.PA_FAILED, UNREADABLE)
    try:
        flaw = _flaw(document, groups, state, anchors, today)
    except TORN:
        flaw = UNREADABLE
    trust = {"": Trust.PA_OK, AUTHORITY: Trust.PA_UNKNOWN_CA}.get(flaw, Trust.PA_FAILED)
    signer = f"{document.signer.country} {document.signer.organisation}".strip()
    return Verdict(trust, flaw, signer, document.listed.digest)


def open_sod(file: bytes) -> SignedDocument | None:
    """Take EF.SOD apart; None when it cannot be."""
    try:
        return read_sod(file)
    except SodUnreadable:
        return None


def _flaw(document: SignedDocument, groups: Mapping[int, bytes], state: str, anchors: Anchors, today: dt.date) -> str:
    signer = document.signer
    if document.digest not in DIGESTS.values():
        return UNREADABLE
    if hashlib.new(document.digest, document.content, usedforsecurity=False).digest() != document.stated_digest:
        return DIGEST
    if document.stated_type != CONTENT_TYPE:
        return DIGEST
    if not signer.may_sign_documents or not verifies(
        signer.key, document.algorithm, document.signature, document.attributes, document.digest
    ):
        return SIGNATURE
    return _content_flaw(document, groups) or _authority_flaw(signer, state, anchors, today)


def _content_flaw(document: SignedDocument, groups: Mapping[int, bytes]) -> str:
    listed = document.listed
    covered = groups.keys() & listed.hashes.keys()
    if any(listed.hash_of(groups[number]) != listed.hashes[number] for number in covered):
        return ALTERED
    return MISSING if covered != groups.keys() else ""


def _authority_flaw(signer: SigningCertificate, state: str, anchors: Anchors, today: dt.date) -> str:
    """Try every authority that may have issued the signer's certificate."""
    candidates = anchors.issuers_of(signer)
    issuers = [authority for authority in candidates if _issued(authority, signer)]
    if not issuers:
        named = any(one.own_identifier and one.own_identifier == signer.authority_identifier for one in candidates)
        return SIGNATURE if named else AUTHORITY
    fitting = [one for one in issuers if one.country.upper() == signer.country.upper()]
    if not fitting or not same_state(state, signer.country):
        return SIGNATURE
    return "" if signer.valid_on(today) and any(one.valid_on(today) for one in fitting) else EXPIRED


def _issued(authority: SigningCertificate, signer: SigningCertificate) -> bool:
    try:
        return signer.signed_by(authority)
    except TORN:  # one authority's odd key must not hide another's good one
        return False
