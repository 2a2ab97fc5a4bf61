"""Every code of the PC/SC service has one meaning."""

import pytest
from smartcard import scard

from drivers.errors import CardGarbled, CardMute, CardUnknown, CardWithdrawn, ReaderGone
from drivers.readers.pcsc_codes import refusal


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (scard.SCARD_W_REMOVED_CARD, CardWithdrawn),
        (scard.SCARD_W_RESET_CARD, CardWithdrawn),
        (scard.SCARD_W_UNPOWERED_CARD, CardWithdrawn),
        (scard.SCARD_E_NO_SMARTCARD, CardWithdrawn),
        (scard.SCARD_E_NOT_TRANSACTED, CardWithdrawn),
        (scard.SCARD_W_UNRESPONSIVE_CARD, CardMute),
        (scard.SCARD_E_TIMEOUT, CardMute),
        (scard.SCARD_E_SHARING_VIOLATION, CardMute),
        (scard.SCARD_E_INVALID_PARAMETER, CardGarbled),
        (scard.SCARD_E_INVALID_VALUE, CardGarbled),
        (scard.SCARD_E_INSUFFICIENT_BUFFER, CardGarbled),
        (scard.SCARD_E_UNSUPPORTED_FEATURE, CardGarbled),
        (scard.SCARD_W_UNSUPPORTED_CARD, CardUnknown),
        (scard.SCARD_E_PROTO_MISMATCH, CardUnknown),
        (scard.SCARD_E_NO_SERVICE, ReaderGone),
        (scard.SCARD_E_SERVICE_STOPPED, ReaderGone),
        (scard.SCARD_E_INVALID_HANDLE, ReaderGone),
        (scard.SCARD_E_UNKNOWN_READER, ReaderGone),
        (scard.SCARD_E_READER_UNAVAILABLE, ReaderGone),
        (scard.SCARD_E_NO_READERS_AVAILABLE, ReaderGone),
        (scard.SCARD_F_COMM_ERROR, ReaderGone),
    ],
)
def test_the_code_means(code, error):
    for signed_or_not in (code, code - (1 << 32)):
        assert type(refusal("transmit", signed_or_not)) is error


def test_an_unknown_code_is_told_by_its_number_and_blamed_on_the_reader():
    error = refusal("connect", 0x80100042)
    assert isinstance(error, ReaderGone)
    assert str(error) == "connect: 80100042"


def test_the_message_names_the_call_and_the_code():
    assert str(refusal("transmit", scard.SCARD_E_NOT_TRANSACTED)) == "transmit: NOT_TRANSACTED"
