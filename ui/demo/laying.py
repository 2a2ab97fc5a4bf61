"""Laying a card in the lab; of a travel document, typing by touch what the lab says is printed on it."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse

    from ui.demo.walk import Walk

__all__ = ["SHEBAO", "lay_card", "people", "printed_number", "wanted_card"]

SHEBAO = ("shebao",)

_NUMBER = slice(0, 9)  # of the MRZ information: number, its check digit, YYMMDD, ...
_EXPIRY = slice(17, 23)


def wanted_card(args: argparse.Namespace, own: tuple[str, ...] = SHEBAO) -> tuple[str, ...]:
    """Return the words of the card to lay: what was asked for, else the journey's `own`."""
    person = ("--person", args.person) if args.person else own[1:] if not args.card else ()
    return (args.card or own[0], *person)


def lay_card(walk: Walk, card: tuple[str, ...], screen: str) -> None:
    """Lay the card that these words name, and walk until the terminal shows `screen`."""
    walk.lab("camera", "show", "none")
    laid = walk.lab("card", "insert", *card)
    if laid.get("mrz"):
        walk.see("KeyDocument", "CardReading")
        _type(walk, laid)
    walk.see(screen, "CardReading")


def printed_number(laid: dict[str, Any]) -> str:
    """Return the document number that the lab's state tells of a travel document; "" of any other card."""
    return str(laid.get("mrz", ""))[_NUMBER].rstrip("<")


def people() -> tuple[str, ...]:
    """Return what must never be left on the glass: names and number of everybody whose card the lab has."""
    holders = importlib.import_module("drivers.lab.people").PEOPLE
    return tuple(said for one in holders for said in (one.name, one.latin_name, one.number))


def _type(walk: Walk, laid: dict[str, Any]) -> None:
    holder = importlib.import_module("drivers.lab.people").person(str(laid["person"]))
    walk.keys(printed_number(laid))
    walk.tap("下一项")
    walk.keys(f"{holder.birth:%Y%m%d}")
    walk.keys(f"20{str(laid['mrz'])[_EXPIRY]}")
    walk.picture("key-document-typed")
    walk.tap("打开证件")
