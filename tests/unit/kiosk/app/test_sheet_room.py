"""From a case to the A4 paper in the printer's tray: the right paper, once, and nothing of it left behind."""

import dataclasses
import datetime as dt

import pytest

from config.load import load_profile, load_services
from drivers.lab.sheets import LabSheets
from drivers.types import Printed
from kiosk.app.print_room import Room
from kiosk.app.sheet_room import open_sheets
from kiosk.domain.case import Acknowledgement, Filed, Missing, Promise
from kiosk.domain.inquiry import Printout
from kiosk.printing.service import PrintResult
from kiosk.receipts.errors import PaperRefused
from offline_cache.keys import DeviceKeys
from offline_cache.print_journal import PrintJournal
from offline_cache.store import Store

pytestmark = pytest.mark.usefixtures("qapp")
ITEMS = load_services()
ITEM = ITEMS["elder-card-joint"]
MOMENT = dt.datetime(2026, 11, 21, 9, 48, tzinfo=dt.timezone(dt.timedelta(hours=8)))
FILED = Filed(
    case_id="0190a000-0000-7000-8000-000000000001",
    receipt_no="K0007-20261121-0042-3",
    query_code="7K3M9QXX",
    item_id="elder-card-joint",
    task_name=ITEM.task_name,
    dept_name="示范区民政局",
    masked_name="赵*兰",
    materials=("身份证信息", "居住证明 1 页"),
    filed=MOMENT,
    promise=Promise(("M-PHOTO",), 5, dt.date(2026, 11, 27)),
    promised_names=("照片 1 张",),
    next_steps=("补齐照片，当场办结",),
    acknowledgement=Acknowledgement("0190a000-0000-7000-8000-000000000001", "0" * 43, MOMENT),
)
PROOF = Printout(
    "certificate-sheet",
    {
        "title": "缴存证明",
        "dept_name": "示范市住房公积金管理中心",
        "applicant": "赵桂兰",
        "id_number": "110101195805120021",
    },
    (("证明编号", "1"),),
    medium="sheet",
)


@pytest.fixture
def lab():
    lab = LabSheets(seconds=0)
    lab.start()
    yield lab
    lab.stop()


@pytest.fixture
def state(tmp_path):
    return tmp_path / "state"


@pytest.fixture
def room(lab, state):
    store = Store.open(state / "store")
    profile = load_profile("demo", {"sheets.address": lab.address})
    room = open_sheets(profile, DeviceKeys.load_or_create(state / "keys"), store, PrintJournal(store))
    yield room
    room.close()
    store.close()


def silence(_):
    """A watch nobody keeps."""


def test_a_profile_without_an_a4_printer_has_no_room(state):
    store = Store.open(state / "store")
    assert open_sheets(load_profile("live-example"), None, store, PrintJournal(store)) is None
    store.close()


def test_each_paper_of_a_case_comes_once_under_a_key_of_its_own(lab, room):
    for _ in range(2):
        for kind in ("acceptance", "deferral"):
            assert room.print_case(kind, FILED, ITEMS, silence) == PrintResult(Printed.CONFIRMED, 1)
    acceptance, deferral = lab.sheets()
    assert all(pdf.startswith(b"%PDF-1.4") for pdf in (acceptance, deferral))
    assert acceptance.count(b"/Type /Page\n") == 1
    assert deferral.count(b"/Type /Page\n") == 2


def test_a_further_copy_is_another_paper(lab, room):
    room.print_case("acceptance", FILED, ITEMS, silence)
    assert room.print_case("acceptance", FILED, ITEMS, silence, again=True).copy == 2
    one, other = lab.sheets()
    assert one != other


def test_notices_and_certificates_come_under_the_key_of_who_asked(lab, room):
    missing = [ITEM.material("M-PHOTO")]
    assert room.print_missing("visit-1", ITEM, missing, "赵桂兰", silence) == PrintResult(Printed.CONFIRMED, 1)
    assert room.print_offered("request-1", PROOF, silence) == PrintResult(Printed.CONFIRMED, 1)
    assert len(lab.sheets()) == 2


def test_a_certificate_that_is_asked_for_again_is_a_further_copy(lab, room):
    assert [room.print_offered("request-1", PROOF, silence).copy for _ in range(2)] == [1, 2]
    one, other = lab.sheets()
    assert one != other


def test_an_unaccepted_case_gets_no_paper_and_no_copy_number(lab, room):
    received = dataclasses.replace(FILED, acknowledgement=None)
    with pytest.raises(PaperRefused):
        room.print_case("acceptance", received, ITEMS, silence)
    assert lab.sheets() == []
    assert room.print_case("acceptance", FILED, ITEMS, silence).copy == 1


def test_nothing_of_a_paper_stays_on_the_disk_or_in_the_names_of_jobs(lab, room, state):
    room.print_case("acceptance", FILED, ITEMS, silence)
    room.print_offered("request-1", PROOF, silence)
    kept = b"".join(path.read_bytes() for path in state.rglob("*") if path.is_file())
    assert b"%PDF" not in kept
    for secret in ("赵", "桂兰", "110101195805120021"):
        assert secret.encode() not in kept
        assert not any(secret in name for name in lab.names())
    assert not any(FILED.case_id[-8:] in name for name in lab.names())


class Roll:
    """Where a list goes that no sheet takes."""

    def __init__(self):
        self.keys = []

    def print_paper(self, key, kind, page, progress):
        del page, progress
        self.keys.append((key.partition("/")[0], kind))
        return PrintResult(Printed.CONFIRMED, 1)


def a_room(sheets, roll):
    others = dict.fromkeys(field.name for field in dataclasses.fields(Room))
    return Room(**others | {"service": roll, "items": lambda item_id, _form: ITEMS[item_id], "sheets": sheets})


@pytest.mark.parametrize(("day", "on_sheets"), [("refill", 1), ("media-empty", 0)])
def test_the_list_of_what_is_missing_comes_on_a4_where_that_can_be_else_on_the_roll(lab, room, day, on_sheets):
    lab.command([day])
    roll = Roll()
    result = a_room(room, roll).print_list(Missing(ITEM.id, ("M-PHOTO",), "赵桂兰"), silence)
    assert result.outcome is Printed.CONFIRMED
    assert len(lab.sheets()) == on_sheets
    assert roll.keys == [("missing", "notice")] * (1 - on_sheets)


def test_without_an_a4_printer_the_list_comes_on_the_roll():
    roll = Roll()
    a_room(None, roll).print_list(Missing(ITEM.id, ("M-PHOTO",), "赵桂兰"), silence)
    assert roll.keys == [("missing", "notice")]
