"""C1: the elder card of somebody without a photo, accepted on a promise, without a line; the line comes back later."""

import datetime as dt

import pytest
from station import CATALOGUE, HURRY, NOW, WORKDAYS, codes_of, glass, kit, words_of

from kiosk.domain.answers import Agree, Go, Pick, Press, Retake, Signed, Use
from kiosk.domain.asks import CHANGE, GuideAsk, MaterialsAsk, PromiseAsk
from kiosk.domain.rules.deadlines import due_on
from kiosk.domain.state import (
    CardLeft,
    CardTrouble,
    Choosing,
    Delivering,
    Farewell,
    OfferingReceipt,
    Rating,
    TakingCard,
    Welcoming,
)
from kiosk.journeys.following import next_steps
from kiosk.receipts.proof import verify
from kiosk.receipts.register import DeviceKey

ITEM = "elder-card-joint"
FIVE_DAYS_ON = dt.date(2026, 12, 2)


@pytest.fixture
def offline(station):
    station.line.up = False
    return station


def file(station):
    """From the card to the receipt in the hand."""
    station.lay()
    station.choose(ITEM)
    station.hurry_to("review")
    station.tap(Go())
    assert isinstance(station.state, Delivering)
    return station.state.filed


def whole_disk(station):
    return b"".join(path.read_bytes() for path in sorted(station.folder.rglob("*")) if path.is_file())


def come_to_the_materials(one):
    """1 laid on the dark terminal; 2 read and greeted; 3 chosen; 4 everything at once, and what nobody could ask."""
    assert isinstance(one.state, Welcoming)
    one.lay()
    assert isinstance(one.state, Choosing)
    assert one.state.identity.number == kit.NUMBER
    assert kit.NAME not in glass(one)
    one.choose(ITEM)
    assert isinstance(one.ask, GuideAsk)
    assert one.ask.eligible
    one.tap(Go())
    assert isinstance(one.ask, MaterialsAsk)
    assert not one.ask.consulted
    standings = {row.material.material_code: row.standing for row in one.ask.rows}
    assert (standings["M-PHOTO"], standings["M-IDCARD"]) == ("deferrable", "on_file")


def promise_and_hand_in(one):
    """5 what is missing may follow within five working days after 受理; 6 promised and signed; 8 true, then told."""
    one.tap(Go())
    assert one.camera
    one.photograph()
    one.tap(Use())
    assert not one.camera
    assert isinstance(one.ask, PromiseAsk)
    assert (one.ask.days, one.ask.due) == (5, FIVE_DAYS_ON)
    one.tap(Agree(), Signed((((0.0, 0.0, 0), (80.0, 60.0, 90)),), b"\x89PNG her name"))
    assert one.step == "review"
    before = one.outbox.depth()
    one.tap(Go())
    assert one.outbox.depth() == before + 1
    assert one.state.filed.acknowledgement is None
    return one.state.filed


def read_the_slip(one, filed):
    """9 收件凭条, not 受理: its number, what is missing, by which rule, and a code that proves itself."""
    (code,) = codes_of(one.printed())
    words = words_of(one.document(filed))
    assert "收件凭条" in words
    assert "受理回执" not in words.replace("本凭条不是受理回执", "")
    assert filed.receipt_no.startswith(f"{one.profile.terminal_id}-{NOW:%Y%m%d}-0001-")
    assert filed.receipt_no in words
    assert "受理后 5 个工作日内" in words
    assert "datetime.date(2026, 12, 2)" not in words  # no day before 受理: the days are counted from there
    proven = verify(code, [DeviceKey(one.keys.public, one.profile.terminal_id)], dt.datetime.now(dt.UTC))
    proven.covers(filed)
    assert (proven.statement.state, proven.terminal_id) == ("received", one.profile.terminal_id)
    assert one.state.phase == "done"


def leave(one, filed):
    """10 the card first; 11 five faces; then nobody."""
    one.press("finish")
    assert isinstance(one.state, TakingCard)
    one.take()
    assert isinstance(one.state, Rating)
    one.press("rate", 5)
    assert (one.state, one.rates) == (Farewell("done", rated=True), [(filed.case_id, 5)])
    one.wait(10)
    assert isinstance(one.state, Welcoming)


def test_all_twelve_steps(offline, sandbox):
    one = offline
    come_to_the_materials(one)
    filed = promise_and_hand_in(one)
    read_the_slip(one, filed)
    leave(one, filed)
    # 12 the line is back: accepted, its number kept beside ours, what was sent is gone from the terminal
    assert one.outbox.queued(filed.case_id) is not None
    one.line.up = True
    one.skip(hours=2)
    (answer,) = one.deliver().delivered
    assert (len(answer.server_no), answer.due) == (43, FIVE_DAYS_ON)
    assert one.outbox.answer(filed.case_id)["server_no"] == answer.server_no
    assert one.outbox.queued(filed.case_id) is None
    (case,) = [case for case in sandbox.cases() if case["case_id"] == filed.case_id]
    assert (case["state"], case["server_no"]) == ("accepted", answer.server_no)
    assert sandbox.see("evaluations")[-1]["case_id"] == filed.case_id


def test_what_was_sent_is_gone_from_the_terminal(offline):
    filed = file(offline)
    blobs = [path for path in offline.folder.rglob("*") if path.is_file() and path.stat().st_size > 400]
    assert offline.store.rows("SELECT count(*) AS n FROM outbox WHERE envelope IS NOT NULL")[0]["n"] == 1
    offline.line.up = True
    offline.skip(hours=2)
    offline.deliver()
    rows = offline.store.rows("SELECT envelope FROM outbox")
    assert [row["envelope"] for row in rows if row["envelope"]] == []
    left = {path for path in offline.folder.rglob("*") if path.is_file()}
    assert {path for path in blobs if path.parent.name != "store" and path not in left}  # pictures, sealed, removed
    assert offline.filing.find(kit.person())[0].acknowledgement.case_id == filed.case_id


def test_no_file_of_the_terminal_names_her(offline):
    file(offline)
    disk = whole_disk(offline)
    assert kit.NUMBER.encode() not in disk
    assert kit.NAME.encode() not in disk
    assert kit.JPEG not in disk


# 2 ✗


def test_an_expired_card_is_told_with_where_to_renew_it_and_guides_can_still_be_read(station):
    station.lay(valid_until=dt.date(2026, 11, 24))
    assert station.state == CardTrouble("card-expired")
    station.press("back")
    assert station.state == Choosing()
    station.press("browse", "all")
    assert station.state.category == "all"


def test_a_card_that_is_valid_for_ever_is_valid(station):
    station.lay("zhao", "resident")
    assert station.state.identity.trust == "sam_verified"


# 5 ✗


def test_five_pictures_that_fail_end_in_the_promise_where_the_paper_may_follow(offline):
    one = offline
    one.lay()
    one.choose(ITEM)
    one.tap(Go(), Go())
    for _ in range(5):
        one.photograph()
        one.tap(Retake())
        assert one.camera
        assert one.run.captured == ()
    one.photograph()
    one.tap(Use())
    assert [paper.material_code for paper in one.ask.materials] == ["M-PHOTO"]


def test_nothing_is_promised_while_a_core_paper_lacks(offline):
    one = offline
    one.lay()
    one.choose(ITEM)
    one.tap(Go(), Go(), Use())
    assert (one.step, one.state.fault) == ("capture", "picture-missing")


# 7


def come_to_the_review(one, kind="resident"):
    """Somebody whose photo is on file: nothing follows later, nothing is asked but what is drawn."""
    one.lay("ouyang", kind)
    one.choose(ITEM)
    one.hurry_to("review")


def granted(one, sandbox):
    """Hand it in, and let both offices say yes."""
    one.tap(Go())
    case_id = one.state.filed.case_id
    for member in ("senior-card", "bus-card"):
        sandbox.post(f"cases/{case_id}/decision", {"member": member, "state": "completed", "reason": None})
    return case_id


def asked_later(one, case_id):
    """Return what her own card shows of the case at another moment."""
    one.press("finish")
    one.take()
    one.wait(30)
    one.lay("ouyang")
    one.choose("case-progress")
    one.tap(Go(), Pick(case_id))
    return glass(one)


def filled(body):
    return {one["id"]: (one["value"], one["origin"], one["corrected"]) for one in body["fields"]}


def test_nobody_who_fetches_it_is_asked_and_the_window_stands_with_its_hours_where_it_can_be_changed(station, sandbox):
    steps = []
    station.lay("ouyang", "resident")
    station.choose(ITEM)
    while station.step != "review":
        steps.append(station.step)
        if station.step == "capture":
            station.photograph()
        station.tap(Use() if station.step == "capture" else HURRY[station.step])
    assert steps == ["guide", "materials", "capture", "sign"]
    at, words = CATALOGUE.item(ITEM).channels, glass(station)
    assert all(word in words for word in ("窗口自取", at.window, at.window_hours, f"{CHANGE}delivery"))
    assert "寄到几号" not in words
    case_id = granted(station, sandbox)
    body = sandbox.see(f"cases/{case_id}")["body"]
    assert body["form"] == {"delivery": "window"}
    assert not {"house", "phone"} & filled(body).keys()
    words = asked_later(station, case_id)
    assert "取件码" in words
    assert at.window in words


def test_by_post_the_address_is_the_card_s_its_number_can_be_mended_and_who_pays_is_said(station, sandbox):
    come_to_the_review(station)
    station.tap(Pick(f"{CHANGE}delivery"))
    assert station.ask.rows[0].tag.chinese == "已选"
    station.tap(Pick("ems"))
    assert station.step == "form"  # a telephone, if somebody has one: the house number stands on the card
    station.tap(Pick("without"))
    words = glass(station)
    assert station.step == "review"
    assert all(word in words for word in ("邮寄到家", "证件上的地址，邮费到付", "寄到几号", "来自居民身份证"))
    assert station.run.identity.address not in words
    station.tap(Pick(f"{CHANGE}house"), Press("8"), Go())
    station.tap(Pick("without"))
    assert "您改的，不用证件上的" in glass(station)
    address = station.run.identity.address
    case_id = granted(station, sandbox)
    body = sandbox.see(f"cases/{case_id}")["body"]
    assert (body["form"]["delivery"], filled(body)["house"]) == ("ems", ("8", "citizen", True))
    assert (body["identity"]["address"], body["signature"] is None) == (address, False)
    words = asked_later(station, case_id)
    assert "EMS 运单号" in words
    assert "收件人到付" in words
    assert "邮件：已收寄" in words


def test_a_telephone_for_the_postman_is_the_citizen_s_to_give(station):
    come_to_the_review(station)
    station.tap(Pick(f"{CHANGE}delivery"), Pick("ems"), *map(Press, "09991234567"), Go(), Pick("none"))
    assert station.step == "review"
    assert "您填的" in glass(station)
    assert "09991234567" not in glass(station)
    station.tap(Pick(f"{CHANGE}delivery"), Pick("window"))
    assert "联系电话" not in glass(station)


def test_whose_card_has_no_address_fetches_it_and_is_asked_nothing(station):
    come_to_the_review(station, "shebao")
    words = glass(station)
    assert "窗口自取" in words
    assert f"{CHANGE}delivery" not in words
    station.tap(Pick(f"{CHANGE}delivery"))
    assert (station.step, station.state.fault) == ("review", "answer-out-of-turn")


@pytest.mark.parametrize("way", ["window", "ems"])
def test_either_way_the_receipt_is_as_long_as_without(way):
    run = kit.finished_run()
    assert len(next_steps(run.fill(delivery=way))) == len(next_steps(run))


# 9 ⌁


def test_with_a_line_the_receipt_says_accepted_with_its_day(station):
    filed = file(station)
    assert filed.acknowledgement.due == FIVE_DAYS_ON
    words = words_of(station.document(station.state.filed))
    assert "受理回执" in words
    assert "BigDate(day=datetime.date(2026, 12, 2)" in words


@pytest.mark.parametrize(("day", "due"), [("2026-09-25", "2026-10-09"), ("2026-09-18", "2026-09-24")])
def test_the_days_skip_rest_days_and_count_work_days_that_were_moved(stations, day, due):
    one = stations(dt.datetime.fromisoformat(f"{day}T10:00:00+08:00"))
    filed = file(one)
    assert filed.acknowledgement.due == due_on(dt.date.fromisoformat(day), 5, WORKDAYS)
    assert filed.acknowledgement.due.isoformat() == due


# 10 ✗


def test_a_card_that_stays_is_called_for_and_nobody_else_is_served(offline):
    file(offline)
    offline.press("finish")
    offline.wait(60)
    assert isinstance(offline.state, CardLeft)
    offline.press("begin")
    assert isinstance(offline.state, CardLeft)
    assert ("card-left", "") in offline.notes


# 11 ✗


def test_skipping_is_no_praise(offline):
    file(offline)
    offline.press("finish")
    offline.take()
    offline.wait(21)
    assert (offline.state, offline.rates) == (Farewell("done"), [])


# 12 ✗


def test_the_case_that_the_centre_takes_later_is_shown_to_her_card_and_no_other(offline):
    filed = file(offline)
    offline.press("finish")
    offline.take()
    offline.wait(30)
    offline.line.up = True
    offline.skip(hours=2)
    offline.deliver()
    offline.lay("wang", "resident")
    offline.choose("case-progress")
    offline.tap(Go())
    assert offline.ask.rows == ()
    offline.take()
    offline.wait(10)
    offline.lay()
    offline.choose("case-progress")
    offline.tap(Go())
    assert filed.case_id in [row.id for row in offline.ask.rows]


def test_what_the_licence_store_held_all_along_need_not_follow_and_its_owner_is_told(offline, sandbox):
    offline.lay("ouyang")
    offline.choose(ITEM)
    offline.hurry_to("review")
    offline.tap(Go())
    filed = offline.state.filed
    assert filed.promise.material_codes == ("M-PHOTO",)
    offline.press("finish")
    offline.take()
    offline.wait(30)
    offline.line.up = True
    offline.skip(hours=2)
    offline.deliver()  # accepted now
    offline.skip(hours=1)
    offline.deliver()  # and what became of it is heard
    offline.lay("wang", "resident")
    assert isinstance(offline.state, Choosing)
    offline.take()
    offline.wait(10)
    offline.lay("ouyang")
    assert isinstance(offline.state, OfferingReceipt)
    assert offline.state.filed.case_id == filed.case_id
    words = glass(offline)
    assert "照片已在证照库查到，您不用再交。" in words
    assert "已受理" in words
    offline.choose("supplement")
    offline.press("browse", "")
    offline.choose("supplement")
    offline.tap(Go())
    assert filed.case_id not in [row.id for row in offline.ask.rows]
