"""Snippets that strangers wrote without knowing the rules, set after set; none may be judged wrongly."""

from pathlib import Path

import pytest

from kiosk.linting.pages import lint_page

SNIPPETS = Path(__file__).with_name("snippets")


def snippets(kind):
    return (SNIPPETS / f"{kind}.txt").read_bytes().decode("utf-8").rstrip("\n").split("\n")


def rules(text):
    return {finding.rule for finding in lint_page(text, "page")}


def test_every_bad_snippet_is_found():
    bad = snippets("bad")
    assert len(bad) >= 300
    assert [line for line in bad if not rules(line)] == []


def test_every_good_snippet_passes():
    good = snippets("good")
    assert len(good) >= 300
    assert [(line, rules(line)) for line in good if rules(line)] == []


@pytest.mark.parametrize("page", sorted((SNIPPETS / "pages").glob("*.txt")), ids=lambda page: page.stem)
def test_whole_pages_are_told_apart(page):
    assert bool(rules(page.read_text(encoding="utf-8"))) is page.stem.startswith("bad")


PAGE = """关于进一步规范居住证签注工作的通知
各派出所：
一、申请条件。居住证持有人在居住地连续居住的，每满1年之日前1个月内申请签注。
二、申请材料。（一）居民身份证原件；（二）居住证原件；（三）居住地住址证明原件。
三、办理时限。法定时限15个工作日，承诺时限3个工作日。
四、办理流程。申请→受理→审核→签注。
五、已取消材料：户口簿复印件，由部门内部核验。
特此通知。
"""


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("承诺时限3个工作日", "承诺时限16个工作日", "beyond-statutory"),
        ("承诺时限3个工作日", "承诺时限1个月", "beyond-statutory"),
        ("法定时限15个工作日，承诺时限3个工作日", "法定时限10日，承诺时限八个工作日", "beyond-statutory"),
        ("承诺时限3个工作日", "承诺时限根据情况另行确定", "open-promise"),
        ("审核→签注", "初审→复审→会审→审定→签注", "too-many-approvals"),
        ("特此通知。", "申请材料：居民身份证、户口本复印件。", "cancelled-comes-back"),
        ("特此通知。", "材料不全的，可多次补正。", "second-notice"),
        ("特此通知。", "统一社会信用代码：11999901MADEM00119", "wrong-code"),
        ("特此通知。", "实施编码：11999901MADEM0011849907110010", "wrong-code"),
        ("（三）居住地住址证明原件", "（三）相关证明", "catch-all"),
        ("居民身份证原件；", "居民身份证原件；注册送彩金；", "spam"),
        ("特此通知。", "不服的，可以依法申请行政复", "cut-sentence"),
        ("各派出所：", "各派出所：\n- 2 - 一、总则", "cut-sentence"),
        ("特此通知。", "办理地点详见 zwfw·top", "foreign-text"),
        ("特此通知。", "特此通知。\\u52a0\\u5fae", "foreign-text"),
        ("特此通知。", "ÉêÇëÈËÓ¦µ±Ìá½»", "foreign-text"),
        ("特此通知。", "网址 zwfw.gоv.cn", "foreign-text"),
    ],
    ids=range(17),
)
def test_one_thing_wrong_in_a_whole_page_is_found(old, new, rule):
    assert rules(PAGE) == set()
    assert old in PAGE
    assert rule in rules(PAGE.replace(old, new, 1))
