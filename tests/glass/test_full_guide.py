"""The whole guide: seventeen elements in their order, every paper with its form, nothing lost, nothing scrolled."""

from __future__ import annotations

from dataclasses import replace

import pytest
import samples
from measures import findings
from samples import BASE, SHEETS, services

from config.item_elements import ELEMENTS
from kiosk.domain.rules.statement import statement
from kiosk.domain.state import Informing
from ui.projection import Prefs, Scene
from ui.projection.full_guide import project_full_guide
from ui.projection.guide_elements import LABELS

ITEMS = services().values()


def guide_of(item, **prefs):
    scene = Scene(
        health=samples.WELL,
        items=tuple(ITEMS),
        faults=samples.faults(),
        profile=samples.profile(),
        now=samples.NOW,
        prefs=Prefs(**prefs),
    )
    return project_full_guide(Informing(item.id), scene)


def parts(view):
    return [part for page in view.pages for part in page.parts]


def test_the_elements_are_those_of_the_catalogue_in_its_order():
    assert tuple(name for name, _ in ELEMENTS.values()) == LABELS


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_every_element_is_told_in_order_and_whole(item):
    told = parts(guide_of(item))
    heads = [part.label.split(" ")[0] for part in told if not part.struck]
    assert list(dict.fromkeys(heads)) == list(LABELS)
    assert all(part.text for part in told)
    text = "\n".join(f"{part.label}\n{part.text}" for part in told)
    for material in item.materials:
        assert material.material_name in text
        assert material.source_explain in text
        assert material.page_format in text
    for said in (
        *item.by_law,
        *item.results,
        *item.common_errors,
        *(one.text for one in item.conditions),
        *(one.who for one in item.handle_flow),
        item.task_code,
        item.channels.consult_tel,
        item.channels.supervise_tel,
        item.channels.window,
        item.channels.window_hours,
    ):
        assert said in text
    assert {part.label: part.text for part in told if part.struck} == {
        one.name: f"已取消，不用带：{one.way}" for one in item.cancelled
    }


def test_a_paper_says_its_form_its_source_and_whether_it_is_needed():
    (proof,) = [
        part for part in parts(guide_of(samples.endorse())) if "M-LIVEPROOF" in part.label or "住址或" in part.label
    ]
    assert proof.text.split("\n")[0] == "复印件 1 份 · A4 · 来源：申请人自备 · 可以后补（容缺）"
    assert "可以书面承诺代替" in proof.text


def test_the_papers_that_may_follow_on_the_glass_are_those_of_the_statement_with_its_days():
    """Of every item (F31): nothing more, nothing less than `catalogue deferrals` tells."""
    said = {
        (item.form, part.label.partition("：")[2], line)
        for item in ITEMS
        for part in parts(guide_of(item))
        for line in part.text.split("\n")
        if line.startswith("受理后") and line.endswith("补上")
    }
    entries = statement(ITEMS).entries
    assert said == {(one.form, one.material_name, f"受理后 {one.days} 个工作日内补上") for one in entries} != set()


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_english_tells_as_many_elements(item):
    english = guide_of(item, english=True)
    assert len(parts(english)) == len(parts(guide_of(item)))
    assert english.lead == "Each office's own text is Chinese"


LONG = [(item.id, "elder") for item in sorted(ITEMS, key=lambda item: -len(str(item)))[:3]]
READ = [*((item.id, "") for item in ITEMS), *LONG, (LONG[0][0], "english-elder")]


@pytest.mark.parametrize(("item_id", "mode"), READ)
def test_every_page_has_room_for_its_words(stage, item_id, mode):
    sample = samples.in_mode(samples.Sample(Informing(item_id), prefs=Prefs(sheet="guide")), mode)
    stage.restart(sample)
    pages = stage.glass.over["view"]["pages"]
    for page in pages:
        assert page["place"] in stage.words()
        assert findings(stage) == []
        if page is not pages[-1]:
            stage.tap("More" if "english" in mode else "下一页")
    assert stage.desk.calls == []


def test_the_whole_guide_opens_over_the_short_one_and_closes(stage):
    for name in ("guide", "informing"):
        stage.restart(BASE[name])
        stage.tap("全部指南")
        assert stage.glass.overlay == "FullGuide"
        stage.tap("知道了")
        assert (stage.glass.overlay, stage.glass.screen) == ("", "Guide")


def test_where_no_item_is_in_hand_there_is_help_instead(stage):
    stage.restart(replace(SHEETS["sheet-no-card"], prefs=Prefs(sheet="guide")))
    assert stage.glass.overlay == "Sheet"
