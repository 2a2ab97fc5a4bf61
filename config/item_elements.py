"""The seventeen elements that a guide (办事指南) must publish, from three provinces' lists put together (F01).

S0 «办理条件、材料、流程、时限、咨询渠道、收费标准、注意事项», S1 «设定依据 … 年检要求 …», S3 «项目名称 … 投诉电话».
An item that lacks one does not load; what does not exist is said (不收费, 不年检, 法律未规定时限), never left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from config.schema import ServiceItem

    Note = Callable[[str, str], None]

__all__ = ["ELEMENTS", "check_elements"]

ELEMENTS: Final[dict[str, tuple[str, Callable[[ServiceItem], object]]]] = {
    "task_name": ("项目名称", lambda item: item.task_name),
    "task_code": ("实施编码", lambda item: item.task_code),
    "dept_name": ("实施主体", lambda item: item.dept_name),
    "by_law": ("设定依据", lambda item: item.by_law),
    "server_type": ("服务对象", lambda item: item.server_type),
    "conditions": ("申请条件", lambda item: item.conditions),
    "materials": ("申请材料", lambda item: item.materials or item.materials_explain),
    "handle_flow": ("办理流程", lambda item: item.handle_flow),
    "anticipate_days": ("法定时限", lambda item: item.anticipate_days is not None or item.anticipate_explain),
    "promise_days": ("承诺时限", lambda item: item.guide and item.guide.time[0]),
    "fee": ("收费依据及标准", lambda item: not item.fee.charge or (item.fee.basis and item.fee.standard)),
    "results": ("审批决定证件", lambda item: item.results),
    "annual_check": ("年检要求", lambda item: item.annual_check),
    "common_errors": ("注意事项", lambda item: item.common_errors),
    "channels.consult_tel": ("咨询渠道", lambda item: item.channels and item.channels.consult_tel),
    "channels.supervise_tel": ("投诉渠道", lambda item: item.channels and item.channels.supervise_tel),
    "channels.window": (
        "办理地点和时间",
        lambda item: item.channels and item.channels.window and item.channels.window_hours,
    ),
}
"""Dotted key of each element, its Chinese name, and whether an item has it."""


def check_elements(item: ServiceItem, note: Note) -> None:
    """Tell `note(key, message)` of every element that is missing, by its Chinese name."""
    for key, (name, there) in ELEMENTS.items():
        if not there(item):
            note(key, f"missing element: {name}")
