"""A life of payments: visits, taps, telephones, lines and power cuts in any order, and what stays true through it."""

from paying_town import MEDICAL, WANG

from kiosk.domain.answers import Go, Pick
from kiosk.domain.paying import ENDED, PayAsk
from kiosk.gateway.sandbox.till import HELD_S

MOVES = (
    *("visit", "visit", "take", "back", "again", "go", "boot"),
    *("phone scan", "phone pay", "phone late", "phone lost", "phone refuse", "phone settle"),
    *("line up", "line down", "line lost", "kill noted", "kill put", "kill answered"),
    *("wait 3", "wait 3", "wait 12", "skip 130", "skip 1900"),
)


def live(town, moves, pick):
    """Live through the moves, then come back until nothing is owed an answer; everything must stay true."""
    for move in moves:
        _move(town, pick, *move.split(" "))
        _true(town)
    town.line, town.kill_at = "up", ""
    for _ in range(5):
        town.boot()
        town.skip(HELD_S)
        town.lay()
        if not isinstance(town.ask, PayAsk):
            break
        assert town.ask.standing in ENDED
        _true(town)
        town.tap(Go())
    assert town.notes.of(WANG) == ()


def _visit(town, pick):
    owed = town.notes.of(WANG)
    town.take()
    armed = town.kill_at
    town.lay()
    killed = armed and not town.kill_at
    assert not owed or killed or isinstance(town.ask, PayAsk)  # that one first, before anything else
    town.choose(MEDICAL)
    town.tap(Go(), Pick(pick), Go())


def _move(town, pick, word, rest=""):
    match word:
        case "visit":
            _visit(town, pick)
        case "take" | "boot":
            getattr(town, word)()
        case "back" | "again":
            town.press(word)
        case "go":
            town.tap(Pick(pick), Go())
        case "phone":
            town.phone(rest)
        case "line":
            town.line = rest
        case "kill":
            town.kill_at = rest
        case _:
            getattr(town, word)(int(rest))


def _true(town):
    assert all(count <= 1 for count in town.charges().values())
    if isinstance(town.ask, PayAsk) and town.ask.standing in {"closed", "unsent"}:
        assert not town.charged(town.ask.order_no)
    if isinstance(town.ask, PayAsk) and town.ask.standing == "paid":
        assert town.charged(town.ask.order_no)
