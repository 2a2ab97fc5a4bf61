"""Every way a device can refuse. `code` is the key of config/faults.toml; a test walks both directions.

DeviceError
├── CardError
│   ├── CardWithdrawn     the card left the reader
│   ├── CardMute          no answer within the deadline
│   ├── CardGarbled       an answer that the card's standard does not allow
│   ├── CardNeedsPsam     the holder's data opens only to a reader with a PSAM
│   ├── CardNeedsKey      a travel document whose printed key (MRZ or CAN) is not known yet
│   ├── CardKeyWrong      the printed key does not open this chip
│   ├── CardChipOnly      a resident ID card that this reader cannot decrypt: only its chip number is free
│   └── CardUnknown       no profile reads this card
├── ReaderGone            no reader, or no PC/SC service
│   └── SamRefused        the SAM_V module answers, but does not work
├── PhotoUnreadable       the picture plug-in cannot be loaded or refuses a picture
├── CameraError
│   ├── CameraGone        the stream cannot be opened or has stopped
│   └── FrameGarbled      bytes that are no picture
├── PrinterError
│   ├── PrinterGone       the connection failed
│   └── SheetsError       the A4 printer
│       ├── SheetsGone    its connection failed
│       ├── SheetsGarbled an answer that is not IPP
│       └── SheetsRefused it understood and will not
├── UnknownDriver         a profile names a driver that no file provides
└── LabInLiveProfile      a live profile names a simulator
"""

from __future__ import annotations

from typing import ClassVar

__all__ = [
    "CameraError",
    "CameraGone",
    "CardChipOnly",
    "CardError",
    "CardGarbled",
    "CardKeyWrong",
    "CardMute",
    "CardNeedsKey",
    "CardNeedsPsam",
    "CardUnknown",
    "CardWithdrawn",
    "DeviceError",
    "FrameGarbled",
    "LabInLiveProfile",
    "PhotoUnreadable",
    "PrinterError",
    "PrinterGone",
    "ReaderGone",
    "SamRefused",
    "SheetsError",
    "SheetsGarbled",
    "SheetsGone",
    "SheetsRefused",
    "UnknownDriver",
]


class DeviceError(Exception):
    """Base of all device refusals; the message is for technicians and holds no personal data."""

    code: ClassVar[str] = "device"


class CardError(DeviceError):
    """Anything wrong with a card rather than with its reader."""

    code = "card"


class CardWithdrawn(CardError):
    """The card left the reader before the reading was complete."""

    code = "card-withdrawn"


class CardMute(CardError):
    """The card gave no answer within the deadline."""

    code = "card-mute"


class CardGarbled(CardError):
    """The card answered what its standard does not allow."""

    code = "card-garbled"


class CardNeedsPsam(CardError):
    """A sound card whose holder data wants an external authentication first (社会保障卡 3.0)."""

    code = "card-needs-psam"


class CardNeedsKey(CardError):
    """A sound travel document: its chip opens only with what is printed on it (ICAO 9303-11)."""

    code = "card-needs-key"


class CardKeyWrong(CardError):
    """BAC or PACE failed: what was typed is not what is printed on this document."""

    code = "card-key-wrong"


class CardChipOnly(CardError):
    """A resident ID card without a SAM_V module: its chip number is free to read and proves nobody."""

    code = "card-chip-only"


class CardUnknown(CardError):
    """No card profile recognises this card."""

    code = "card-unknown"


class ReaderGone(DeviceError):
    """No reader is attached, or the PC/SC service is down."""

    code = "reader-gone"


class SamRefused(ReaderGone):
    """The SAM_V module answers, but its self test failed or it is not authorised."""

    code = "sam-refused"


class PhotoUnreadable(DeviceError):
    """The plug-in for card photos cannot be loaded, or it refused the picture: the reading goes on without one."""

    code = "photo-unreadable"


class CameraError(DeviceError):
    """Anything wrong with the document camera."""

    code = "camera"


class CameraGone(CameraError):
    """The stream cannot be opened, or no frame came within the deadline."""

    code = "camera-gone"


class FrameGarbled(CameraError):
    """The stream delivers bytes that are no picture."""

    code = "camera-garbled"


class PrinterError(DeviceError):
    """Anything wrong with the receipt printer's link."""

    code = "printer"


class PrinterGone(PrinterError):
    """The printer's connection cannot be opened or broke."""

    code = "printer-unavailable"


class SheetsError(PrinterError):
    """Anything wrong with the A4 printer's link."""

    code = "sheets"


class SheetsGone(SheetsError):
    """No answer within the deadline; `sent` tells whether the printer may have received something."""

    code = "sheets-unavailable"

    def __init__(self, why: str, *, sent: bool) -> None:
        super().__init__(why)
        self.sent = sent


class SheetsGarbled(SheetsError):
    """The peer answers what HTTP or IPP does not allow, or tells less than was asked."""

    code = "sheets-garbled"


class SheetsRefused(SheetsError):
    """The printer understood the request and refuses it; `status` is its IPP status code."""

    code = "sheets-refused"

    def __init__(self, status: int) -> None:
        super().__init__(f"IPP status {status:#06x}")
        self.status = status


class UnknownDriver(DeviceError):
    """A profile names a driver that no file provides."""

    code = "driver-unknown"


class LabInLiveProfile(DeviceError):
    """A live profile names a lab device or the sandbox platform."""

    code = "lab-in-live"
