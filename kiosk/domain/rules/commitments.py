"""告知承诺: whether a promise may stand in a paper's place for this person, and which very words were promised.

S1: the office tells what must be fulfilled and what a false promise costs; the applicant promises in writing. What is
kept with the answer is the digest of the text shown, so that nobody can say later that another one was meant.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from kiosk.domain.rules.credit import word_is_taken
from kiosk.domain.rules.eligibility import vocabulary
from kiosk.domain.rules.expression import decide, read_rule
from kiosk.domain.rules.truth import Truth

if TYPE_CHECKING:
    from collections.abc import Mapping

    from config.item_parts import Commitment
    from config.schema import ServiceItem
    from kiosk.domain.rules.facts import Value

__all__ = ["offered", "text_sha256"]


def offered(item: ServiceItem, commitment: Commitment, facts: Mapping[str, Value]) -> bool:
    """Whether its rule surely holds: nobody is asked to promise what they have just called unclear.

    A broken promise, or a bad record, leaves the ordinary way (S1). It is the applicant's own word: who acts for them
    gives none.
    """
    if not word_is_taken(facts) or facts.get("agent"):
        return False
    if not commitment.offered_when:
        return True
    return decide(read_rule(commitment.offered_when, vocabulary(item)), facts) is Truth.YES


def text_sha256(commitment: Commitment) -> str:
    """Return the SHA-256 (hexadecimal) of title, terms and consequence, as canonical JSON."""
    text = [commitment.title, list(commitment.terms), commitment.consequence]
    return hashlib.sha256(json.dumps(text, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
