"""A SAM_V module on a serial line: the lab's module on a pseudo-terminal, with everything that can go wrong."""

import dataclasses
import itertools
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.discovery import open_device
from drivers.errors import CardError, CardGarbled, CardMute, CardWithdrawn, DeviceError, ReaderGone, SamRefused
from drivers.lab.cards.loopback import LoopbackReader
from drivers.lab.cards.resident import RESIDENT_KINDS
from drivers.lab.sam import LabSam
from drivers.protocols import NO_AIDS, ReadingAids
from drivers.readers import sam_serial, sam_serial_line
from drivers.readers.sam_serial_channel import SamChannel, made_up_atr
from drivers.readers.sam_serial_codes import refusal
from drivers.readers.sam_serial_frames import Inbox, SamAnswer, frame
from drivers.readers.sam_serial_line import SamLine
from drivers.readers.sam_serial_module import SamModule
from drivers.reading import Watch, read_in
from drivers.types import Absent, Present, Unavailable
from tests.card_bench import bare, make, outcome
from tests.open_files import OpenFiles

SEEN_S = 5.0
FIND, SELECT, READ, NEWEST, CHIP = "2001", "2002", "3001", "3003", "3005"


class Pictures:
    """A plug-in that gives back what it gets."""

    def decode(self, wlt):
        return bytes(wlt)


@pytest.fixture(autouse=True)
def hasty(monkeypatch):
    """Ask the module often, and do not wait long for silence: time is not what is examined here."""
    monkeypatch.setattr(sam_serial, "_POLL_S", 0.02)
    monkeypatch.setattr(sam_serial, "_BACK_OFF_S", (0.02,))
    monkeypatch.setattr("drivers.readers.sam_serial_module._SHORT_S", 0.3)
    monkeypatch.setattr(sam_serial_line, "_GAP_S", 0.1)


@pytest.fixture
def lab():
    lab = LabSam()
    yield lab
    lab.stop()


@pytest.fixture
def reader(lab):
    reader = open_device("readers", "sam_serial", {"device": lab.start()["reader.device"]})
    yield reader
    reader.close()


def lay(lab, words):
    lab.command(["insert", *words.split()])


def laid(lab, reader, words="resident"):
    """Lay a card there and let the reader see it."""
    assert reader.wait(0) == Absent()
    lay(lab, words)
    seen = reader.wait(SEEN_S)
    assert isinstance(seen, Present)
    return seen


def read(reader, aids=NO_AIDS, **watch):
    return read_in(reader, aids, Watch(**watch))


def refused(act):
    with pytest.raises(DeviceError) as refusal:
        act()
    return type(refusal.value)


# -- frames ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "sent"),
    [
        ("10FF", "AAAAAA9669000310FFEC"),
        ("11FF", "AAAAAA9669000311FFED"),
        ("12FF", "AAAAAA9669000312FFEE"),
        ("2001", "AAAAAA96690003200122"),
        ("2002", "AAAAAA96690003200221"),
        ("3001", "AAAAAA96690003300132"),
        ("3003", "AAAAAA96690003300330"),
        ("3005", "AAAAAA96690003300536"),
        ("3010", "AAAAAA96690003301023"),
    ],
)
def test_commands_are_framed_as_published(command, sent):
    assert frame(bytes.fromhex(command)) == bytes.fromhex(sent)


@pytest.mark.parametrize(
    ("came", "answer"),
    [
        ("AAAAAA9669000400009094", SamAnswer(0x90, b"")),
        ("AAAAAA966900080000 9F 00000000 97", SamAnswer(0x9F, bytes(4))),
        ("AAAAAA9669000400008084", SamAnswer(0x80, b"")),
        ("AAAAAA9669000C000090 0000000000000000 9C", SamAnswer(0x90, bytes(8))),
        ("FF00AAAA AAAAAAAA9669000400008084", SamAnswer(0x80, b"")),
        ("AAAAAA96AAAAAA9669000400008084", SamAnswer(0x80, b"")),
    ],
)
def test_answers_are_cut_out_of_what_comes_also_byte_by_byte(came, answer):
    came = bytes.fromhex(came)
    assert Inbox().take(came) == answer
    inbox = Inbox()
    assert [said for byte in came if (said := inbox.take(bytes((byte,))))] == [answer]


@pytest.mark.parametrize(
    "came",
    ["AAAAAA9669000400009095", "AAAAAA96690003200122", "AAAAAA96690000", "AAAAAA9669FFFF", "AAAAAA9669000401009095"],
)
def test_a_frame_that_cannot_be_is_garbled(came):
    with pytest.raises(CardGarbled):
        Inbox().take(bytes.fromhex(came))


@given(st.lists(st.binary(max_size=64), max_size=12))
def test_noise_gives_nothing_or_a_typed_refusal(parts):
    inbox = Inbox()
    outcome(lambda: [inbox.take(part) for part in parts], list)


@given(st.binary(min_size=1, max_size=1400), st.integers(0, 255), st.data())
def test_any_answer_survives_any_cutting_and_noise_before_it(body, status, data):
    whole = b"\xaa\x00\xaa" + frame(bytes((0, 0, status)) + body)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=6)))
    inbox, pieces = Inbox(), itertools.pairwise([0, *cuts, len(whole)])
    said = [answer for start, end in pieces if (answer := inbox.take(whole[start:end])) is not None]
    assert said == [SamAnswer(status, body)]


@given(st.binary(min_size=1, max_size=1400), st.integers(0, 8 * 1400), st.integers(1, 255))
def test_one_byte_changed_after_the_length_is_never_taken_for_an_answer(body, place, change):
    whole = bytearray(frame(bytes((0, 0, 0x90)) + body))
    whole[7 + place % (len(whole) - 7)] ^= change  # a changed length moves the check byte: any may fit, 1 in 256
    assert outcome(lambda: Inbox().take(bytes(whole)), SamAnswer | None) in {None, "card-garbled"}


@pytest.mark.parametrize("status", range(256))
def test_every_status_has_its_typed_refusal(status):
    error = refusal("read", status)
    kinds = {0x60: SamRefused, 0x66: SamRefused, 0x80: CardWithdrawn}
    assert type(error) is kinds.get(status, CardGarbled)
    assert f"{status:02X}" in str(error)


# -- the card as profiles know cards ------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["zhao", "ou", "ayi"])
@pytest.mark.parametrize("kind", RESIDENT_KINDS)
def test_both_ways_to_a_card_give_one_reading(lab, reader, kind, who):
    laid(lab, reader, f"{kind} --person {who}")
    aids = ReadingAids(photos=Pictures())
    through_pcsc = read(LoopbackReader(make(kind, who)), aids)
    through_sam = read(reader, aids)
    assert bare(through_sam) == bare(through_pcsc)
    assert through_sam.photo == make(kind, who).payload[260:]
    own = {"reader", "interface", "sam", "ms"}
    assert {key: said for key, said in through_sam.evidence.items() if key not in own} == {
        key: said for key, said in through_pcsc.evidence.items() if key not in own
    }
    assert through_sam.evidence["sam"] == "05.01-20261121-0001234567-0089101112"


def test_one_card_is_read_with_one_reading_command_and_found_once(lab, reader):
    laid(lab, reader)
    lab.module.heard.clear()
    read(reader)
    assert lab.module.heard == [READ, CHIP]


def test_nothing_is_read_before_somebody_asks(lab, reader):
    laid(lab, reader)
    with reader.connect() as channel:
        assert channel.transmit(bytes.fromhex("00A4040000")).sw == 0x6D00
    assert READ not in lab.module.heard


def test_a_card_may_be_read_again_while_it_lies_there(lab, reader):
    laid(lab, reader, "hmt --person ou")
    first, second = read(reader), read(reader)
    assert bare(first) == bare(second)


def test_a_module_whose_read_card_is_found_no_more_until_it_is_lifted_serves_as_well(lab, reader):
    seen = laid(lab, reader, "resident --halts")
    assert read(reader).name == "赵桂兰"
    assert reader.wait(0.1) == seen
    lab.command(["remove"])
    assert reader.wait(SEEN_S) == Absent()


def test_the_answer_to_reset_holds_no_chip_number_and_tells_insertions_apart(lab, reader):
    first = laid(lab, reader)
    chip = make("resident").chip
    assert chip not in first.atr
    lab.command(["remove"])
    assert reader.wait(SEEN_S) == Absent()
    lay(lab, "resident")
    second = reader.wait(SEEN_S)
    assert second != first
    assert second.atr == made_up_atr(2)


def test_the_payload_is_wiped_when_the_connection_ends():
    channel = SamChannel(b"", lambda deadline_s: make("resident").payload, {})
    assert channel.transmit(bytes.fromhex("FFB0000000")).ok
    channel.wipe()
    assert not any(channel._payload)


# -- presence -----------------------------------------------------------------------------------------------------


def test_a_card_is_seen_as_it_comes_stays_and_goes(lab, reader):
    seen = laid(lab, reader)
    assert reader.wait(0.1) == seen
    lab.command(["remove"])
    assert reader.wait(SEEN_S) == Absent()
    assert reader.wait(0.05) == Absent()


def test_waiting_ends_as_soon_as_a_card_comes(lab, reader):
    assert reader.wait(0) == Absent()
    hand = threading.Timer(0.05, lay, (lab, "resident"))
    hand.start()
    assert isinstance(reader.wait(600), Present)
    hand.join()


def test_a_card_exchanged_unseen_is_gone_before_the_next_is_present(lab, reader):
    first = laid(lab, reader)
    lay(lab, "resident --person ou")
    assert reader.wait(SEEN_S) == Absent()
    second = reader.wait(SEEN_S)
    assert isinstance(second, Present)
    assert second != first
    assert read(reader).name == "欧䶮𬭎"


def test_the_module_is_not_asked_more_often_than_its_maker_allows(lab, reader, monkeypatch):
    monkeypatch.setattr(sam_serial, "_POLL_S", 60.0)
    for _ in range(50):
        assert reader.wait(0.001) == Absent()
    assert lab.module.heard.count(FIND) == 1


# -- the module ---------------------------------------------------------------------------------------------------


def test_without_a_device_the_reader_is_gone(tmp_path):
    reader = open_device("readers", "sam_serial", {"device": str(tmp_path / "none")})
    assert reader.wait(0.05) == Unavailable("reader-gone")
    with pytest.raises(ReaderGone), reader.connect():
        pass
    reader.close()


def test_a_device_of_another_kind_is_no_module(tmp_path):
    (tmp_path / "file").write_text("no serial line")
    reader = open_device("readers", "sam_serial", {"device": str(tmp_path / "file")})
    assert reader.wait(0.05) == Unavailable("reader-gone")
    reader.close()


def test_a_module_that_is_unplugged_is_gone_and_heals_by_itself(lab, reader):
    laid(lab, reader)
    for _ in range(3):
        lab.command(["unplug"])
        assert reader.wait(SEEN_S) == Unavailable("reader-gone")
        lab.command(["plug"])
        assert isinstance(reader.wait(SEEN_S), Present)
    assert read(reader).name == "赵桂兰"


@pytest.mark.parametrize("state", ["self-test", "unauthorised"])
def test_a_module_that_refuses_to_work_says_so_and_heals(lab, reader, state):
    laid(lab, reader)
    lab.command(["module", state])
    assert reader.wait(SEEN_S) == Unavailable("sam-refused")
    with pytest.raises(SamRefused), reader.connect():
        pass
    lab.command(["module", "works"])
    assert isinstance(reader.wait(SEEN_S), Present)


def test_a_module_that_stops_working_while_it_reads_is_no_mistake_of_the_cards(lab, reader):
    laid(lab, reader)
    lab.command(["module", "self-test"])
    assert refused(lambda: read(reader)) is SamRefused


def test_a_silent_module_is_gone_after_two_questions(lab, reader):
    laid(lab, reader, "resident --mute-at 4")
    assert reader.wait(SEEN_S) == Unavailable("reader-gone")


def test_one_garbled_answer_to_a_look_does_not_take_the_reader_away(lab, reader):
    seen = laid(lab, reader, "resident --bad-check-at 4")
    assert reader.wait(0.2) == seen
    assert len(lab.module.heard) > 5


def test_closing_twice_and_without_having_waited_is_harmless(lab):
    reader = open_device("readers", "sam_serial", {"device": lab.start()["reader.device"]})
    reader.close()
    reader.close()


def test_a_baud_rate_that_is_none_is_refused_at_once():
    with pytest.raises(ValueError, match="fast"):
        open_device("readers", "sam_serial", {"baud": "fast"})


# -- while it is read: commands 1 find, 2 select, 3 chip number, 4 read, 5 chip number again -----------------------


@pytest.fixture
def still(monkeypatch, lab, reader):
    """Lay cards whose commands can be counted: no look comes between."""

    def lay_still(words):
        assert reader.wait(0) == Absent()
        lay(lab, words)
        monkeypatch.setattr(sam_serial, "_POLL_S", 60.0)
        assert isinstance(reader.wait(SEEN_S), Present)

    return lay_still


@pytest.mark.parametrize("number", [4, 5])
@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("--pull-at {}", CardWithdrawn),
        ("--swap-at {}", CardWithdrawn),
        ("--mute-at {}", CardMute),
        ("--garbage-at {}", CardGarbled),
        ("--bad-check-at {}", CardGarbled),
        ("--short-at {}", CardGarbled),
    ],
)
def test_whatever_happens_while_a_card_is_read_is_refused_with_its_type(reader, still, fault, error, number):
    still("resident " + fault.format(number))
    connection = reader.connect()
    channel = connection.__enter__()
    if number == 4:
        with pytest.raises(error):
            channel.transmit(bytes.fromhex("FFB0000000"), 0.3)
    else:
        assert channel.transmit(bytes.fromhex("FFB0000000"), 0.3).ok
        with pytest.raises(error):
            connection.__exit__(None, None, None)


@pytest.mark.parametrize("noise", ["--split", "--split --slow 20", "--slow 30"])
def test_slow_and_broken_up_answers_are_whole_in_the_end(lab, reader, noise):
    laid(lab, reader, f"resident {noise}")
    assert read(reader, ReadingAids(photos=Pictures())).photo == make("resident").payload[260:]


@pytest.mark.parametrize("fault", ["--garbage-at 4", "--bad-check-at 4", "--short-at 4"])
def test_after_noise_on_the_line_the_same_card_is_read_by_the_next_attempt(reader, still, fault):
    still(f"resident {fault}")
    told = []
    said = read(reader, again=lambda error: told.append(error.code) or True)
    assert (said.name, told) == ("赵桂兰", ["card-garbled"])


@pytest.mark.parametrize("status", ["31", "32", "33", "40", "41", "47", "81"])
def test_a_card_whose_reading_failed_is_mute_until_it_is_lifted_and_not_asked_again(lab, reader, status):
    seen = laid(lab, reader, f"resident --refuse {status}")
    assert refused(lambda: read(reader)) is CardGarbled
    assert reader.wait(0) == Present(seen.atr, mute=True)
    lab.module.heard.clear()
    assert refused(lambda: read(reader)) is CardMute
    assert reader.wait(0.1) == Present(seen.atr, mute=True)
    assert set(lab.module.heard) == {FIND}
    lab.command(["remove"])
    assert reader.wait(SEEN_S) == Absent()
    lay(lab, "resident")
    assert isinstance(reader.wait(SEEN_S), Present)
    assert read(reader).name == "赵桂兰"


def test_a_card_that_cannot_be_selected_lies_the_wrong_way(lab, reader, monkeypatch):
    monkeypatch.setattr(SamModule, "select", lambda _: False)
    assert laid(lab, reader).mute


def test_a_payload_of_another_size_than_it_says_is_garbled(lab, reader):
    laid(lab, reader)
    lab.module.card.payload = lab.module.card.payload[:-1]
    assert refused(lambda: read(reader)) is CardGarbled


def test_an_empty_module_has_nothing_to_connect(lab, reader):
    with pytest.raises(CardWithdrawn), reader.connect():
        pass


def test_what_a_late_answer_says_is_not_taken_for_the_next_one(lab):
    line = SamLine(lab.start()["reader.device"], 115200)
    lay(lab, "resident --slow 150")
    with pytest.raises(CardMute):
        line.exchange(bytes.fromhex("12FF"), 0.05)
    lay(lab, "resident")
    assert line.exchange(bytes.fromhex(FIND), 1.0) == SamAnswer(0x9F, bytes(4))
    line.close()


def test_no_person_and_no_chip_number_is_in_any_refusal(lab, reader):
    for fault in ("--refuse 41", "--bad-check-at 4", "--garbage-at 4", "--pull-at 4", "--swap-at 5"):
        lab.command(["remove"])
        while reader.wait(SEEN_S) != Absent():
            pass
        lay(lab, f"resident {fault}")
        assert isinstance(reader.wait(SEEN_S), Present)
        with pytest.raises(CardError) as error:
            read(reader)
        told = f"{error.value!r} {error.value.__cause__!r} {error.value.__context__!r}"
        assert not [secret for secret in ("赵", "1952", "00000011") if secret in told]


def test_an_answer_has_a_blank_repr():
    assert "赵" not in repr(dataclasses.replace(SamAnswer(0x90, "赵".encode())))


def test_a_reader_that_heals_again_and_again_leaves_nothing_open(lab):
    lab.start()
    files = OpenFiles()
    reader = open_device("readers", "sam_serial", {"device": str(lab._folder / "sam")})
    lay(lab, "resident")
    for _ in range(10):
        while not isinstance(reader.wait(SEEN_S), Present):
            pass
        assert read(reader).name == "赵桂兰"
        lab.command(["unplug"])
        while not isinstance(reader.wait(SEEN_S), Unavailable):
            pass
        lab.command(["plug"])
    reader.close()
    lab.stop()
    assert files.left_open() == set()
