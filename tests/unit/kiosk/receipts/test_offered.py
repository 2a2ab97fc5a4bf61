"""A slip that a step offers: what is empty is left out, what is somebody's is masked, a foreign field is refused."""

from __future__ import annotations

import datetime as dt

import pytest

from drivers.printers.document import CodeBlock, Foot, KeyValue, Numbered, Text, Title
from kiosk.domain.inquiry import Printout
from kiosk.receipts import papers_of
from kiosk.receipts.errors import PaperRefused
from kiosk.receipts.facts import Place
from kiosk.receipts.offered import offered_paper

NOW = dt.datetime(2026, 11, 25, 9, 30, tzinfo=dt.UTC)
PLACE = Place("K0007", "示范区政务服务中心", "示范市政务服务")


def slip(offered, copy=1):
    return offered_paper(papers_of("999901")["slip"], offered, copy, place=PLACE, now=NOW).blocks


def test_a_bare_slip_says_title_time_and_place_alone():
    blocks = slip(Printout("slip", {"title": "办件进度"}))
    assert [block.value for block in blocks if isinstance(block, KeyValue)] == ["2026-11-25\u2002星期三\u200217:30"]
    assert not [block for block in blocks if isinstance(block, CodeBlock | Numbered)]
    assert Title("办件进度", framed=True) in blocks


def test_lines_and_steps_stand_one_by_one_and_the_name_is_masked():
    offered = Printout(
        "slip",
        {"title": "预约凭条", "applicant": "赵桂兰", "lead": "A012"},
        lines=(("窗口", "A01"), ("时段", "09:00–09:30")),
        steps=("准时来", "带身份证"),
    )
    blocks = slip(offered, copy=2)
    assert [(b.label, b.value) for b in blocks if isinstance(b, KeyValue)][:3] == [
        ("申请人", "赵*兰"),
        ("窗口", "A01"),
        ("时段", "09:00–09:30"),
    ]
    assert next(b for b in blocks if isinstance(b, Numbered)).steps == ("准时来", "带身份证")
    assert any("补打" in b.mark for b in blocks if isinstance(b, Title))
    assert any(b.text == "A012" for b in blocks if isinstance(b, Text))


@pytest.mark.parametrize("applicant", ["赵桂兰", ""])
def test_only_a_slip_with_a_name_says_that_it_is_masked(applicant):
    (foot,) = (
        block for block in slip(Printout("slip", {"title": "x", "applicant": applicant})) if isinstance(block, Foot)
    )
    assert any("姓名已遮去" in line for line in foot.lines) is bool(applicant)


def test_a_field_that_the_paper_does_not_know_is_refused():
    with pytest.raises(PaperRefused):
        slip(Printout("slip", {"title": "x", "salary": "1"}))
