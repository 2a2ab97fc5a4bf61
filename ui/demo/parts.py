"""Parts that most journeys have in common, by touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.demo.laying import lay_card

if TYPE_CHECKING:
    from ui.demo.walk import Walk

__all__ = [
    "answer",
    "arrive",
    "begin",
    "depart",
    "leave_out",
    "photograph",
    "promise",
    "sign",
    "submit",
    "take_proof",
    "want_proof",
]


def arrive(walk: Walk, card: tuple[str, ...], item: str) -> None:
    """Come with a card and choose a service item by its name, down to its guide."""
    walk.see("Attract")
    lay_card(walk, card, "Home")
    walk.tap("全部 ")
    walk.see("ItemList")
    walk.page_to(item)
    walk.tap(item)


def begin(walk: Walk, card: tuple[str, ...], item: str) -> None:
    """Come with a card, read the guide of a service item, and begin."""
    arrive(walk, card, item)
    walk.see("Guide")
    walk.tap("开始办理")


def answer(walk: Walk, *said: str) -> None:
    """Answer the item's questions, one after the other: 是, 不是, 不清楚."""
    walk.see("Questions")
    for number, one in enumerate(said, 1):
        walk.tap(one)
        walk.tap("答好了" if number == len(said) else "下一题")


def promise(walk: Walk, *terms: str) -> None:
    """Tick each term of a 告知承诺, and promise."""
    walk.see("Commit")
    for term in terms:
        walk.tap(term)
    walk.picture("commit-ticked")
    walk.tap("我承诺")


def leave_out(walk: Walk) -> None:
    """Give no telephone number."""
    walk.see("Form", saying="电话", name="phone")
    walk.tap("不填这一项")


def photograph(walk: Walk, paper: str) -> None:
    """Lay a paper under the camera, and keep its picture."""
    walk.see("Capture")
    walk.lab("camera", "show", paper)
    walk.see("CaptureCheck")
    walk.tap("看得清，用这张")
    walk.lab("camera", "show", "none")


def sign(walk: Walk) -> None:
    """Write one's name."""
    walk.see("Sign")
    walk.sign()
    walk.tap("写好了")


def submit(walk: Walk) -> None:
    """Hand in what was looked over, wait for the receipt, and leave."""
    walk.see("Review")
    walk.page_to("没错，提交")
    walk.tap("没错，提交")
    walk.see("Done", "Submitting", "Printing", deadline_s=60)
    walk.tap("办完了，取卡")
    depart(walk, rating="非常满意")


def depart(walk: Walk, *, rating: str = "") -> None:
    """Take the card, rate where a case was filed (a face, or 跳过), and wait until the terminal has forgotten."""
    walk.see("TakeCard")
    walk.lab("card", "remove")
    if rating:
        walk.see("Rating")
        walk.tap(rating)
    walk.see("Farewell")
    walk.see("Attract", name="attract-after", deadline_s=40)


def want_proof(walk: Walk, card: tuple[str, ...], item: str, variant: str) -> None:
    """Ask an office for a paper that it hands out at once, and for which of its kinds."""
    arrive(walk, card, item)
    walk.see("Guide")
    walk.tap("开始办理")
    walk.see("Pick", name="variant")
    walk.tap(variant)


def take_proof(walk: Walk) -> None:
    """Print it on A4, and leave."""
    walk.tap("打印")
    walk.glimpse("打好了", "proof-printed")
    walk.tap("办完了")
    depart(walk)
