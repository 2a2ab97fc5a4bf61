"""What the virtual reader cannot show: readers that come and go, orientation, exchanges between two looks.

The service is played by `Service`, in the place of smartcard.scard in our three modules.
"""

import pytest
from smartcard import scard

from drivers import reading
from drivers.errors import CardGarbled, CardMute, CardNeedsPsam, CardWithdrawn, ReaderGone
from drivers.protocols import NO_AIDS
from drivers.readers import pcsc_channel, pcsc_service
from drivers.readers.pcsc import open_device
from drivers.reading import Watch
from drivers.types import Absent, CardReading, Present, Unavailable
from tests.card_bench import disturbed

PNP = "\\\\?PnP?\\Notification"
PRESENT, EMPTY, MUTE, CHANGED = (
    scard.SCARD_STATE_PRESENT,
    scard.SCARD_STATE_EMPTY,
    scard.SCARD_STATE_MUTE,
    scard.SCARD_STATE_CHANGED,
)
ATR = b"\x3b\x6d\x00\x00"
GONE = Unavailable("reader-gone")


class Service:
    """A PC/SC service in a dictionary: reader → (state with event count, ATR); `down` is a code to refuse with."""

    def __init__(self):
        self.readers = {}
        self.down = 0
        self.contexts = 0
        self.released = 0
        self.naps = []
        self.answer = (0, [0x90, 0x00])
        self.connects = (0, 7, scard.SCARD_PROTOCOL_T0)
        self.status = 0
        self.disconnected = 0

    def __getattr__(self, name):
        return getattr(scard, name)

    def put(self, reader, flags, events=0, atr=b""):
        self.readers[reader] = (events << 16 | flags, atr)

    def SCardEstablishContext(self, scope):  # noqa: N802 - the service's own names
        if not self.down:
            self.contexts += 1
        return self.down, self.contexts

    def SCardReleaseContext(self, context):  # noqa: N802
        self.released += 1
        return self.down

    def SCardListReaders(self, context, groups):  # noqa: N802
        if self.down:
            return self.down, []
        return (0, list(self.readers)) if self.readers else (scard.SCARD_E_NO_READERS_AVAILABLE, [])

    def SCardGetStatusChange(self, context, timeout_ms, asked):  # noqa: N802
        if self.down:
            return self.down, []
        told = []
        for name, known in asked:
            flags, atr = (0, b"") if name == PNP else self.readers[name]
            told.append((name, flags | (CHANGED if name != PNP and flags != known else 0), list(atr)))
        if any(flags & CHANGED for _, flags, _ in told):
            return 0, told
        self.naps.append(timeout_ms)
        return scard.SCARD_E_TIMEOUT, told

    def SCardConnect(self, context, reader, share, protocols):  # noqa: N802
        return self.connects

    def SCardStatus(self, handle):  # noqa: N802
        return self.status, "", 0, 1, list(ATR)

    def SCardTransmit(self, handle, protocol, apdu):  # noqa: N802
        return self.answer

    def SCardDisconnect(self, handle, disposition):  # noqa: N802
        self.disconnected += 1
        return 0


@pytest.fixture
def service(monkeypatch):
    service = Service()
    monkeypatch.setattr(pcsc_service, "scard", service)
    monkeypatch.setattr(pcsc_channel, "scard", service)
    return service


@pytest.fixture
def reader(service):
    service.put("ACS Reader 00", EMPTY)
    reader = open_device({})
    yield reader
    reader.close()


def test_no_reader_is_unavailable_until_one_is_plugged_in(service):
    reader = open_device({})
    assert reader.wait(0) == GONE
    service.put("ACS Reader 00", EMPTY)
    assert reader.wait(0) == Absent()


def test_a_reader_unplugged_with_its_card_is_unavailable(service, reader):
    service.put("ACS Reader 00", PRESENT, 1, ATR)
    assert reader.wait(0) == Present(ATR)
    service.readers.clear()
    assert reader.wait(0) == GONE
    service.put("ACS Reader 00", PRESENT, 1, ATR)
    assert reader.wait(0) == Present(ATR)


def test_only_the_wanted_reader_counts(service):
    service.put("Keyboard with slot", PRESENT, 1, b"\x3b\x00")
    reader = open_device({"name": "ACS"})
    assert reader.wait(0) == GONE
    service.put("ACS Reader 00", EMPTY)
    assert reader.wait(0) == Absent()


def test_a_card_in_any_of_several_readers_is_found(service, reader):
    service.put("ACS Reader 01", PRESENT, 1, ATR)
    assert reader.wait(0) == Present(ATR)


def test_a_card_the_wrong_way_round_is_present_and_mute(service, reader):
    service.put("ACS Reader 00", PRESENT | MUTE, 1)
    assert reader.wait(0) == Present(b"", mute=True)


def test_a_card_exchanged_between_two_looks_is_gone_first(service, reader):
    service.put("ACS Reader 00", PRESENT, 1, ATR)
    assert reader.wait(0) == Present(ATR)
    service.put("ACS Reader 00", PRESENT, 3, ATR)
    assert reader.wait(0) == Absent()
    assert reader.wait(0) == Present(ATR)


def test_other_programs_using_the_reader_are_no_news(service, reader):
    service.put("ACS Reader 00", PRESENT, 1, ATR)
    reader.wait(0)
    service.put("ACS Reader 00", PRESENT | scard.SCARD_STATE_INUSE, 1, ATR)
    assert reader.wait(0) == Present(ATR)


def test_it_sleeps_in_the_service_and_only_when_there_is_no_news(service, reader):
    assert reader.wait(5) == Absent()
    assert service.naps == []
    reader.wait(0.03)
    assert service.naps[0] in range(20, 31)


def test_a_new_list_of_readers_is_looked_at_again_soon(service, reader):
    reader.wait(0)
    service.put("ACS Reader 01", EMPTY)
    reader.wait(0.7)
    assert 0 < service.naps[0] <= 500, "a slot announced between two questions would wake nobody"


BOTH = {"contact": "Slot", "contactless": "PICC"}


def test_of_two_cards_the_contact_one_is_taken(service):
    service.put("ACS PICC 00", PRESENT, 1, b"\x3b\x80")
    service.put("ACS Slot 01", PRESENT, 1, ATR)
    reader = open_device(BOTH)
    assert reader.wait(0) == Present(ATR)
    with reader.connect() as channel:
        assert channel.evidence == {"reader": "ACS Slot 01", "interface": "contact"}


def test_the_contactless_card_is_taken_when_it_is_alone(service):
    service.put("ACS PICC 00", PRESENT, 1, ATR)
    service.put("ACS Slot 01", EMPTY)
    reader = open_device(BOTH)
    reader.wait(0)
    with reader.connect() as channel:
        assert channel.evidence["interface"] == "contactless"


def test_a_reader_without_a_role_is_told_by_its_name_alone(service, with_card):
    with with_card.connect() as channel:
        assert channel.evidence == {"reader": "ACS Reader 00"}


def test_a_reader_with_a_role_counts_beside_those_with_the_name(service):
    service.put("HID Slot", PRESENT, 1, ATR)
    service.put("Keyboard", PRESENT, 1, b"\x3b\x00")
    reader = open_device({"name": "ACS", "contact": "HID"})
    assert reader.wait(0) == Present(ATR)


def test_the_card_in_hand_is_kept_when_another_is_laid_down(service):
    service.put("ACS PICC 00", PRESENT, 1, b"\x3b\x80")
    service.put("ACS Slot 01", EMPTY)
    reader = open_device(BOTH)
    reader.wait(0)
    service.put("ACS Slot 01", PRESENT, 1, ATR)
    assert reader.wait(0) == Present(b"\x3b\x80")


@pytest.mark.parametrize("unplugged", [False, True])
def test_when_the_card_in_hand_leaves_that_is_told_before_the_other_one(service, unplugged):
    service.put("ACS PICC 00", PRESENT, 1, ATR)
    service.put("ACS Slot 01", EMPTY)
    reader = open_device(BOTH)
    reader.wait(0)
    service.put("ACS Slot 01", PRESENT, 1, ATR)
    reader.wait(0)
    if unplugged:
        del service.readers["ACS PICC 00"]
    else:
        service.put("ACS PICC 00", EMPTY, 2)
    assert reader.wait(5) == Absent()
    assert reader.wait(5) == Present(ATR)
    with reader.connect() as channel:
        assert channel.evidence["reader"] == "ACS Slot 01"


PSAM = b"\x3b\x99\x01"


@pytest.mark.parametrize("options", [{"psam": "SAM"}, {"psam_atr": "3B99"}])
def test_the_psam_is_never_a_citizens_card_and_can_be_opened(service, options):
    service.put("ACS Reader 00", EMPTY)
    service.put("ACS SAM 00", PRESENT, 1, PSAM)
    reader = open_device(options)
    assert reader.wait(0) == Absent()
    with pytest.raises(CardWithdrawn), reader.connect():
        pass
    with reader.psam() as channel:
        assert channel.evidence == {"reader": "ACS SAM 00"}
        assert channel.transmit(b"\x00\xa4\x00\x00").ok


@pytest.mark.parametrize("options", [{"psam": "SAM"}, {"psam_atr": "3B99"}])
def test_the_psams_reader_alone_is_no_reader(service, options):
    service.put("ACS SAM 00", PRESENT, 1, PSAM)
    assert open_device(options).wait(0) == GONE


@pytest.mark.parametrize("options", [{}, {"psam": "SAM"}, {"psam_atr": "3B99"}])
def test_without_a_psam_there_is_none_to_open(service, options):
    service.put("ACS Reader 00", PRESENT, 1, ATR)
    service.put("ACS SAM 00", EMPTY)
    with pytest.raises(CardNeedsPsam), open_device(options).psam():
        pass


def test_an_atr_that_is_not_hexadecimal_is_refused():
    with pytest.raises(ValueError, match="hexadecimal"):
        open_device({"psam_atr": "three"})


@pytest.mark.parametrize("code", [scard.SCARD_E_NO_SERVICE, scard.SCARD_F_COMM_ERROR, scard.SCARD_E_INVALID_HANDLE])
def test_a_dead_service_ends_the_context_and_a_new_one_is_made_when_it_is_back(service, reader, code):
    assert reader.wait(0) == Absent()
    service.down = code
    assert reader.wait(0) == GONE
    assert reader.wait(0.06) == GONE
    assert service.released == 1
    service.down = 0
    assert reader.wait(1) == Absent()
    assert service.contexts == 2


def test_a_service_that_was_away_for_long_is_asked_several_times_a_second(service, reader, monkeypatch):
    pauses = []
    monkeypatch.setattr(reader._service._closed, "wait", pauses.append)
    service.down = scard.SCARD_E_NO_SERVICE
    reader.wait(0)
    for _ in range(50):
        reader._look(60)
    assert pauses == sorted(pauses)
    assert 0.2 <= pauses[-1] <= 0.3, "back within a second, yet without burning the processor"


def test_a_hundred_losses_leave_no_context_behind(service, reader):
    for _ in range(100):
        assert reader.wait(0) == Absent()
        service.down = scard.SCARD_F_COMM_ERROR
        assert reader.wait(0) == GONE
        service.down = 0
    assert service.contexts == service.released == 100


def test_a_hundred_replugs_of_the_reader_need_no_new_context(service, reader):
    for _ in range(100):
        service.put("ACS Reader 00", PRESENT, 1, ATR)
        assert reader.wait(5) == Present(ATR)
        service.readers.clear()
        assert reader.wait(5) == GONE
    assert (service.contexts, service.released) == (1, 0)


def test_closing_releases_the_context_once(service):
    reader = open_device({})
    reader.wait(0)
    reader.close()
    reader.close()
    assert service.released == 1


def test_there_is_nothing_to_connect_in_an_empty_reader(reader):
    with pytest.raises(CardWithdrawn), reader.connect():
        pass


def test_there_is_nothing_to_connect_without_a_reader(service):
    with pytest.raises(ReaderGone), open_device({}).connect():
        pass


@pytest.fixture
def with_card(service, reader):
    service.put("ACS Reader 00", PRESENT, 1, ATR)
    reader.wait(0)
    return reader


def test_the_channel_gives_body_and_status_word(service, with_card):
    service.answer = (0, [0xCA, 0x6C, 0x04])
    with with_card.connect() as channel:
        assert channel.atr == ATR
        answer = channel.transmit(b"\x00\xa4\x00\x00")
    assert (answer.data, answer.sw) == (b"\xca", 0x6C04)
    assert service.disconnected == 1


@pytest.mark.parametrize("answer", [[], [0x90]])
def test_an_answer_without_status_word_is_a_card_that_left(service, with_card, answer):
    service.answer = (0, answer)
    with pytest.raises(CardWithdrawn), with_card.connect() as channel:
        channel.transmit(b"\x00\xa4\x00\x00")
    assert service.disconnected == 1


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (scard.SCARD_E_NOT_TRANSACTED, CardWithdrawn),
        (scard.SCARD_W_REMOVED_CARD, CardWithdrawn),
        (scard.SCARD_E_NO_SERVICE, ReaderGone),
        (scard.SCARD_E_INVALID_PARAMETER, CardGarbled),
        (scard.SCARD_E_INSUFFICIENT_BUFFER, CardGarbled),
    ],
)
def test_a_failed_exchange_is_a_typed_error_and_disconnects(service, with_card, code, error):
    service.answer = (code, [])
    with pytest.raises(error), with_card.connect() as channel:
        channel.transmit(b"\x00\xa4\x00\x00")
    assert service.disconnected == 1


def test_a_card_that_another_left_hanging_is_mute(service, with_card):
    service.connects = (scard.SCARD_E_SHARING_VIOLATION, 0, 0)
    with pytest.raises(CardMute), with_card.connect():
        pass


def test_a_card_that_leaves_while_connecting_is_withdrawn(service, with_card):
    service.status = scard.SCARD_W_REMOVED_CARD
    with pytest.raises(CardWithdrawn), with_card.connect():
        pass
    assert service.disconnected == 1


@pytest.mark.parametrize(("flags", "events"), [(PRESENT, 3), (EMPTY, 2)])
def test_an_exchange_during_the_reading_voids_it(service, with_card, flags, events):
    with pytest.raises(CardWithdrawn):
        disturbed(with_card, lambda: service.put("ACS Reader 00", flags, events, ATR))


def test_a_reader_unplugged_during_the_reading_voids_it(service, with_card):
    with pytest.raises(ReaderGone):
        disturbed(with_card, lambda: setattr(service, "down", scard.SCARD_E_READER_UNAVAILABLE))


@pytest.mark.parametrize(
    "code", [scard.SCARD_E_INVALID_PARAMETER, scard.SCARD_E_INSUFFICIENT_BUFFER, scard.SCARD_E_NOT_TRANSACTED]
)
def test_a_reader_that_refuses_long_apdus_costs_one_attempt_and_no_card(service, with_card, monkeypatch, code):
    class Profile:
        """Asks for everything at once, and with short APDUs when that did not do."""

        def matches(self, atr):
            return True

        def read(self, channel, progress, aids):
            long, short = bytes.fromhex("00B09C00000000"), bytes.fromhex("00B09C0000")
            channel.transmit(short if aids.attempt else long)
            return CardReading(kind="passport", name="x", number="1")

    def transmit(handle, protocol, apdu):
        return (code, []) if len(apdu) > 5 else (0, [0x90, 0x00])

    monkeypatch.setattr(service, "SCardTransmit", transmit, raising=False)
    monkeypatch.setattr(reading, "card_profiles", lambda: (Profile(),))
    watch = Watch(again=lambda error: with_card.wait(0) == Present(ATR))
    evidence = reading.read_in(with_card, NO_AIDS, watch).evidence
    assert (evidence["attempt"], evidence["apdus"], evidence["reader"]) == ("1", "1", "ACS Reader 00")
    assert [line.split(" ms ")[1] for line in watch.journal.tail()] == [
        "00B09C00 Le=65536 -> none",
        "00B09C00 Le=256 -> 0 9000",
    ]
