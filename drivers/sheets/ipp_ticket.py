"""What is said with a job: how it is printed, and nothing of whom it is about (RFC 8011 §4.2.1.1, §5.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from drivers.ipp.codes import Tag
from drivers.ipp.encode import keyword, name, number, yes

if TYPE_CHECKING:
    from drivers.ipp.message import Attributes

__all__ = ["A4", "PDF", "WISHES", "ticket"]

A4: Final = "iso_a4_210x297mm"
PDF: Final = "application/pdf"
WISHES: Final[Attributes] = {
    "copies": number(1),
    "job-hold-until": keyword("no-hold"),
    "media": keyword(A4),
    "sides": keyword("one-sided"),
}


def ticket(job: str) -> Attributes:
    """Return the operation attributes of a job of that name."""
    return {
        "job-name": name(job),
        "ipp-attribute-fidelity": yes(value=False),
        "document-format": ((Tag.MIME_TYPE, PDF),),
    }
