from __future__ import annotations

from collections.abc import Callable

import pytest
from attrs import frozen

from severa_vnf import NotFound
from severa_vnf.testing.faults import Kind
from tests.flows.office import DRAFT, FAILED, HELD, TO_TRANSFER, Office, few
from tests.swarm import checkers
from tests.swarm.checkers import CHECKERS, Checker
from tests.swarm.expected import expected
from tests.swarm.explained import explained
from tests.swarm.scene import Scene
from tests.year.host import SETTINGS


@frozen
class Told:
    """A problem."""

    stream: str
    record: str
    code: str


def after_a_run() -> tuple[Office, Scene]:
    """An invoice that crossed, one that is held and one whose VAT is wrong, seen before and after; and a stranger."""
    office = Office(few(0, HELD, wrong_vat=True), SETTINGS)
    office.vnf.load("customer_invoice", [{"referenceNumber": "900001", "customer": {"number": "10002"}}])
    scene = Scene(office.severa, office.vnf, expected(office.world))
    scene.look(people=True)
    office.cycle()
    scene.look()
    scene.problems = [one.problem() for one in office.bridge().problems()]
    return office, scene


@pytest.fixture
def place() -> tuple[Office, Scene]:
    """Made anew for each test."""
    return after_a_run()


def said(scene: Scene, checker: Checker) -> list[str]:
    """What a checker says, at any moment and at rest."""
    return [*checker.now(scene), *checker.rest(scene)]


def test_nothing_is_wrong_after_a_run(place: tuple[Office, Scene]) -> None:
    """No checker says a word where all is right."""
    assert [one for checker in CHECKERS for one in said(place[1], checker)] == []


Fault = Callable[[Office, Scene], None]


def _document(office: Office, scene: Scene) -> str:
    return scene.documents_of(office.guid(0))[0].rpartition(" ")[2]


def second_document(office: Office, scene: Scene) -> None:
    """A copy appears, mark and all."""
    office.vnf.copy_document("customer_invoice", _document(office, scene))


def stranger_deleted(office: Office, scene: Scene) -> None:
    """Somebody else's document is gone."""
    office.vnf.remove("customer_invoice", "900001")


def stranger_changed(office: Office, scene: Scene) -> None:
    """Somebody else's document is ours now."""
    office.vnf.edit("customer_invoice", "900001", note="ours")


def foreign_number(office: Office, scene: Scene) -> None:
    """An invoice has the number of another one's document."""
    office.spoil("invoices", office.guid(1), number=int(_document(office, scene)))


def number_not_written(office: Office, scene: Scene) -> None:
    """An invoice has a number of its own."""
    office.severa.edit("invoices", office.guid(0), number=4711)


def lost(office: Office, scene: Scene) -> None:
    """It crossed, and is a draft again."""
    office.move(0, DRAFT)


def total_off(office: Office, scene: Scene) -> None:
    """A cent more than is tolerated."""
    office.total(0, "0.06")


def held_crossed(office: Office, scene: Scene) -> None:
    """What must not cross has a document."""
    office.vnf.copy_document("customer_invoice", _document(office, scene), note=f"Severa invoice {office.guid(1)}")


def held_in_silence(office: Office, scene: Scene) -> None:
    """Nobody is told."""
    scene.problems = ()


def customer_twice(office: Office, scene: Scene) -> None:
    """A customer is made again."""
    one = office.severa.documents("customers")[0]
    office.vnf.load("customer", [{"number": "19999", "name": one["name"]}])


def item_twice_in_severa(office: Office, scene: Scene) -> None:
    """A code stands twice."""
    one = office.severa.documents("work_types")[0]
    office.severa.load("work_types", [{**one, "guid": "another"}])


def waits_for_ever(office: Office, scene: Scene) -> None:
    """A doubt stays."""
    scene.problems = (*scene.problems, Told("invoices", office.guid(0), "waits-for-certainty"))


def refused_for_ever(office: Office, scene: Scene) -> None:
    """It crossed, and has failed."""
    office.move(0, FAILED)


def strangers_number(office: Office, scene: Scene) -> None:
    """An invoice goes on with the number of somebody else's document."""
    office.erase(_document(office, scene))
    office.spoil("invoices", office.guid(0), number=900001)


def ended_for_one_record(office: Office, scene: Scene) -> None:
    """A run ended because one record was not there."""
    scene.ended = NotFound("no such record", system="vnf", method="GET", path="/v1/customer/1")


def invented(office: Office, scene: Scene) -> None:
    """A problem that nobody has."""
    scene.problems = (*scene.problems, Told("invoices", office.guid(0), "vat-differs"))


def paid_by_nobody(office: Office, scene: Scene) -> None:
    """It is paid in Severa alone."""
    office.move(0, "Betaald")


PLANTED: list[tuple[Fault, type[Checker]]] = [
    (second_document, checkers.NoSecondDocument),
    (stranger_deleted, checkers.StrangersAreLeftAlone),
    (stranger_changed, checkers.StrangersAreLeftAlone),
    (foreign_number, checkers.NumberIsTheDocuments),
    (number_not_written, checkers.NumberIsTheDocuments),
    (strangers_number, checkers.NoStrangersDocument),
    (ended_for_one_record, checkers.OneRecordEndsNoRun),
    (lost, checkers.NothingIsLost),
    (total_off, checkers.TotalsAgree),
    (held_crossed, checkers.HeldStaysOut),
    (held_in_silence, checkers.HeldStaysOut),
    (customer_twice, checkers.NoSecondRecord),
    (item_twice_in_severa, checkers.NoSecondRecord),
    (waits_for_ever, checkers.NothingWaitsForEver),
    (refused_for_ever, checkers.NothingWaitsForEver),
    (invented, checkers.OnlyAllowedProblems),
    (paid_by_nobody, checkers.PaidOnlyWhatIsPaid),
]


@pytest.mark.parametrize(("fault", "checker"), PLANTED, ids=lambda one: one.__name__)
def test_each_checker_catches_its_fault(place: tuple[Office, Scene], fault: Fault, checker: type[Checker]) -> None:
    """What is planted is said by the checker whose rule it breaks."""
    office, scene = place
    fault(office, scene)
    scene.look()
    assert said(scene, checker())


def test_every_checker_has_a_planted_fault() -> None:
    """No checker is believed that was never seen to fail."""
    assert {type(one) for one in CHECKERS} == {checker for _, checker in PLANTED}


def test_a_doubt_made_by_people_is_allowed(place: tuple[Office, Scene]) -> None:
    """An invoice whose document a person touched need not cross, as long as somebody is told of it."""
    office, scene = place
    scene.expected.doubt([office.guid(0)], "doubtful-document")
    office.move(0, TO_TRANSFER)
    scene.problems = (*scene.problems, Told("invoices", office.guid(0), "doubtful-document"))
    scene.look()
    assert [one for checker in CHECKERS for one in said(scene, checker)] == []


def test_what_holds_first_is_told_first(place: tuple[Office, Scene]) -> None:
    """What must not cross and waits may be held by a doubt that people made; one that failed tells why it failed."""
    office, scene = place
    guid = office.guid(1)
    scene.expected.doubt([guid], "numbered-alike")
    others = (one for one in scene.problems if one.record != guid)
    scene.problems = (*others, Told("invoices", guid, "numbered-alike"))
    for status, wrong in ((TO_TRANSFER, False), (FAILED, True), (DRAFT, False)):
        office.move(1, status)
        scene.look()
        assert bool(said(scene, checkers.HeldStaysOut())) == wrong


def test_a_document_without_its_mark(place: tuple[Office, Scene]) -> None:
    """It may be taken for any invoice that is of its customer or total, and for no other; with its mark for none."""
    office, scene = place
    other, held = office.guid(2), office.guid(1)
    scene.problems = [Told("invoices", guid, "looks-alike") for guid in (other, held)]
    scene.allow_look_alikes()
    assert not any(scene.expected.may_be_told(guid, "looks-alike") for guid in (other, held))
    office.vnf.edit("customer_invoice", _document(office, scene), note="")
    scene.look(people=True)
    key = scene.documents_of(office.guid(0))[0]
    scene.documents[key] = {**scene.documents[key], "customer": scene.invoices[other]["customer"]}
    scene.allow_look_alikes()
    told = [scene.expected.may_be_told(guid, "looks-alike") for guid in (other, held)]
    assert told == [True, False]


def test_what_a_person_copies_is_the_persons(place: tuple[Office, Scene]) -> None:
    """A copy that somebody makes at the screen, mark and all, is no second document of ours."""
    office, scene = place
    second_document(office, scene)
    scene.look(people=True)
    assert said(scene, checkers.NoSecondDocument()) == []
    assert len(scene.strangers) == 2


def test_what_a_kind_explains_may_be_told_while_it_lasts(place: tuple[Office, Scene]) -> None:
    """A code is allowed by the kinds that exist in this world alone, and never once all is at rest."""
    _, scene = place
    scene.problems = (Told("customers", "somebody", "number-changed"),)
    checker = checkers.OnlyAllowedProblems()
    assert [*checker.now(scene)] != []
    scene.expected.explained = explained([Kind.EMPTY_ID])
    assert [*checker.now(scene)] == []
    assert [*checker.rest(scene)] != []
    assert explained([]) == frozenset()
    assert explained(Kind) > explained([Kind.UNREACHABLE])
