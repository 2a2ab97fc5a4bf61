"""Nothing is asked twice in a visit (F22), and nothing that was shown outlives it."""

from dataclasses import replace

from visits import ITEM, ZHAO, Hall

from kiosk.domain.reports import CardRemoved, Consulted, FiledFound
from kiosk.journeys.catalogue import Catalogue
from kiosk.journeys.standing import missing

AGAIN = "elder-card-again"


def hall_with_two_matters():
    hall = Hall()
    joint = next(item for item in hall.attendant._cx.catalogue.items if item.id == ITEM)
    other = tuple(
        replace(one, material_code="M-HOME") if one.material_code == "M-RESIDE" else one for one in joint.materials
    )
    deferral = replace(joint.deferral, core=("M-IDCARD", "M-HOME"))
    again = replace(joint, id=AGAIN, materials=other, deferral=deferral)
    hall.attendant.renew(Catalogue({joint.id: joint, again.id: again}))
    return hall


def chosen_next(hall):
    hall.attendant.browse("")
    hall.choose(item=AGAIN)
    hall.tell(Consulted(hall.visit, (), reached=True))
    return hall.state.run


def test_the_next_matter_does_not_ask_for_what_was_just_photographed():
    hall = hall_with_two_matters()
    hall.deliver()
    run = chosen_next(hall)
    assert [page.material_code for page in run.captured] == ["M-HOME"]
    assert not missing(run)


def test_the_first_matter_asks_for_it():
    hall = hall_with_two_matters()
    hall.serve()
    assert [one.material_code for one in missing(hall.state.run)] == ["M-RESIDE"]


def test_another_person_is_asked_and_nothing_is_kept_after_the_visit():
    hall = hall_with_two_matters()
    hall.deliver()
    assert hall.attendant._cx.kept
    hall.attendant.leave()
    hall.tell(CardRemoved())
    assert hall.attendant._cx.kept == ()
    hall.wait(60)
    hall.lay_card(identity=replace(ZHAO, number="999901194001010018"))
    hall.attendant.choose(AGAIN)
    hall.tell(FiledFound(hall.visit, ()))
    assert hall.state.run.captured == ()


def test_what_was_not_handed_in_is_not_kept():
    hall = hall_with_two_matters()
    hall.serve()
    hall.answer_until("sign")
    assert hall.attendant._cx.kept == ()
