"""Which aids a reader's options make, and that nothing is loaded for those they do not name."""

import contextlib
import subprocess
import sys

import pytest

from drivers.errors import CardNeedsPsam
from drivers.lab.cards.loopback import LoopbackReader
from drivers.protocols import NO_AIDS, HolderAnswer
from drivers.readers.aids import aids_for
from drivers.readers.psam import PsamAuthority
from drivers.readers.wlt import WltDecoder

READER = LoopbackReader()


class WithSlot(LoopbackReader):
    @contextlib.contextmanager
    def psam(self):
        raise CardNeedsPsam("none")
        yield


def test_without_options_there_are_no_aids():
    assert aids_for({}, WithSlot(), print) == NO_AIDS


def test_the_trust_folder_and_the_picture_plug_in_are_passed_on():
    aids = aids_for({"trust": "anchors", "wlt": "libwlt.so"}, READER)
    assert aids.trust == "anchors"
    assert isinstance(aids.photos, WltDecoder)


@pytest.mark.parametrize("option", ["psam", "psam_atr"])
def test_a_psam_needs_an_option_and_a_reader_with_slots(option):
    assert isinstance(aids_for({option: "3B"}, WithSlot()).authority, PsamAuthority)
    assert aids_for({option: "3B"}, READER).authority is None


@pytest.mark.parametrize("answer", [HolderAnswer(b"", b"opens"), None])
def test_the_hsm_goes_before_the_psam_when_somebody_can_ask_it(answer):
    authority = aids_for({"hsm": "yes", "psam": "SAM"}, WithSlot(), lambda question: answer).authority
    if answer is None:
        with pytest.raises(CardNeedsPsam):
            authority.answer(None)
    else:
        assert authority.answer(None) is answer
    assert isinstance(aids_for({"hsm": "yes", "psam": "SAM"}, WithSlot()).authority, PsamAuthority)


def test_a_card_process_starts_without_what_it_may_never_need():
    program = "import sys, drivers.readers.worker, drivers.readers.pcsc; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert "smartcard.scard" in loaded
    for heavy in ("cryptography", "numpy", "cv2", "drivers.readers.wlt", "drivers.readers.psam", "drivers.cards.emrtd"):
        assert heavy not in loaded
