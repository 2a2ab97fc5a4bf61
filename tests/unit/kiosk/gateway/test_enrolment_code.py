"""What a technician scans or types is read in any spelling, and leads to no other platform than the profile's."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.gateway.enrolment_code import read_code
from kiosk.gateway.enrolment_errors import CodeUnreadable, EnrolmentOther

BASE = "https://platform.example"
QR = f"kiosk-enrolment:1?url={BASE}&code=ABCD-EFGH-JKMN"


@pytest.mark.parametrize(
    "text",
    [
        QR,
        f" {QR}\n",
        QR.replace("kiosk-enrolment", "KIOSK-ENROLMENT"),
        QR.replace("https://", "https%3A%2F%2F"),
        QR.replace("platform.example", "PLATFORM.example:443/"),
        "ABCD-EFGH-JKMN",
        "abcd efgh jkmn",
        "abcdefghjkmn",
    ],
)
def test_hyphens_blanks_and_case_do_not_matter(text):
    code = read_code(text, BASE)
    assert (code.url, code.code) == (BASE, "ABCDEFGHJKMN")
    assert "ABCD" not in repr(code)


@pytest.mark.parametrize(
    "text",
    [
        QR.replace("https:", "http:"),
        QR.replace("platform.example", "platform.example.evil.example"),
        QR.replace("platform.example", "platform.example:8443"),
        QR.replace("platform.example", "platform.example/other"),
        QR.replace("platform.example", "platform.example@evil.example"),
    ],
)
def test_a_code_does_not_choose_the_platform(text):
    with pytest.raises(EnrolmentOther) as refusal:
        read_code(text, BASE)
    assert refusal.value.code == "enrolment-other"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ABCD",
        "A" * 65,
        "ABCD_EFGH_JKMN",
        "kiosk-enrolment:2?url=x&code=ABCDEFGH",
        "kiosk-enrolment:1?url=https://platform.example",
        "kiosk-enrolment:1?code=ABCDEFGH",
        f"{QR}&code=ABCDEFGH",
        "kiosk-enrolment:1?",
        "kiosk-enrolment:1?url=https://platform.example:port&code=ABCDEFGH",
        "https://zwfw.example/q#7K3M9QXX.123",
    ],
)
def test_anything_else_is_no_code(text):
    with pytest.raises(CodeUnreadable) as refusal:
        read_code(text, BASE)
    assert refusal.value.code == "enrolment-code-unreadable"
    assert "ABCD" not in str(refusal.value)


@settings(max_examples=50)
@given(st.text(max_size=200) | st.text(max_size=80).map(lambda tail: f"kiosk-enrolment:1?{tail}"))
def test_no_text_does_more_than_be_read_or_refused(text):
    try:
        code = read_code(text, BASE)
    except (CodeUnreadable, EnrolmentOther):
        return
    assert code.url == BASE
    assert code.code.isalnum()
    assert code.code.isascii()
