"""情形问答: what the item must know of this person's situation, three at a time, in the elder layout one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ui.projection.trouble import trouble
from ui.projection.view import Notice, View

if TYPE_CHECKING:
    from kiosk.domain.asks import QuestionsAsk
    from ui.projection.scene import Scene

__all__ = ["Choice", "QuestionPage", "QuestionRow", "QuestionsView", "project_questions"]

_TOGETHER = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """One of three answers: `value` is yes, no or unsure."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """`said` is what was answered before, "" at first; `why` "" offers no reason."""

    id: str
    text: str
    why: str
    said: str


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """The questions that stand together on the glass; `place` says which page it is."""

    rows: tuple[QuestionRow, ...]
    place: str


@dataclass(frozen=True, slots=True)
class QuestionsView(View):
    """`later` turns the page, `done` hands the answers over, `first` stands there until they are whole."""

    screen: ClassVar[str] = "Questions"
    title: str
    lead: str
    pages: tuple[QuestionPage, ...]
    choices: tuple[Choice, ...]
    why: str
    notice: Notice
    back: str
    earlier: str
    help: str
    later: str
    done: str
    first: str


def project_questions(ask: QuestionsAsk, scene: Scene, fault: str = "") -> QuestionsView:
    """Ask, with the reason for asking one touch away."""
    tr, told = scene.tr, trouble(scene, fault)
    rows = tuple(_row(ask, number, scene) for number in range(len(ask.questions)))
    size = 1 if scene.prefs.elder or scene.prefs.low else _TOGETHER
    pages = tuple(rows[at : at + size] for at in range(0, len(rows), size))
    return QuestionsView(
        title=tr("先问您 {n} 个问题", n=len(rows)),
        lead=tr("答了才知道您要带什么，不用带什么。"),
        pages=tuple(
            QuestionPage(page, tr("第 {page} 页，共 {pages} 页", page=n, pages=len(pages)) if len(pages) > 1 else "")
            for n, page in enumerate(pages, start=1)
        ),
        choices=(Choice("yes", tr("是")), Choice("no", tr("不是")), Choice("unsure", tr("不清楚"))),
        why=tr("为什么问这个"),
        notice=Notice(f"{told.title} · {told.happened}" if told.title else "", "warn"),
        back=tr("返回"),
        earlier=tr("上一题"),
        help=tr("请人帮我"),
        later=tr("下一题"),
        done=tr("答好了"),
        first=tr("请先回答"),
    )


def _row(ask: QuestionsAsk, number: int, scene: Scene) -> QuestionRow:
    question = ask.questions[number]
    said = "unsure" if question.id in ask.unsure else ""
    if question.id in ask.answers:
        said = "yes" if ask.answers[question.id] else "no"
    if scene.prefs.english:
        return QuestionRow(question.id, question.text_en, question.why_en, said)
    return QuestionRow(question.id, question.text, question.why, said)
