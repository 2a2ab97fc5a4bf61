"""One case by its receipt, without a card: what is asked of the centre, and what may be read from a code (F54)."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Final

from kiosk.journeys.wishing import wish
from offline_cache.case_numbers import is_query_code

if TYPE_CHECKING:
    from kiosk.domain.inquiry import Inquiry
    from kiosk.domain.run import Run

__all__ = [
    "BY_CODE",
    "LENGTH",
    "MOST_TRIES",
    "asked",
    "case_of",
    "code_typed",
    "is_proof",
    "is_query_code",
    "query_code_of",
    "tries",
]

BY_CODE: Final = "progress-code"
LENGTH: Final = 8
MOST_TRIES: Final = 5
_ALIKE: Final = str.maketrans({"B": "8", "S": "5", "Z": "2"})
_UNUSED: Final = frozenset("01OIL")
_SIZE: Final = 110  # one more than a statement with its signature: any 263 digits fit
_CASE: Final = slice(6, 22)
_PROOF: Final = re.compile(r"https://[a-z0-9./-]{1,120}#[2-9A-Y]{8}\.[0-9]{263}")


def asked(run: Run) -> Inquiry | None:
    """Return the question for what was typed or laid under the camera, None once it is answered."""
    return wish(run, BY_CODE, code=run.form.get("code", ""), proof=run.form.get("proof", ""))


def tries(run: Run) -> int:
    """Return how many codes were typed in this visit."""
    return int(run.form.get("tries", "0"))


def code_typed(before: str, key: str) -> str:
    """Return the code after one key more. No receipt has 0, 1, O, I, L; B, S, Z stand for the digits they look like."""
    one = key.translate(_ALIKE)
    return before if one in _UNUSED or len(before) >= LENGTH else before + one


def query_code_of(text: str) -> str:
    """Return the query code that stands in the text of a receipt's code."""
    return text.rpartition("#")[2][:LENGTH]


def is_proof(text: str) -> bool:
    """Whether this may be the text of a receipt's code; who signed it is for the centre to say."""
    return _PROOF.fullmatch(text) is not None


def case_of(text: str) -> str:
    """Return the case that a receipt's code names, unproven: 109 bytes as digits, the case id from the sixth on."""
    body = int(text.rpartition(".")[2]).to_bytes(_SIZE, "big")
    return str(uuid.UUID(bytes=body[_CASE]))
