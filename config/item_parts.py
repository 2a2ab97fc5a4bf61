"""Frozen shapes inside a service item: what rules decide on, what the guide says, whom to ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = [
    "Cancelled",
    "Channels",
    "Commitment",
    "Condition",
    "Fee",
    "FlowStep",
    "FormField",
    "FormOption",
    "Guide",
    "Member",
    "Question",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One 受理条件: `rule` decides it (kiosk.domain.rules), `text` says it, `instead` names the way round.

    `member` is the member of a joint item that it concerns, "" the whole.
    """

    id: str
    rule: str
    text: str
    instead: str = ""
    member: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """情形问答: one question to be answered with yes or no; the answer is the fact `id` of the item's rules."""

    id: str
    text: str
    text_en: str
    why: str
    why_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormOption:
    """One of the answers to a field: what the glass calls it, and a line under it."""

    id: str
    label: str
    label_en: str
    icon: str = ""
    lead: str = ""
    lead_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One thing that an application says (F24, F27), asked once whatever forms of whatever `members` it stands on.

    `choice` is one of its options; `digits` come from the keypad, `shortest` to `longest` of them, and `pattern` or
    `check` may ask for more; `given` is not asked, it comes from `prefill` (config.item_forms.PREFILLS, or `store.` and
    a licence type), and its options, if any, say how it may be corrected. `when` is the rule that must hold for it to
    be asked. `label` stands before the answer on the review, `title` over the question.
    """

    id: str
    kind: Literal["choice", "digits", "given"]
    label: str
    label_en: str
    title: str = ""
    title_en: str = ""
    lead: str = ""
    lead_en: str = ""
    options: tuple[FormOption, ...] = ()
    prefill: str = ""
    pattern: str = ""
    check: Literal["", "luhn", "phone"] = ""
    shortest: int = 0
    longest: int = 0
    required: bool = True
    when: str = ""
    members: tuple[str, ...] = ()

    def option(self, option_id: str) -> FormOption | None:
        """Return the option with this id, None where it has none."""
        return next((one for one in self.options if one.id == option_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One matter inside a joint item (联办): decided by its own office, in its own time, whatever becomes of others."""

    id: str
    name: str
    dept_name: str
    dept_uscc: str
    promise_days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """告知承诺: after being told its `terms`, a signed promise stands in the place of the materials it `replaces`.

    `offered_when` is the rule that must surely hold before it is offered, "" always.
    """

    id: str
    title: str
    terms: tuple[str, ...]
    replaces: tuple[str, ...]
    consequence: str
    offered_when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowStep:
    """One step of the office's own way to a decision (办理流程): what happens, who does it, in how many working days.

    `approval` marks the steps that are counted against 审批环节不超过 3 个; a joint item says by `member` whose it is.
    """

    name: str
    who: str
    days: int = 0
    approval: bool = False
    member: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelled:
    """A paper that nobody has to bring any more, and which of the ten ways has made that possible (F23)."""

    name: str
    way: Literal[
        "直接取消",
        "改为内部工作流程",
        "材料整合",
        "通过其他材料替代",
        "部门内部查询核实",
        "部门信息共享核实",
        "申请人书面承诺",
        "电子证照复用",
        "系统自动获取",
        "窗口当场核验",
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """Fee card; `charge` False is said as 不收费."""

    charge: bool
    basis: str = ""
    standard: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """一页看懂: six answers, each a bold line and a line under it, in the citizen's words."""

    who: tuple[str, str]
    time: tuple[str, str]
    fee: tuple[str, str]
    bring: tuple[str, str]
    get: tuple[str, ...]
    unresolved: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Channels:
    """Where a person helps."""

    consult_tel: str
    supervise_tel: str
    window: str
    window_hours: str
