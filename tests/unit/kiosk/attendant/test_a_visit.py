"""A visit from the first touch to the calm end."""

from dataclasses import replace

import pytest
from visits import EXPLAINED, HELD, ITEM, ZHAO, filed

from kiosk.domain import errands
from kiosk.domain.answers import Go, Retake, Take, Use
from kiosk.domain.asks import CaptureAsk, Gate, GuideAsk, Viewfinder
from kiosk.domain.reports import (
    Acknowledged,
    CameraFailed,
    CardFailed,
    CardInserted,
    CardRemoved,
    DeliveryFailed,
    FilingFailed,
    LineChanged,
    PrintEnded,
    PrinterChanged,
    ReaderChanged,
    ReadingProgress,
    Viewed,
)
from kiosk.domain.state import (
    AwaitingCard,
    CardLeft,
    CardTrouble,
    Choosing,
    Delivering,
    Farewell,
    Filing,
    Health,
    Informing,
    OfferingReceipt,
    OutOfService,
    Rating,
    ReadingCard,
    Serving,
    TakingCard,
    Welcoming,
)


def test_a_touch_opens_home_without_knowing_anybody(hall):
    hall.attendant.begin()
    assert hall.state == Choosing()


def test_a_card_is_read_and_its_person_greeted(hall):
    hall.tell(CardInserted())
    assert hall.sent[0] == errands.ReadCard(hall.visit)
    hall.tell(ReadingProgress(hall.visit, 0.4))
    assert hall.state == ReadingCard(0.4, "reading")
    hall.lay_card()
    assert hall.state == Choosing(ZHAO)


def test_a_service_chosen_first_waits_for_the_card_and_remembers(hall):
    hall.attendant.begin()
    hall.attendant.choose(ITEM)
    assert hall.state == AwaitingCard(ITEM)
    hall.lay_card()
    assert isinstance(hall.state, Serving)
    assert isinstance(hall.state.ask, GuideAsk)


def test_the_licence_store_is_asked_at_once_and_its_answer_shown(hall):
    hall.serve()
    assert hall.errands(errands.Consult)[0].license_types == ("老年优待证未领记录",) or hall.errands(errands.Consult)
    assert hall.state.run.holdings == (HELD,)


def test_an_item_only_a_window_serves_is_explained_without_a_card(hall):
    hall.attendant.begin()
    hall.attendant.choose(EXPLAINED)
    assert hall.state == Informing(EXPLAINED)
    hall.attendant.answer(Go())
    assert hall.state == Informing(EXPLAINED, "materials")
    hall.attendant.back()
    hall.attendant.back()
    assert hall.state == Choosing()


def test_the_camera_runs_only_while_its_step_is_shown(hall):
    hall.serve()
    hall.answer_until("capture")
    assert hall.sent[-1] == errands.OpenCamera(hall.visit)
    hall.answer_until("promise")
    assert hall.sent[-1] == errands.CloseCamera(hall.visit)


def test_what_the_camera_sees_is_shown_until_a_picture_is_taken(hall):
    hall.serve()
    hall.answer_until("capture")
    seen = Viewfinder(((0.1, 0.1),) * 4, (Gate("sharp", ok=True),), 0.5)
    hall.tell(Viewed(hall.visit, seen))
    assert hall.state.ask.viewfinder == seen
    hall.picture()
    assert hall.state.ask.taken
    hall.tell(Viewed(hall.visit, Viewfinder()))
    hall.picture()
    assert len(hall.state.run.captured) == 1


def test_a_retake_forgets_the_picture_and_arms_the_camera(hall):
    hall.serve()
    hall.answer_until("capture")
    hall.attendant.answer(Take())
    assert hall.sent[-1] == errands.TakePicture(hall.visit)
    hall.picture()
    hall.attendant.answer(Retake())
    assert hall.state.run.captured == ()
    assert isinstance(hall.state.ask, CaptureAsk)
    assert not hall.state.ask.taken
    assert hall.sent[-1] == errands.OpenCamera(hall.visit)


def test_a_camera_that_fails_is_said_on_its_step_and_tried_again(hall):
    hall.serve()
    hall.answer_until("capture")
    hall.tell(CameraFailed(hall.visit, "camera-gone"))
    assert hall.state.fault == "camera-gone"
    hall.attendant.again()
    assert (hall.state.fault, hall.sent[-1]) == ("", errands.OpenCamera(hall.visit))


def test_an_answer_that_does_not_fit_changes_nothing_but_says_so(hall):
    hall.serve()
    before = hall.state
    hall.attendant.answer(Use())
    assert hall.state == replace(before, fault=hall.state.fault)
    assert hall.state.fault


def test_the_receipt_prints_only_after_the_commit_and_says_what_the_centre_said(hall):
    hall.file()
    assert hall.state.phase == "saving"
    assert hall.errands(errands.PrintReceipt) == []
    hall = type(hall)()
    hall.accept()
    printing = hall.errands(errands.PrintReceipt)
    assert [p.filed.acknowledgement.server_no for p in printing] == ["SF2611210001"]
    assert isinstance(hall.state, Delivering)


@pytest.mark.parametrize("how", ["refused", "silent"])
def test_without_the_centre_the_receipt_says_received(hall, how):
    hall.commit()
    if how == "refused":
        hall.tell(DeliveryFailed(hall.visit, "case-1", "platform-unreachable"))
    else:
        hall.wait(6)
    assert hall.state.filed.acknowledgement is None
    assert len(hall.errands(errands.PrintReceipt)) == 1


def test_an_answer_about_another_case_is_not_this_ones(hall):
    hall.commit()
    hall.tell(Acknowledged(hall.visit, replace_case("other")))
    assert isinstance(hall.state, Filing)


def replace_case(case_id):
    from visits import NOW

    from kiosk.domain.case import Acknowledgement

    return Acknowledgement(case_id, "SF", NOW)


def test_a_case_that_could_not_be_written_goes_back_to_the_review(hall):
    hall.file()
    hall.tell(FilingFailed(hall.visit, "store-full"))
    assert (hall.state.run.step.kind, hall.state.fault) == ("review", "store-full")


def test_the_way_out_gives_the_card_back_first_then_asks_then_forgets(hall):
    hall.deliver()
    assert hall.state.phase == "done"
    hall.attendant.finish()
    assert isinstance(hall.state, TakingCard)
    assert hall.errands(errands.Forget)
    hall.tell(CardRemoved())
    assert isinstance(hall.state, Rating)
    hall.attendant.rate(5)
    assert hall.state == Farewell("done", rated=True)
    assert [(e.case_id, e.level) for e in hall.errands(errands.Rate)] == [("case-1", 5)]
    hall.wait(6)
    assert hall.state == Welcoming()


def test_skipping_the_rating_rates_nothing(hall):
    hall.deliver()
    hall.attendant.finish()
    hall.tell(CardRemoved())
    hall.wait(20)
    assert hall.state == Farewell("done")
    assert hall.errands(errands.Rate) == []


@pytest.mark.parametrize("outcome", ["held", "unknown"])
def test_a_receipt_that_did_not_come_can_be_asked_for_again(hall, outcome):
    hall.accept()
    hall.tell(PrintEnded(hall.visit, outcome, 1, "printer-paper-out"))
    assert (hall.state.phase, hall.state.code) == (outcome, "printer-paper-out")
    hall.attendant.again()
    assert hall.state.phase == "printing"
    assert len(hall.errands(errands.PrintReceipt)) == 2


def test_an_owed_receipt_is_offered_before_anything_else(hall):
    hall.lay_card(filed())
    assert hall.state == OfferingReceipt(ZHAO, filed())
    hall.attendant.again()
    assert hall.state.phase == "printing"


def test_the_same_item_on_the_same_day_is_a_reprint_not_a_second_application(hall):
    hall.lay_card(filed(printed=True))
    assert hall.state == Choosing(ZHAO)
    hall.choose(filed(printed=True))
    assert isinstance(hall.state, OfferingReceipt)


def test_another_item_is_not_kept_back_by_an_owed_receipt(hall):
    hall.lay_card(filed())
    hall.attendant.browse("")
    hall.choose(filed(), item=ITEM)
    assert isinstance(hall.state, OfferingReceipt)


def test_a_card_that_cannot_be_read_is_explained_and_laid_again(hall):
    hall.tell(CardInserted())
    hall.tell(CardFailed(hall.visit, "card-garbled"))
    assert hall.state == CardTrouble("card-garbled")
    hall.tell(CardRemoved(), CardInserted())
    assert isinstance(hall.state, ReadingCard)


def test_a_card_the_wrong_way_round_is_not_even_tried(hall):
    hall.tell(CardInserted(mute=True))
    assert hall.state == CardTrouble("card-mute")


def test_the_devices_health_is_published_with_the_state(hall):
    hall.tell(PrinterChanged("printer-paper-out"), LineChanged(online=False), ReaderChanged("reader-gone"))
    assert hall.shown[-1] == (Welcoming(), Health("reader-gone", "printer-paper-out", online=False))
    assert "device-lost" in hall.notes()


def test_what_nobody_foresaw_ends_calmly_and_passes(hall):
    hall.serve()
    hall.attendant.fail("program")
    assert hall.state == OutOfService("program")
    assert hall.errands(errands.Forget)
    hall.wait(20)
    assert hall.state == CardLeft()
    hall.tell(CardRemoved())
    assert hall.state == Welcoming()
