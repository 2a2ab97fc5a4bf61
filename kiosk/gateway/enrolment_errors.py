"""Why an enrolment comes to nothing, or not yet. `code` is the key of config/faults.toml.

EnrolmentRefused
├── CodeUnreadable    what was scanned or typed is no enrolment code
├── CodeUnknown       the platform does not know the code, or it has expired
├── CodeUsed          another key has used it
├── CodesTooMany      too many wrong codes; the platform pauses
├── TerminalRefused   somebody at the platform said no
├── EnrolmentOther    the code is for another terminal, or leads to another platform than the profile's
└── EnrolmentWaiting  the code was good; somebody must still let the terminal in
"""

from __future__ import annotations

from typing import ClassVar

from kiosk.gateway.errors import GatewayError

__all__ = [
    "CodeUnknown",
    "CodeUnreadable",
    "CodeUsed",
    "CodesTooMany",
    "EnrolmentOther",
    "EnrolmentRefused",
    "EnrolmentWaiting",
    "TerminalRefused",
]


class EnrolmentRefused(GatewayError):
    """Base of the refusals; what the terminal had before stays in use."""

    code: ClassVar[str] = "enrolment-refused"


class CodeUnreadable(EnrolmentRefused):
    """It is neither `kiosk-enrolment:1?url=…&code=…` nor a code."""

    code = "enrolment-code-unreadable"


class CodeUnknown(EnrolmentRefused):
    """The platform gave out no such code, or too long ago."""

    code = "enrolment-code-unknown"


class CodeUsed(EnrolmentRefused):
    """Another key than this terminal's has used the code."""

    code = "enrolment-code-used"


class CodesTooMany(EnrolmentRefused):
    """After wrong codes the platform takes none for some minutes, not even right ones."""

    code = "enrolment-too-many"


class TerminalRefused(EnrolmentRefused):
    """The office does not let this terminal in."""

    code = "enrolment-refused"


class EnrolmentOther(EnrolmentRefused):
    """The code belongs to another terminal or another platform."""

    code = "enrolment-other"


class EnrolmentWaiting(EnrolmentRefused):
    """Nothing was refused; the same call later goes on."""

    code = "enrolment-waiting"
