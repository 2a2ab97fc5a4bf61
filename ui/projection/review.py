"""10 · Check and submit: masked, grouped, a way back to each answer; the full number only while a finger holds 看."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from kiosk.domain.asks import AGREE, CHANGE, DECLINE
from kiosk.privacy import mask_name, mask_number
from ui.i18n import mark
from ui.projection.review_answers import answered, delivered, person_fields, said_fields
from ui.projection.review_pages import Group, ReviewPage, ReviewRow, paged
from ui.projection.spoken import spoken
from ui.projection.trouble import trouble
from ui.projection.view import Notice, View
from ui.projection.wording import clock, joined, local, material_short, month_day

if TYPE_CHECKING:
    from kiosk.domain.asks import MaterialRow, ReviewAsk
    from kiosk.domain.run import Run
    from ui.projection.scene import Scene

__all__ = ["ReviewView", "project_review"]

_SEXES = (mark("男"), mark("女"))


@dataclass(frozen=True, slots=True)
class ReviewView(View):
    """`hold` is the name of the button that is held to see the full number, `change` of those that lead back.

    Only the last of the `pages` can be submitted; `next` leads there, `place` says where one is.
    """

    screen: ClassVar[str] = "Review"
    title: str
    pages: tuple[ReviewPage, ...]
    hold: str
    hold_long: str
    change: str
    notice: Notice
    back: str
    help: str
    next: str
    place: str
    submit: str


def project_review(run: Run, ask: ReviewAsk, scene: Scene, fault: str = "") -> ReviewView:
    """Show everything that will be submitted."""
    tr, told = scene.tr, trouble(scene, fault)
    said = (*said_fields(ask, scene), *answered(ask, scene))
    groups = (
        Group(
            "identification-card",
            tr("您的信息（来自刚才的卡）"),
            (*_person(run, ask, scene), *person_fields(run, ask, scene)),
        ),
        Group("list-checks", tr("您填的、选的"), said),
        Group("files", tr("材料和文书（已签名）") if ask.signed else tr("材料和文书"), _papers(run, ask, scene)),
    )
    return ReviewView(
        title=tr("请核对，没错就提交"),
        pages=paged(groups, scene, noticed=bool(told.title)),
        hold=tr("看"),
        hold_long=tr("按住看完整号码"),
        change=tr("改"),
        notice=Notice(f"{told.title} · {told.kept}", "warn") if told.title else Notice(),
        back=tr("返回"),
        help=tr("请人帮我"),
        next=tr("没错，看下一页"),
        place=tr("第 {page} 页，共 {pages} 页", page="%1", pages="%2"),
        submit=tr("没错，提交"),
    )


def _person(run: Run, ask: ReviewAsk, scene: Scene) -> tuple[ReviewRow, ...]:
    tr, identity = scene.tr, run.identity
    name = identity.name if scene.reveal else mask_name(identity.name)
    number = identity.number if scene.reveal else mask_number(identity.number)
    sex = tr(identity.sex) if identity.sex in _SEXES else ""
    nation = next((one.value for one in ask.fields if one.field.prefill == "card.ethnicity"), "")
    people = tr("{name}族", name=nation) if nation else ""
    age = tr("{n} 岁", n=identity.age_on(scene.now.date()))
    return (
        ReviewRow(tr("姓名"), "　".join(part for part in (name, sex, people, age) if part)),
        ReviewRow(tr("证件号"), number, reveal=True),
    )


def _papers(run: Run, ask: ReviewAsk, scene: Scene) -> tuple[ReviewRow, ...]:
    tr = scene.tr
    rows = [_paper(run, row, scene) for row in ask.rows if row.standing in ("on_file", "captured", "office")]
    by = tr("后补，最晚 {day}", day=month_day(scene, ask.promise_due)) if ask.promise_due else tr("受理后再补")
    rows += [ReviewRow(material_short(scene, m), by, tr("已同意承诺")) for m in ask.promised]
    names = (
        joined(scene, tuple(material_short(scene, run.item.material(c)) for c in w.replaces)) for w in ask.committed
    )
    rows += [ReviewRow(name, tr("承诺代替，免交"), tr("已同意承诺")) for name in names]
    rows += _reuse(ask, scene)
    rows += delivered(run, ask, scene)
    if ask.notice:
        told = {"call": tr("打电话"), "sms": tr("发短信"), "voice": tr("语音电话"), "none": tr("不用告诉我")}
        change = f"{CHANGE}notice" if "notice" in ask.changeable else ""
        rows.append(ReviewRow(tr("怎么告诉您"), told[ask.notice], tr("您选的"), change=change))
    return tuple(rows)


def _reuse(ask: ReviewAsk, scene: Scene) -> list[ReviewRow]:
    """Say what handing in agrees to, and offer not to; or, where that was done, to agree after all."""
    tr = scene.tr
    if ask.reused:
        agreed = spoken(scene, ask.agreement)
        return [ReviewRow(tr("证照调用"), agreed, joined(scene, ask.reused), change=DECLINE, act=tr("不同意"))]
    if ask.declined:
        return [ReviewRow(tr("证照调用"), tr("没有同意，自己交材料"), change=AGREE, act=tr("同意"))]
    return []


def _paper(run: Run, row: MaterialRow, scene: Scene) -> ReviewRow:
    tr, name = scene.tr, material_short(scene, row.material)
    pages = [page for page in run.captured if page.material_code == row.material.material_code]
    if pages:
        taken = clock(local(scene, pages[-1].taken))
        told = tr("您说就是它，交人工看") if pages[-1].doubt else tr("刚才 {time} 拍摄", time=taken)
        return ReviewRow(name, tr("已拍 {n} 页", n=len(pages)), told)
    if row.material.capture == "screen_form":
        return ReviewRow(name, tr("已在屏幕上填好"))
    if row.material.capture == "id_reader":
        return ReviewRow(name, tr("已有，免交"), tr("刚才刷卡读取"))
    if row.standing == "office":
        return ReviewRow(name, tr("部门替您查，免交"))
    return ReviewRow(name, tr("已有，免交"), tr("来自{source}", source=row.source) if row.source else "")
