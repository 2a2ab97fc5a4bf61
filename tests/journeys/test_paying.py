"""C7: pay for the family; the line dies after the scan; whatever happens, once or not at all, and never a false no."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paying_life import MOVES, live
from paying_town import MEDICAL, UTILITY, WANG, ZHAO, Town

from kiosk.domain.answers import Go, Pick
from kiosk.domain.paying import PayAsk
from kiosk.domain.plain_asks import PickAsk, TellAsk
from kiosk.domain.state import Choosing, Farewell, IdleWarning, TakingCard, Welcoming
from kiosk.gateway.sandbox.till import CODE_S, HELD_S
from kiosk.journeys.catalogue import open_catalogue
from kiosk.journeys.paying import known_bills

A, B, C = (f"YB2027-000{n}" for n in (1, 2, 3))


@pytest.fixture
def town(tmp_path):
    one = Town(tmp_path)
    yield one
    one.close()


def standing(town):
    return town.ask.standing


def test_the_family_is_offered_by_masked_names_and_checked_before_any_code(town):
    town.lay()
    town.choose(MEDICAL)
    town.tap(Go())
    assert isinstance(town.ask, PickAsk)
    assert [row.id for row in town.ask.rows] == [A, B, C, "all"]
    assert [row.tag for row in town.ask.rows] == ["¥400.00", "¥400.00", "¥200.00", "¥1,000.00"]
    town.tap(Pick(C))
    assert isinstance(town.ask, TellAsk)
    told = [value for _, value in town.ask.facts]
    assert "欧*𬭎" in told
    assert "−¥200.00" in told
    assert town.codes == set()


def test_paid_in_one_go_for_three_and_the_slip_is_no_invoice(town):
    town.to_code()
    assert (standing(town), town.ask.cents, town.ask.left_s) == ("code", 100_000, CODE_S)
    town.phone("scan")
    town.wait(3)
    assert standing(town) == "paying"
    town.phone("pay")
    town.wait(3)
    assert standing(town) == "paid"
    slip = town.print()
    assert slip.fields["title"] == "缴费凭条（非发票）"
    assert "小" not in slip.fields["applicant"]
    assert town.notes.of(WANG) == ()  # seen, and in the hand
    town.tap(Go())
    assert isinstance(town.state, TakingCard)
    town.take()
    assert town.state in {Farewell("paid"), Welcoming()}
    town.lay()
    assert isinstance(town.state, Choosing)


def test_one_bill_paid_is_off_the_list_and_the_others_stay(town):
    town.to_code(A)
    town.phone("pay")
    town.wait(3)
    town.press("back")
    town.press("back")
    rows = {row.id: row.off for row in town.ask.rows}
    assert rows == {A: True, B: False, C: False, "all": False}
    assert town.ask.rows[-1].tag == "¥600.00"


def test_the_line_dies_after_the_scan_unknown_is_not_failed(town):
    town.to_code(A)
    town.phone("scan")
    town.line = "down"
    town.phone("lost")
    town.wait(3)
    assert standing(town) == "unknown"
    assert town.ask.qr == ""
    slip = town.print()
    assert (slip.fields["title"], slip.fields["lead"]) == ("支付结果确认中", "请勿重复支付")
    assert dict(slip.lines)["订单号"].replace(" ", "") == town.ask.order_no
    town.tap(Go())
    assert town.state.how == "paying"
    town.take()

    town.skip(60)
    town.lay()  # still no line: it is the first thing all the same
    assert standing(town) == "unknown"
    town.take()

    town.line = "up"
    town.lay()
    assert standing(town) == "unknown"  # the centre does not know yet
    town.phone("settle")
    town.wait(3)
    assert standing(town) == "paid"
    assert town.print().fields["title"] == "缴费凭条（非发票）"
    assert town.charges()[A] == 1


def test_while_one_is_unknown_the_bill_gets_no_second_code_and_opens_again_after(town):
    town.to_code(A)
    town.phone("scan")
    town.wait(CODE_S)
    assert standing(town) == "unknown"
    town.take()
    town.skip(HELD_S - CODE_S - 40)
    town.lay()
    assert standing(town) == "unknown"
    town.press("back")
    assert {row.id: row.off for row in town.ask.rows} == {A: False, B: False, C: False, "all": False}
    town.tap(Pick(A), Go())  # its own order, no other
    assert standing(town) == "unknown"
    town.wait(40)
    assert standing(town) == "closed"
    assert town.ask.why == "核对过了，没有付成，没有扣钱。"
    town.press("back")
    town.press("back")
    town.tap(Pick(A), Go())
    assert standing(town) == "code"


def test_the_bank_says_no_reason_way_and_place(town):
    town.to_code(A)
    town.phone("refuse")
    town.wait(3)
    assert (standing(town), town.ask.why[:10]) == ("closed", "付款方银行没有同意，"[:10])
    town.press("back")
    town.press("back")
    town.tap(Pick(A), Go())
    town.phone("pay")
    town.wait(3)
    assert standing(town) == "paid"


def test_nobody_scans_and_nobody_is_warned_while_the_code_lives(town):
    town.to_code(A)
    for _ in range(CODE_S - 3):
        town.wait(1)
        assert not isinstance(town.state, IdleWarning)
    town.wait(3)
    assert (standing(town), town.ask.why) == ("closed", "付款码过期了，没有人扫，没有扣钱。")
    town.wait(60)
    assert isinstance(town.state, IdleWarning)


def test_taken_back_before_the_scan_closes_the_code(town):
    town.to_code(A)
    (code,) = town.codes
    town.press("back")
    town.press("back")
    town.phone("pay")
    assert not town.charges()[A]
    town.tap(Pick(B), Go())
    assert standing(town) == "code"
    assert len(town.codes) == 2
    assert town.till.look(code)["reason"] == "cancelled"


def test_taken_back_after_the_scan_is_the_same_order(town):
    town.to_code(A)
    town.phone("scan")
    town.press("back")
    town.press("back")
    town.tap(Pick(B), Go())
    assert standing(town) == "paying"
    assert len(town.codes) == 1


def test_without_a_line_no_code_and_nothing_charged_and_again_is_the_same_order(town):
    town.lay()
    town.choose(MEDICAL)
    town.tap(Go(), Pick(A))
    town.line = "lost"
    town.tap(Go())
    assert standing(town) == "unsent"
    first = town.ask.order_no
    town.line = "up"
    town.press("again")
    assert (standing(town), town.ask.order_no) == ("code", first)


@pytest.mark.parametrize("moment", ["noted", "put", "answered"])
def test_power_between_order_and_answer_loses_nothing(town, moment):
    town.kill_at = moment
    town.to_code(A)
    assert isinstance(town.state, Welcoming)
    town.phone("pay")
    town.lay()
    assert isinstance(town.ask, PayAsk)
    assert town.ask.resumed
    assert standing(town) == {"noted": "closed", "put": "code", "answered": "paid"}[moment]
    assert town.ask.cents == 40_000


def test_power_after_paying_offers_the_slip_again_and_only_to_its_owner(town):
    town.to_code(A)
    town.phone("pay")
    town.boot()
    town.lay(ZHAO)
    assert isinstance(town.state, Choosing)
    town.take()
    town.lay(WANG)
    assert standing(town) == "paid"
    town.take()  # neither read nor printed: it stays
    town.lay(WANG)
    assert standing(town) == "paid"
    town.print()
    town.take()
    town.lay(WANG)
    assert isinstance(town.state, Choosing)


def test_the_households_accounts_are_found_by_the_card_and_one_of_them_is_paid(town):
    town.lay(ZHAO)
    town.choose(UTILITY)
    town.tap(Go())
    rows = {row.id: row.tag for row in town.ask.rows}
    assert rows["SF202610-0301"] == "¥56.80"
    assert rows["all"] == "¥322.45"
    assert [one.own for one in known_bills(town.state.run)] == [True, True, True, False]
    town.tap(Pick("SF202610-0301"), Go())
    town.phone("pay")
    town.wait(3)
    assert standing(town) == "paid"
    assert town.ask.payee == "赵*兰"


def test_what_was_noted_names_nobody(town):
    town.to_code(A)
    (row,) = town.store.rows("SELECT * FROM replica WHERE name LIKE 'order/%'")
    said = str(row)
    assert WANG.number not in said
    assert "YB2027" not in said
    (order,) = town.notes.of(WANG)
    assert WANG.name not in str(order.what)


def test_an_item_with_a_payment_has_its_fee_card():
    for item in open_catalogue().items:
        if any(step.kind == "pay" for step in item.steps):
            assert item.fee.charge
            assert item.fee.basis
            assert item.fee.standard
            assert item.offline_policy == "blocked"


@settings(max_examples=50)
@given(moves=st.lists(st.sampled_from(MOVES), max_size=16), pick=st.sampled_from([A, "all"]))
def test_paid_once_at_most_and_nobody_who_paid_hears_no(tmp_path_factory, moves, pick):
    town = Town(tmp_path_factory.mktemp("town"))
    live(town, moves, pick)
    town.close()
