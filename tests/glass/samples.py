"""Sample states for the glass: every screen at least once. People and offices are fictional (示范市, 999901)."""

from __future__ import annotations

import datetime as dt
import functools
import io
from dataclasses import dataclass, field, replace

from identity_samples import PROVING
from pay_samples import PAYING
from PIL import Image, ImageDraw
from plain_samples import PLAIN
from result_samples import RESULTS

from config.frequent_questions import FrequentQuestion
from config.load import load_faults, load_services, load_workdays
from config.places import load_places
from config.published import GuideCard, Notice
from config.schema import DeviceChoice, Profile
from kiosk.domain import asks, state
from kiosk.domain.case import Acknowledgement, Captured, Filed, Holding, Promise, Signature
from kiosk.domain.case_status import CaseStatus
from kiosk.domain.draft import draft_of
from kiosk.domain.keying import TypedKey
from kiosk.domain.person import Identity
from kiosk.domain.rules.eligibility import Judgement, judge
from kiosk.domain.rules.truth import Truth
from kiosk.domain.run import Run
from kiosk.domain.workdays import Workdays
from kiosk.journeys.kinds import step_kinds
from kiosk.journeys.nameless import nobody
from kiosk.journeys.phone_code import asked
from kiosk.journeys.protocol import Moment
from kiosk.journeys.reuse import ONCE
from kiosk.receipts import receipt_document
from ui.projection import Prefs

ZONE = dt.timezone(dt.timedelta(hours=8))
NOW = dt.datetime(2026, 11, 21, 9, 43, tzinfo=ZONE)
CANARY_NAME = "赵桂兰"
CANARY_NUMBER = "999901195310110227"
DUE = dt.date(2026, 11, 27)

WELL = state.Health(online=True)
OFFLINE = state.Health(online=False)
NO_PAPER = state.Health(printer="printer-paper-out", online=True)
NO_READER = state.Health(reader="reader-gone", printer_low=True, online=False)
FULL = state.Health(online=False, intake="outbox-full")
WAITING = state.Health(online=True, paper_waits=True)
SHORT = state.Health(printer_low=True, receipts_left=12, online=True)


TOWN = load_places().seen_from("K0007")
AROUND = Moment(NOW, Workdays(load_workdays()), "示范市", TOWN)


@functools.cache
def services():
    return load_services()


@functools.cache
def faults():
    return load_faults()


def profile():
    lab = DeviceChoice(driver="lab", lab=True)
    return Profile(
        name="test",
        live=False,
        terminal_id="K0007",
        site="高新分中心",
        site_en="Hi-tech Zone Branch",
        region_name="示范市",
        region_code="999901",
        reader=lab,
        camera=lab,
        printer=lab,
        platform=lab,
        sheets=lab,
        state_dir="",
    )


def person(**changes):
    known = Identity(
        kind="resident",
        name=CANARY_NAME,
        number=CANARY_NUMBER,
        sex="女",
        birth=dt.date(1953, 10, 11),
        trust="sam_verified",
    )
    return replace(known, **changes)


def typed(**changes):
    return replace(TypedKey("E76543210", "19520229", "20350101", line="expiry"), **changes)


def joint():
    return services()["elder-card-joint"]


def plain_item():
    return replace(services()["pension-proof"], steps=())


def run(item=None, step="guide", **changes):
    item = item or joint()
    index = next((n for n, s in enumerate(item.steps) if s.kind == step), 0)
    return replace(Run(item, person(), index), **changes)


def endorse():
    return services()["residence-permit-endorse"]


def questions(n=1, fault="", **said):
    """The item's own question; beyond it made-up ones, of every length."""
    own = endorse().questions[0]
    more = (
        replace(own, id="renting", text="您住的房子是租的吗？", text_en="Do you rent your home?"),
        replace(own, id="long", text="您在现在的地址，从上一次签注到今天，一直连续居住吗？"),
        replace(own, id="fourth", text="您最近三个月换过工作单位吗？", why="换了单位，就业证明要重新开", why_en=""),
    )
    asked = (own, *more)[:n]
    answers = {key: value for key, value in said.items() if value is not None}
    ask = asks.QuestionsAsk(asked, answers, frozenset(said.keys() - answers.keys()))
    return state.Serving(run(endorse(), "questions"), ask, fault)


def commit(fault=""):
    ask = asks.CommitAsk(endorse().commitment("address-unchanged"), (endorse().material("M-LIVEPROOF"),))
    return state.Serving(run(endorse(), "commit"), ask, fault)


def rows(**standings):
    as_of = dt.date(2026, 11, 20)
    known = {
        "M-IDCARD": ("on_file", "公安机关", NOW.date()),
        "M-NOCARD": ("on_file", "示范市民政局", as_of, "A"),
        "M-RESIDE": ("to_capture", "", None),
        "M-PHOTO": ("deferrable", "", None),
    }
    known.update({key.replace("_", "-"): (value, "", None) for key, value in standings.items()})
    return tuple(asks.MaterialRow(joint().material(code), *rest) for code, rest in known.items())


def guide(item=None, **changes):
    item = item or joint()
    ask = asks.GuideAsk(item, Judgement(Truth.YES, (), {}))
    return state.Serving(run(item), replace(ask, **changes))


def closed():
    """A blocked item with steps, at night."""
    item = replace(joint(), offline_policy="blocked", backend_hours="12:00-23:00")
    return guide(item, opens=NOW.replace(hour=12, minute=0))


def committed():
    ask = asks.ReviewAsk((asks.MaterialRow(endorse().material("M-IDCARD"), "on_file", "", NOW.date()),), None, (), True)
    known = replace(signed_run(), item=endorse(), captured=(), index=7)
    return state.Serving(known, replace(ask, committed=endorse().commitments))


def materials(consulted=True, fault="", **standings):
    due = DUE if consulted else None
    ask = asks.MaterialsAsk(joint(), rows(**standings), tuple(one.name for one in joint().cancelled), consulted, due)
    holdings = (Holding("老年优待证未领记录", "示范市民政局", dt.date(2026, 11, 20)),)
    return state.Serving(run(step="materials", consulted=consulted, holdings=holdings), ask, fault)


GATES = tuple(asks.Gate(name, ok) for name, ok in (("complete", True), ("sharp", True), ("glare", False)))
CORNERS = ((0.135, 0.105), (0.835, 0.075), (0.885, 0.865), (0.115, 0.895))


def capture(viewfinder=None, **changes):
    finder = viewfinder or asks.Viewfinder(CORNERS, GATES, 0.0)
    ask = replace(asks.CaptureAsk(joint().material("M-RESIDE"), finder), **changes)
    pages = (page(),) if ask.taken else ()
    return state.Serving(run(step="capture", captured=pages), ask)


@functools.cache
def jpeg():
    """A sheet with grey lines that says nothing about anybody."""
    sheet = Image.new("RGB", (1000, 1414), "#F7F5EF")
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((300, 120, 700, 190), fill="#3A3F49")
    for n in range(6):
        pen.rectangle((120, 330 + n * 90, 880 - 90 * (n % 3), 352 + n * 90), fill="#9AA1AE")
    pen.ellipse((560, 960, 820, 1220), outline="#C83A34", width=12)
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=90)
    return out.getvalue()


def page():
    return Captured("M-RESIDE", jpeg(), 1000, 1414, NOW)


def good():
    gates = tuple(replace(gate, ok=True) for gate in GATES)
    return asks.Viewfinder(CORNERS, gates, 0.72)


def steady(*, ok=True):
    """All four gates of the camera, as it sends them."""
    return asks.Viewfinder(CORNERS, (*(good().gates if ok else GATES), asks.Gate("steady", ok=ok)), 0.72 if ok else 0.0)


def premises():
    """The paper with the longest common errors."""
    return services()["sole-trader-setup"].material("M-PREMISES")


def promise(due=DUE):
    return state.Serving(run(step="promise"), asks.PromiseAsk((joint().material("M-PHOTO"),), 5, due))


def sign(fault=""):
    ask = asks.SignAsk(("老年人优待证与乘车卡申请表", "照片后补承诺书"))
    return state.Serving(run(step="sign"), ask, fault)


def signed_run(step="review"):
    signature = Signature((((0.0, 0.0, 0), (9.0, 9.0, 9)),), b"", NOW)
    return run(step=step, captured=(page(),), signature=signature)


def review(fault="", **changes):
    ask = asks.ReviewAsk(
        rows(M_RESIDE="captured", M_PHOTO="promised"),
        DUE,
        (joint().material("M-PHOTO"),),
        signed=True,
        reused=("老年优待证未领记录",),
        agreement=ONCE,
        delivery="window",
        changeable=frozenset({"delivery"}),
    )
    return state.Serving(signed_run(), replace(ask, **changes), fault)


def form(fault="", ask="phone", item="aged-allowance", **changes):
    """A field of digits: nothing yet, being typed, or filled in before."""
    known = services()[item]
    index = next(n for n, step in enumerate(known.steps) if step.options.get("ask") == ask)
    filling = replace(Run(known, person(), index), **changes)
    return state.Serving(filling, step_kinds()["form"].ask(filling, AROUND), fault)


def review_of(item="sole-trader-setup", fault="", **form):
    """A whole application: everything that was said, on as many pages as it needs."""
    known = services()[item]
    signature = Signature((((0.0, 0.0, 0), (9.0, 9.0, 9)),), b"", NOW)
    holder = person(ethnicity="01", address="示范市示范区幸福路12号3单元")
    index = next(n for n, step in enumerate(known.steps) if step.kind == "review")
    filled = Run(known, holder, index, signature=signature, day=NOW.date(), region="示范市", form=form)
    filled = replace(filled, answers={question.id: False for question in known.questions})
    return state.Serving(filled, step_kinds()["review"].ask(filled, AROUND), fault)


def helped():
    run_ = signed_run("receipt")
    return replace(run_, identity=replace(run_.identity, helper="5f0c1a2b3c"))


def rate():
    ask = asks.RateAsk(joint().task_name, ANSWER.server_no, "K0009")
    return state.Serving(run(services()["evaluation"], "rate"), ask)


def thanks(level, step="thanks"):
    about = {"title": joint().task_name, "number": ANSWER.server_no, "counter": "K0009", "case": "c", "level": level}
    known = run(services()["evaluation"], step, form=about)
    return state.Serving(known, step_kinds()[step].ask(known, Moment(NOW, Workdays(load_workdays()))))


def delivery():
    known = run(endorse(), "delivery")
    known = replace(known, identity=person(address="示范市示范区幸福路12号3单元"))
    return state.Serving(known, step_kinds()["delivery"].ask(known, Moment(NOW, Workdays(load_workdays()))))


def complaint(step, **form):
    known = run(services()["complaint-unresolved"], step, form={"kind": "stuck", **form})
    return state.Serving(known, step_kinds()[step].ask(known, Moment(NOW, Workdays(load_workdays()))))


def by_code(typed, **form):
    known = replace(run(services()["case-progress"], "progress_code", form=form), identity=nobody(), typing=typed)
    return state.Serving(known, step_kinds()["progress_code"].ask(known, Moment(NOW, Workdays(load_workdays()))))


def notice_way():
    known = run(services()["aged-allowance"], "notice", form={"phone": "13800138000"})
    return state.Serving(known, step_kinds()["notice"].ask(known, Moment(NOW, Workdays(load_workdays()))))


ANSWER = Acknowledgement("case-1", "11999901MADEM001184990711001000202611210004", NOW.replace(minute=48), DUE)


def filed(accepted=True, **changes):
    known = Filed(
        case_id="case-1",
        receipt_no="K0007-20261121-0042-C",
        query_code="7K3M9QX4",
        item_id="elder-card-joint",
        task_name=joint().task_name,
        dept_name=joint().dept_name,
        masked_name="赵*兰",
        materials=("身份证信息", "居住证明 1 页"),
        filed=NOW.replace(minute=48),
        promise=Promise(("M-PHOTO",), 5, DUE),
        promised_names=("照片",),
        next_steps=joint().next_steps,
        acknowledgement=ANSWER if accepted else None,
    )
    return replace(known, **changes)


NOTICE = Notice(
    title="谨防假冒工作人员",
    text="政务服务中心不会打电话要银行卡密码或验证码。有疑问请拨 12345 核实。",
    start=dt.date(2026, 11, 1),
    end=dt.date(2027, 3, 31),
)
LONG_NOTICE = replace(NOTICE, title="窗口服务时间有变化请看清", text=f"{'今天下午窗口照常开放；' * 9}请看公告。")
ANSWERS = GuideCard(
    item="elder-card-joint",
    questions=(
        FrequentQuestion(
            id="photo",
            ask="没带照片怎么办？",
            answer="可以先办，照片在承诺的工作日内补交：回到自助终端刷身份证，选“补材料”。",
        ),
        FrequentQuestion(id="parents", ask="可以替父母办吗？", answer="可以到窗口办，请带老人和您的身份证。"),
        FrequentQuestion(
            id="early", ask="还差几天满 60 周岁，能先办吗？", answer="满 60 周岁当天起可以办，之前系统不收。"
        ),
    ),
)
ASKED = CaseStatus(
    "supplement",
    reason="照片不是近六个月内拍的，看不清脸。",
    bring=("近六个月的免冠照片", "居住证明原件"),
    until=dt.date(2026, 12, 2),
)
REFUSED = CaseStatus(
    "refused",
    reason="您的户籍在外市，应当在户籍所在地申请；已经在本市住满半年的，请带居住证明到窗口当面核对后再办。",
    bring=("居住证", "居住证明原件", "本人照片", "户口簿"),
)


def receipt():
    """The paper of the accepted case, with a code that says as much as a signed one does."""
    code = f"https://zwfw.example/q#7K3M9QX4.{'2718281828' * 26}271"
    return receipt_document(
        filed(),
        1,
        terminal_id="K0007",
        site="高新分中心",
        issuer="示范市政务服务",
        prove=lambda _filed, _copy, _now: code,
        now=NOW,
    )


def delivering(phase, accepted=True, **changes):
    return replace(state.Delivering(person(), filed(accepted), phase), **changes)


@dataclass(frozen=True)
class Sample:
    state: object
    health: state.Health = WELL
    prefs: Prefs = field(default_factory=Prefs)
    simulated: tuple = ()
    now: dt.datetime = NOW
    notices: tuple = ()
    guides: dict = field(default_factory=dict)


REPORTED = {
    "matter": "residence-permit-endorse",
    "about": "居住证签注",
    "reason": "ineligible",
    "rule": "residence-permit-endorse@2026.11.1#address",
    "because": "居住地址未变更（变更的办变更签注）",
    "contact": "named",
}
ELDER, LOW = Prefs(elder=True), Prefs(low=True)
CONTRAST, ENGLISH = Prefs(contrast=True), Prefs(english=True)

BASE: dict[str, Sample] = {
    "attract-night": Sample(state.Welcoming(), now=NOW.replace(hour=22, minute=16)),
    "attract-day": Sample(state.Welcoming(), NO_PAPER),
    "attract-notice": Sample(state.Welcoming(), now=NOW.replace(hour=22, minute=16), notices=(NOTICE,)),
    "attract-long-notice": Sample(state.Welcoming(), notices=(LONG_NOTICE,)),
    "home": Sample(state.Choosing()),
    "home-short": Sample(state.Choosing(), SHORT),
    "home-faults": Sample(state.Choosing(), NO_READER),
    "home-known": Sample(state.Choosing(person())),
    "home-known-young": Sample(state.Choosing(person(birth=dt.date(1995, 1, 1)))),
    "list-all": Sample(state.Choosing(category="all")),
    "list-category": Sample(state.Choosing(person(), category="养老服务")),
    "awaiting-card": Sample(state.AwaitingCard("elder-card-joint")),
    "awaiting-card-no-reader": Sample(state.AwaitingCard("elder-card-joint"), NO_READER),
    "progress-code": Sample(by_code("7K3M9")),
    "progress-code-tried": Sample(by_code(None, tries="5")),
    "notice-way": Sample(notice_way()),
    "awaiting-nobody": Sample(state.AwaitingCard("complaint-unresolved")),
    "reading-found": Sample(state.ReadingCard()),
    "reading": Sample(state.ReadingCard(0.66, "reading", "elder-card-joint")),
    "reading-checking": Sample(state.ReadingCard(1.0, "checking")),
    "reading-again": Sample(state.ReadingCard(0.2, "reading", hint="hold-still")),
    "reading-turned": Sample(state.ReadingCard(0.0, hint="wrong-way")),
    "keying": Sample(state.KeyingDocument("elder-card-joint")),
    "keying-date": Sample(state.KeyingDocument(typed=typed(line="birth", birth="195202", expiry=""))),
    "keying-no-day": Sample(state.KeyingDocument(typed=typed(line="birth", birth="19530229"))),
    "keying-ready": Sample(state.KeyingDocument(typed=typed())),
    "keying-away": Sample(state.KeyingDocument(typed=typed(), away=True)),
    "keying-wrong": Sample(state.KeyingDocument(typed=typed(line="number"), fault="card-key-wrong")),
    "keying-withdrawn": Sample(state.KeyingDocument(typed=typed(), fault="card-withdrawn", away=True)),
    "keying-can": Sample(state.KeyingDocument(typed=typed(line="can", can="1234"))),
    "keying-no-can": Sample(state.KeyingDocument(typed=typed(line="number"), fault="card-needs-key"), NO_READER),
    "places": Sample(state.Choosing(category="places")),
    "places-item": Sample(state.Choosing(person(), category="places/sole-trader-setup")),
    "places-night": Sample(state.Choosing(category="places/pension-proof"), now=NOW.replace(hour=22, minute=16)),
    "place": Sample(state.Choosing(category="places", place="k0021")),
    "place-printed": Sample(state.Choosing(category="places", place="k0012", listing="done")),
    "search": Sample(state.Choosing(person(), "search")),
    "search-found": Sample(state.Choosing(person(), "search", "LN", ("elder-card-joint", "aged-allowance"))),
    "search-nothing": Sample(state.Choosing(None, "search", "XQZ")),
    "card-trouble": Sample(state.CardTrouble("card-mute")),
    "card-unknown": Sample(state.CardTrouble("card-unknown", "elder-card-joint")),
    "guide": Sample(guide()),
    "guide-one-tap": Sample(guide(one_tap=True)),
    "delivery": Sample(delivery()),
    "guide-no-paper": Sample(guide(), NO_PAPER),
    "attract-full": Sample(state.Welcoming(), FULL),
    "home-full": Sample(state.Choosing(), FULL),
    "informing-full": Sample(state.Informing("elder-card-joint"), FULL),
    "informing-full-bring": Sample(state.Informing("elder-card-joint", "materials"), FULL),
    "guide-low-paper": Sample(guide(), SHORT),
    "guide-young": Sample(guide(judgement=judge(joint(), {"age": 45}))),
    "informing": Sample(state.Informing("pension-proof")),
    "informing-bring": Sample(state.Informing("residence-permit-endorse", "materials", person())),
    "informing-nothing": Sample(state.Informing("utility-pay", "materials")),
    "questions": Sample(questions()),
    "questions-said": Sample(questions(3, address_changed=True, renting=None)),
    "questions-four": Sample(questions(4, "answer-out-of-turn", address_changed=False)),
    "guide-moved": Sample(guide(endorse(), judgement=judge(endorse(), {"address_changed": True}))),
    "guide-closed": Sample(guide(opens=NOW.replace(hour=23)), now=NOW),
    "guide-waits": Sample(closed()),
    "informing-closed": Sample(state.Informing("pension-proof"), now=NOW.replace(hour=2)),
    "commit": Sample(commit()),
    "commit-fault": Sample(commit("answer-out-of-turn")),
    "review-committed": Sample(committed()),
    "materials-office": Sample(materials(M_NOCARD="office")),
    "materials": Sample(materials()),
    "materials-offline": Sample(materials(consulted=False), OFFLINE),
    "materials-complete": Sample(materials(M_RESIDE="captured", M_PHOTO="on_file")),
    "materials-two": Sample(materials(M_NOCARD="to_capture", M_PHOTO="window")),
    "capture": Sample(capture()),
    "capture-search": Sample(capture(asks.Viewfinder())),
    "capture-good": Sample(capture(good())),
    "capture-deferrable": Sample(capture(deferrable=True)),
    "capture-again": Sample(capture(steady(ok=False), retakes=1)),
    "capture-again-good": Sample(capture(steady(), retakes=1)),
    "capture-again-long": Sample(capture(steady(), retakes=1, material=premises())),
    "capture-again-blank": Sample(capture(steady(), retakes=1, doubt="blank")),
    "capture-doubted": Sample(capture(taken=True, doubt="card")),
    "capture-several": Sample(capture(taken=True, several=True)),
    "capture-lost": Sample(capture(fault="camera-gone")),
    "capture-taken": Sample(capture(taken=True)),
    "promise": Sample(promise()),
    "promise-no-calendar": Sample(promise(None)),
    "sign": Sample(sign()),
    "review": Sample(review()),
    "review-fault": Sample(review("filing-failed")),
    "review-form": Sample(review_of(organisation="family", scope="retail", phone="13800138000", home="elsewhere")),
    "review-purpose": Sample(review_of("no-crime-record", purpose="driver")),
    "form": Sample(form()),
    "form-given": Sample(
        form(ask="home", item="no-crime-record", identity=person(address="示范市示范区幸福路12号3单元"))
    ),
    "form-typing": Sample(form(typing="138001")),
    "form-wrong": Sample(form(ask="account", form={"payout": "bank"}, typing="6222021234567890123")),
    "form-ready": Sample(form(ask="account", form={"payout": "bank"}, typing="6222021234567894")),
    "form-kept": Sample(form(form={"phone": "13800138000"})),
    "submitting": Sample(state.Filing(signed_run("receipt"))),
    "submitting-delivering": Sample(state.Filing(signed_run("receipt"), "delivering", filed(accepted=False))),
    "printing": Sample(delivering("printing", progress=0.68)),
    "printing-received": Sample(delivering("printing", accepted=False, progress=0.2, copy=2)),
    "done-accepted": Sample(delivering("done")),
    "done-received": Sample(delivering("done", accepted=False), OFFLINE),
    "done-sheets": Sample(delivering("done", sheets="done")),
    "done-sheets-held": Sample(delivering("done", sheets="sheets-paper-out")),
    "sheets": Sample(delivering("sheets")),
    "sheets-stopped": Sample(delivering("sheets", code="sheets-paper-out")),
    "done-waiting": Sample(delivering("done"), WAITING),
    "done-received-slow": Sample(delivering("done", accepted=False)),
    "held": Sample(delivering("held", code="printer-paper-out"), NO_PAPER),
    "held-refilled": Sample(delivering("held", accepted=False, code="printer-paper-out")),
    "held-retracted": Sample(delivering("retracted", code="receipt-retracted")),
    "held-unknown": Sample(delivering("unknown", code="printer-unavailable")),
    "offer": Sample(state.OfferingReceipt(person(), filed(accepted=False))),
    "offer-again": Sample(state.OfferingReceipt(person(), filed(copies=1, printed=True), "elder-card-joint"), NO_PAPER),
    "offer-supplement": Sample(state.OfferingReceipt(person(), filed(copies=1, printed=True, status=ASKED))),
    "offer-refused": Sample(state.OfferingReceipt(person(), filed(accepted=False, status=REFUSED))),
    "offer-processing": Sample(
        state.OfferingReceipt(person(), filed(copies=1, printed=True, status=CaseStatus("processing")))
    ),
    "take-card": Sample(state.TakingCard(48, "case-1")),
    "take-card-and-paper": Sample(state.TakingCard(48, "case-1"), WAITING),
    "rating": Sample(state.Rating("case-1")),
    "complain-kind": Sample(complaint("complain_kind")),
    "complain-reason": Sample(complaint("complain_reason")),
    "complain-check": Sample(complaint("complain_check", **REPORTED)),
    "rate": Sample(rate()),
    "thanks-bad": Sample(thanks("2")),
    "reason": Sample(thanks("2", "reason")),
    "rating-chosen": Sample(state.Rating("case-1", 12, 5)),
    "farewell-done": Sample(state.Farewell("done", rated=True)),
    "farewell-paper": Sample(state.Farewell("done"), WAITING),
    "farewell-withdrawn": Sample(state.Farewell("withdrawn")),
    "farewell-printing": Sample(state.Farewell("printing")),
    "farewell-kept": Sample(state.Farewell("kept")),
    "farewell-left": Sample(state.Farewell("left")),
    "farewell-paying": Sample(state.Farewell("paying")),
    "farewell-paid": Sample(state.Farewell("paid")),
    "card-left": Sample(state.CardLeft()),
    "out-of-service": Sample(state.OutOfService("program")),
    "out-of-service-unknown": Sample(state.OutOfService("nobody-knows")),
    "idle": Sample(state.IdleWarning(materials(), 12)),
    "idle-capture": Sample(state.IdleWarning(capture(), 12)),
    "idle-keying": Sample(state.IdleWarning(state.KeyingDocument(typed=typed()), 12)),
    "idle-done": Sample(state.IdleWarning(delivering("done"), 12)),
    "acting": Sample(state.Acting("aged-allowance")),
    "acting-second": Sample(state.Acting("aged-allowance", person())),
    "awaiting-for-another": Sample(state.AwaitingCard("aged-allowance")),
    "helping": Sample(state.Helping("5f0c1a2b3c")),
    "confirming": Sample(state.Confirming(helped())),
    "resuming": Sample(state.Resuming(person(), draft_of(signed_run("review"), NOW))),
    "resuming-changed": Sample(state.Resuming(person(), draft_of(signed_run("review"), NOW), changed=True)),
    "guide-helped": Sample(replace(guide(), run=replace(guide().run, identity=person(helper="5f0c1a2b3c")))),
    "showing-code": Sample(state.ShowingCode("elder-card-joint")),
    "showing-code-late": Sample(state.ShowingCode("elder-card-joint", fault="phone-code-late")),
    "showing-code-asked": Sample(state.ShowingCode("elder-card-joint", asked("GZM1.x.y"))),
}
SHEETS = {
    "sheet-help": Sample(guide(), prefs=Prefs(sheet="help")),
    "sheet-help-answers": Sample(guide(), prefs=Prefs(sheet="help"), guides={"elder-card-joint": ANSWERS}),
    "sheet-guide": Sample(guide(), prefs=Prefs(sheet="guide")),
    "sheet-frequent": Sample(guide(), prefs=Prefs(sheet="frequent")),
    "sheet-frequent-more": Sample(guide(), prefs=Prefs(sheet="frequent"), guides={"elder-card-joint": ANSWERS}),
    "sheet-guide-window": Sample(state.Informing("sole-trader-setup"), prefs=Prefs(sheet="guide")),
    "sheet-list": Sample(materials(), prefs=Prefs(sheet="missing")),
    "sheet-list-printing": Sample(replace(materials(), listing="printing"), prefs=Prefs(sheet="missing")),
    "sheet-list-done": Sample(replace(materials(), listing="done"), prefs=Prefs(sheet="missing")),
    "sheet-list-held": Sample(replace(materials(), listing="printer-jam"), prefs=Prefs(sheet="missing")),
    "sheet-list-no-printer": Sample(materials(), NO_PAPER, prefs=Prefs(sheet="missing")),
    "sheet-missing": Sample(capture(deferrable=True), prefs=Prefs(sheet="missing")),
    "sheet-postpone": Sample(materials(), prefs=Prefs(sheet="postpone")),
    "sheet-no-card": Sample(state.Choosing(), prefs=Prefs(sheet="no-card")),
    "sheet-help-home": Sample(state.Choosing(), prefs=Prefs(sheet="help")),
    "sheet-help-no-paper": Sample(delivering("held", code="printer-paper-out"), NO_PAPER, prefs=Prefs(sheet="help")),
    "sheet-cards": Sample(state.Choosing(), prefs=Prefs(sheet="cards")),
    "sheet-write": Sample(sign(), prefs=Prefs(sheet="write")),
    "sheet-card": Sample(state.ReadingCard(), prefs=Prefs(sheet="card")),
    "sheet-wait": Sample(state.Filing(signed_run("receipt")), prefs=Prefs(sheet="wait")),
    "sheet-elsewhere": Sample(state.OutOfService("program"), prefs=Prefs(sheet="elsewhere")),
    "sheet-slip": Sample(delivering("printing", progress=0.3), prefs=Prefs(sheet="slip")),
}
PLAINLY = {
    name: Sample(state.Serving(run(step="review"), ask, fault, listing))
    for name, (ask, fault, listing) in {**PLAIN, **PAYING, **RESULTS, **PROVING}.items()
}
SAMPLES = {**BASE, **SHEETS, **PLAINLY}
MODES = {
    "": {},
    "elder": {"elder": True},
    "contrast": {"contrast": True},
    "low": {"low": True},
    "english": {"english": True},
    "english-elder": {"english": True, "elder": True},
}


def in_mode(sample, mode):
    return replace(sample, prefs=replace(sample.prefs, **MODES[mode]))
