"""What a hall does to a terminal: cards pulled, paper gone, garbage. The window is real, and really touched."""

import json
import os
import shutil
import urllib.request

import journeys
import pytest

from drivers.imaging.codes import read_qr
from drivers.imaging.encode import decode
from drivers.lab.people import PEOPLE
from kiosk.receipts.proof_form import SIGNATURE_SIZE, Statement, from_digits

pytestmark = [
    pytest.mark.pcscd,
    pytest.mark.skipif(os.geteuid() != 0 or shutil.which("pcscd") is None, reason="needs root and pcscd"),
]
WHO = {person.key: person for person in PEOPLE}


@pytest.fixture(scope="module")
def walk():
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with journeys.terminal_in_the_lab() as walk:
        yield walk


def personal(person):
    """Every form in which this person could stand on the glass."""
    return (person.name, f"{person.name[0]}*", person.number, person.number[-4:])


def copy_of(said):
    """Which copy of a case the code on a paper is."""
    return Statement.from_bytes(from_digits(said.rpartition(".")[2])[:-SIGNATURE_SIZE]).copy


def nothing_of(walk, key):
    shown = journeys.texts(walk)
    return [word for word in personal(WHO[key]) if word in shown]


@pytest.mark.parametrize("screen", ["Home", "Capture", "Sign", "Review", "Printing"])
def test_a_pulled_card_leaves_a_calm_screen_and_the_next_person_sees_nothing_of_it(walk, screen):
    first = "zhao" if screen != "Printing" else "ouyang"
    journeys.reach(walk, screen, first)
    walk.lab("card", "remove")
    assert journeys.wait_for(walk, *journeys.CALM - {"Home"}) in journeys.CALM
    assert nothing_of(walk, first) == []
    walk.see("Attract", deadline_s=40)
    journeys.lay(walk, "li")
    walk.see("Home")
    assert nothing_of(walk, first) == []
    assert WHO["li"].name[0] in journeys.texts(walk)
    walk.lab("card", "remove")


def test_without_paper_the_receipt_waits_for_its_owner_and_nobody_else_gets_it(walk):
    walk.see("Attract", deadline_s=40)
    before = len(journeys.papers(walk))
    journeys.reach(walk, "Review", "ou")
    walk.lab("printer", "paper-out")
    walk.tap("没错，提交")
    walk.see("Held")
    walk.read("打印纸用完了")
    walk.read("查询码")
    walk.tap("记好了，取卡")
    walk.see("TakeCard")
    walk.lab("card", "remove")
    walk.see("Rating")
    walk.tap("跳过")
    walk.lab("printer", "refill")
    walk.see("Attract", deadline_s=40)

    journeys.lay(walk, "li")
    walk.see("Home")
    assert len(journeys.papers(walk)) == before
    walk.lab("card", "remove")
    walk.see("Attract", deadline_s=40)

    journeys.lay(walk, "ou")
    walk.see("OfferReceipt")
    walk.tap("领回执")
    walk.see("Done", deadline_s=30)
    assert len(journeys.papers(walk)) == before + 1
    page = decode(journeys.papers(walk)[-1].read_bytes())
    assert copy_of(read_qr(page)) == 1  # the first paper of this case: an original
    walk.tap("再打一张")
    walk.see("Done", deadline_s=30)
    walk.lab("card", "remove")
    assert copy_of(read_qr(decode(journeys.papers(walk)[-1].read_bytes()))) == 2


def test_a_list_of_what_is_missing_and_the_a4_papers_come_on_demand_and_nobody_elses(walk):
    sheets = walk.lab("state")["sheets"]["tray"]
    journeys.reach(walk, "Materials", "li")
    walk.tap("没带怎么办")
    walk.tap("打清单带走")
    journeys.wait_to_read(walk, "清单打好了")
    assert walk.lab("state")["sheets"]["tray"] == sheets + 1
    walk.tap("知道了")
    for step, act in journeys.STEPS.items():
        if step not in {"Home", "Guide"}:
            walk.see(step)
            act(walk)
    walk.see("Done", deadline_s=40)
    walk.tap("打 A4 通知书")
    journeys.wait_to_read(walk, "A4 通知书打好了，请到 A4 出纸口取")
    assert walk.lab("state")["sheets"]["tray"] == sheets + 3
    walk.lab("card", "remove")
    walk.see("Attract", deadline_s=60)


def test_a_card_that_answers_garbage_is_explained_and_the_next_one_served(walk):
    walk.see("Attract", deadline_s=40)
    walk.lab("card", "insert", "shebao", "--garbage")
    walk.see("Fault")
    assert len([word for word in ("请人帮我", "再试一次", "回到首页") if word in journeys.texts(walk)]) >= 1
    walk.lab("card", "remove")
    journeys.lay(walk, "li")
    walk.see("Home", deadline_s=30)
    walk.lab("card", "remove")


def test_a_camera_that_sends_no_pictures_is_said_and_comes_back(walk):
    journeys.reach(walk, "Materials", "zhao")
    walk.lab("camera", "garbage")
    walk.tap("拍居住证明")
    walk.see("Capture")
    walk.glimpse("画面", "camera-garbled")
    walk.lab("camera", "on")
    walk.lab("camera", "show", "residence-proof")
    walk.see("CaptureCheck", deadline_s=40)
    walk.lab("card", "remove")


def test_a_platform_that_answers_html_gives_a_slip_that_says_received_and_the_case_arrives_later(walk):
    journeys.reach(walk, "Review", "zhao")
    _fault(walk, "html")
    walk.tap("没错，提交")
    walk.see("Done", deadline_s=40)
    walk.read("已收件，还没受理")
    _fault(walk, "normal")
    walk.tap("办完了，取卡")
    walk.see("TakeCard")
    walk.lab("card", "remove")
    walk.see("Rating")
    walk.tap("跳过")
    walk.see("Attract", deadline_s=40)
    from ui.demo.children import until

    until(lambda: _names(walk).count(WHO["zhao"].name) == 1, 60, "the case at the platform")


def _fault(walk, mode):
    url = f"{walk.stage.platform_url}/_sandbox/faults"
    body = json.dumps({"mode": mode}).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"}, method="POST")
    urllib.request.urlopen(request).close()


def _names(walk):
    def get(path):
        with urllib.request.urlopen(f"{walk.stage.platform_url}{path}") as answer:
            return json.load(answer)

    listed = get("/_sandbox/cases")
    cases = listed["cases"] if isinstance(listed, dict) else listed
    return [get(f"/_sandbox/cases/{case['case_id']}")["body"]["identity"]["name"] for case in cases]
