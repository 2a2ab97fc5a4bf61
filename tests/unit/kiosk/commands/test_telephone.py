"""The lab's telephone: its code is read by the camera's own reader and is one that the sandbox's verifier takes."""

from pathlib import Path

import cv2
import pytest

from drivers.imaging.codes import read_qr
from kiosk.commands.telephone import telephone
from kiosk.gateway.sandbox.centre import Centre
from kiosk.gateway.sandbox.phone_codes import PUBLIC, SandboxVerifier
from kiosk.journeys.phone_code import asked, vouched


@pytest.mark.parametrize(("kind", "key", "name"), [("ctid", "zhao", "赵桂兰"), ("licence", "wang", "王小明")])
def test_what_the_telephone_shows_is_read_and_believed(tmp_path, kind, key, name):
    camera, show, file = telephone(["show", kind, "--person", key], tmp_path)
    assert (camera, show) == ("camera", "show")
    picture = cv2.imread(file)
    code = read_qr(picture)
    assert code.startswith("GZM1.")
    centre = Centre(tmp_path / "centre", Path("config/services"))
    inquiry = asked(code)
    said = SandboxVerifier(centre).verify(code, inquiry.what["nonce"])
    assert vouched(said, inquiry, PUBLIC, centre.clock.now()).name == name
    centre.close()


def test_it_can_be_taken_away_and_anything_else_is_told_how(tmp_path):
    assert telephone(["away"], tmp_path) == ["camera", "show", "none"]
    for words in ([], ["show"], ["show", "passport"], ["show", "ctid", "--person", "nobody"]):
        with pytest.raises(ValueError, match="phone show"):
            telephone(words, tmp_path)
