"""The till: one live order a bill, one charge a bill, and nobody is told "closed" who has paid."""

import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.gateway.sandbox.billing import bill, bills_of, holder, owed_by
from kiosk.gateway.sandbox.register import Register
from kiosk.gateway.sandbox.till import ACTS, CODE_S, HELD_S, Till

WHO = "999901200402290215"
A, B, C = (f"YB2027-000{n}" for n in (1, 2, 3))
START = dt.datetime(2026, 11, 25, 10, 0, tzinfo=dt.UTC)


class Place:
    """What the till needs of the centre, with hands on its clock."""

    def __init__(self, path):
        self.register, self.clock, self.at = Register(path), self, START
        self.till = Till(self)

    def now(self):
        return self.at

    def wait(self, seconds):
        self.at += dt.timedelta(seconds=seconds)

    def charges(self):
        """Return how often each bill was charged, whatever the orders."""
        orders = [self.till._orders.get(row["key"]) for row in self._keys()]
        return {one: sum(o.get("charges", 0) for o in orders if one in o["bills"]) for one in (A, B, C)}

    def _keys(self):
        return self.register.rows("SELECT key FROM service_record WHERE kind = 'order'")


@pytest.fixture
def place(tmp_path):
    one = Place(tmp_path / "register.sqlite")
    yield one
    one.register.close()


def test_the_family_is_found_with_masked_names_and_the_relief_taken_off():
    mine, child, elder = owed_by(WHO, "medical-insurance-pay")
    assert [one["own"] for one in (mine, child, elder)] == [True, False, False]
    assert (mine["payee"], mine["cents"]) == ("王*明", 40000)
    assert (elder["due"], elder["relief"], elder["cents"]) == (40000, 20000, 20000)
    assert owed_by("999901199001010019", "medical-insurance-pay") == []


def test_an_account_is_known_by_its_supplier_and_number():
    assert holder("water/1000200301") == "赵*兰"
    assert holder("power/1000200301") is None
    assert [one["cents"] for one in bills_of("water/1000200301", "utility-pay")] == [5680, 6120]


def test_the_same_number_is_the_same_order(place):
    first = place.till.order("n1", (A,), 40000, WHO)
    assert place.till.order("n1", (A,), 40000, WHO) == first
    assert first["state"] == "created"
    assert place.till.state_of(A) == "held"


@pytest.mark.parametrize(
    ("bills", "cents", "why"),
    [
        ((A,), 1, "amount-changed"),
        (("no",), 1, "bill-unknown"),
        ((), 0, "bill-unknown"),
        ((A, A), 80000, "bill-unknown"),
    ],
)
def test_what_does_not_fit_is_no_order(place, bills, cents, why):
    assert place.till.order("n1", bills, cents, WHO)["reason"] == why
    assert place.till.look("n1")["reason"] == "never-ordered"


def test_a_bundle_is_one_order_and_pays_all_of_it(place):
    place.till.order("n1", (A, B, C), 100000, WHO)
    assert place.till.telephone("pay")["state"] == "paid"
    assert [place.till.state_of(one) for one in (A, B, C)] == ["paid"] * 3
    assert place.till.order("n2", (B,), 40000, WHO)["reason"] == "bill-paid"


def test_a_code_nobody_scans_dies_and_the_bill_is_open_again(place):
    place.till.order("n1", (A,), 40000, WHO)
    place.wait(CODE_S - 1)
    assert place.till.look("n1")["state"] == "created"
    place.wait(1)
    assert (place.till.look("n1")["state"], place.till.look("n1")["reason"]) == ("closed", "expired")
    with pytest.raises(ValueError, match="no such code"):
        place.till.telephone("pay", "n1")
    assert place.till.order("n2", (A,), 40000, WHO)["state"] == "created"


def test_paid_and_never_told_holds_the_bill_until_the_books_arrive(place):
    place.till.order("n1", (A,), 40000, WHO)
    place.till.telephone("lost")
    assert place.till.look("n1")["state"] == "unknown"
    place.wait(HELD_S - 1)
    assert place.till.order("n2", (A,), 40000, WHO)["reason"] == "bill-held"
    assert place.till.close("n1")["state"] == "unknown"
    place.wait(1)
    assert place.till.look("n1")["state"] == "paid"


def test_paid_and_told_late(place):
    place.till.order("n1", (A,), 40000, WHO)
    assert place.till.telephone("late", seconds=5)["state"] == "paying"
    with pytest.raises(ValueError, match="paid already"):
        place.till.telephone("pay")
    place.wait(5)
    assert place.till.look("n1")["state"] == "paid"


def test_scanned_and_left_is_not_paid_after_half_an_hour(place):
    place.till.order("n1", (A,), 40000, WHO)
    place.till.telephone("scan")
    assert place.till.close("n1")["state"] == "paying"
    place.wait(CODE_S)
    assert place.till.look("n1")["state"] == "unknown"
    place.wait(HELD_S)
    assert place.till.look("n1")["reason"] == "not-paid"


def test_the_bank_says_no(place):
    place.till.order("n1", (A,), 40000, WHO)
    assert place.till.telephone("refuse")["reason"] == "bank-refused"


def test_what_was_looked_for_before_it_came_is_closed_for_good(place):
    assert place.till.look("n1")["reason"] == "never-ordered"
    assert place.till.order("n1", (A,), 40000, WHO)["state"] == "closed"
    assert place.till.state_of(A) == "open"


ORDERS = st.tuples(st.just("order"), st.sampled_from("123"), st.sampled_from([(A,), (B,), (A, B), (A, B, C), (C,)]))
MOVES = st.one_of(
    ORDERS,
    ORDERS,
    st.tuples(st.sampled_from(["look", "close"]), st.sampled_from("123")),
    st.tuples(st.just("phone"), st.sampled_from(ACTS), st.sampled_from("123")),
    st.tuples(st.just("wait"), st.sampled_from([1, 30, CODE_S, HELD_S])),
)


@given(st.lists(MOVES, max_size=25))
def test_whatever_happens_a_bill_is_charged_at_most_once_and_the_charged_never_hear_closed(moves):
    place = Place(":memory:")
    for kind, *rest in moves:
        if kind == "order":
            place.till.order(rest[0], rest[1], sum(bill(one)["cents"] for one in rest[1]), WHO)
        elif kind == "wait":
            place.wait(rest[0])
        elif kind == "phone":
            with contextlib.suppress(ValueError):
                place.till.telephone(*rest)
        else:
            getattr(place.till, kind)(rest[0])
    assert all(count <= 1 for count in place.charges().values())
    for number in "123":
        order = place.till._orders.get(number)
        if order and order.get("charges"):
            assert place.till.look(number)["state"] != "closed"
            place.wait(HELD_S)
            assert place.till.look(number)["state"] == "paid"
    place.register.close()
