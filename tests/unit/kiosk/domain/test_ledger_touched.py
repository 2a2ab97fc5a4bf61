"""Whatever was done to rows as they are kept, each row that was touched is named, and no other."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.ledger import LedgerRow, broken_rows, broken_texts, read_row, sealed, to_text

KEY = b"k" * 32
COUNT = 12
EVENTS = ["received", "accepted", "completed", "rated"]


def ledger(key=KEY, count=COUNT):
    """Twelve rows, all alike but for their case and event."""
    rows = []
    for number in range(count):
        told = {"case_id": f"案 {number}", "item_id": "aged-allowance", "actor": "K0007"}
        row = LedgerRow(at="2026-11-02T09:00:00+08:00", event=EVENTS[number % len(EVENTS)], **told)
        rows.append(sealed(row, rows[-1] if rows else None, key))
    return rows


ROWS = ledger()
KEPT = [(row.number, to_text(row)) for row in ROWS]
HEAD = (COUNT, ROWS[-1].seal)
number_of_a_row = st.integers(1, COUNT)


def test_rows_come_back_from_their_text_as_they_were():
    assert broken_texts(KEPT, KEY, HEAD) == []
    assert [read_row(*one) for one in KEPT] == ROWS


@given(st.data(), number_of_a_row)
def test_one_character_of_one_row_is_enough(data, number):
    text = KEPT[number - 1][1]
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters(exclude_characters=text[at]))
    kept = [*KEPT[: number - 1], (number, text[:at] + other + text[at + 1 :]), *KEPT[number:]]
    assert broken_texts(kept, KEY, HEAD) == [number]


@given(st.data(), number_of_a_row)
def test_a_row_cut_short_or_lengthened_or_written_otherwise_is_named(data, number):
    text = KEPT[number - 1][1]
    worse = data.draw(
        st.sampled_from(
            [
                "",
                "null",
                "[]",
                "7",
                text[: data.draw(st.integers(0, len(text) - 1))],
                text + " ",
                text.replace(":", ": ", 1),
                text[:-1] + ',"actor":"K0007"}',
                text[:-1] + ',"more":1}',
                text.replace('"seal":"', '"seal":7,"more":"'),
                to_text(replace(ROWS[number - 1], seal=7)),
                to_text(replace(ROWS[number - 1], number=True, at=None)),
                "[" * 5000,
            ]
        )
    )
    assert broken_texts([*KEPT[: number - 1], (number, worse), *KEPT[number:]], KEY, HEAD) == [number]


@given(st.dictionaries(number_of_a_row, st.sampled_from(["gone", "altered", "garbled", "forged"]), min_size=1))
def test_any_mixture_of_harm_is_named_row_by_row(harm):
    kept = []
    for number, text in KEPT:
        row = replace(ROWS[number - 1], papers=9, seal="")
        kept += {
            "": [(number, text)],
            "gone": [],
            "altered": [(number, to_text(replace(ROWS[number - 1], actor="K9999")))],
            "garbled": [(number, text[::-1])],
            "forged": [(number, to_text(replace(sealed(row, None, b"x" * 32), number=number)))],
        }[harm.get(number, "")]
    assert broken_texts(kept, KEY, HEAD) == sorted(harm)


@given(st.lists(number_of_a_row, min_size=2, max_size=2, unique=True))
def test_two_rows_in_each_others_place_are_both_named(pair):
    one, other = pair
    texts = dict(KEPT)
    texts[one], texts[other] = texts[other], texts[one]
    assert broken_texts(texts.items(), KEY, HEAD) == sorted(pair)
    renumbered = [replace(row, number={one: other, other: one}.get(row.number, row.number)) for row in ROWS]
    assert broken_rows(renumbered, KEY, HEAD) == sorted(pair)


@given(st.integers(0, COUNT - 1))
def test_what_was_cut_off_at_the_end_is_named_by_the_head_that_another_keeps(left):
    assert broken_texts(KEPT[:left], KEY, HEAD) == list(range(left + 1, COUNT + 1))


@given(number_of_a_row)
def test_an_older_head_judges_its_own_row_and_no_later_one(number):
    assert broken_texts(KEPT, KEY, (number, ROWS[number - 1].seal)) == []
    assert broken_texts(KEPT, KEY, (number, "0" * 64)) == [number]


@given(number_of_a_row)
def test_a_row_sealed_anew_by_who_has_the_key_no_longer_holds_the_next_one(number):
    row = replace(ROWS[number - 1], actor="K9999")
    rows = [*ROWS[: number - 1], sealed(row, ROWS[number - 2] if number > 1 else None, KEY), *ROWS[number:]]
    assert broken_rows(rows, KEY, HEAD) == [number]


@given(number_of_a_row)
def test_two_rows_of_one_number_are_neither_believed(number):
    assert broken_rows([*ROWS, ROWS[number - 1]], KEY, HEAD) == [number]


@given(st.integers(COUNT + 1, 10**30))
def test_a_row_with_a_number_far_away_blames_no_row_between(number):
    assert broken_texts([*KEPT, (number, to_text(replace(ROWS[0], number=number)))], KEY, HEAD) == [number]
