"""Plans and explanations as values: how they count, how they are compared, how they print."""

from __future__ import annotations

import json

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from severa_vnf.plan import TO_COME, Action, Change, Explained, Field, Plan, Problem, Step
from severa_vnf.rules.registers import CODE_MISSING, LIST_SHORT

RENAMED = Change("name", "vnf", "Old", "New")
NUMBERED = Change("number", "severa", 7, 10)
UPDATE = Step(stream="customers", action=Action.UPDATE, record="a", label="Customer A", changes=(RENAMED, NUMBERED))
CREATE = Step(
    stream="customers",
    action=Action.CREATE,
    record="vnf 8",
    label="Contact B",
    changes=(Change("businessAccount", "vnf", None, TO_COME), Change("lastName", "vnf", None, "B")),
)
ADOPT = Step(stream="items", action=Action.ADOPT, record="c", label="Item C", reason="code")
HOLD = Step(
    stream="items",
    action=Action.HOLD,
    record="d",
    label="Item D",
    problems=(Problem(CODE_MISSING, "items", "d", "Item D"),),
)
NOTHING = Step(stream="items", action=Action.NOTHING, record="e", label="Item E")
SHORT = Problem(LIST_SHORT, "items", "", "Items", value="1, 9 / 9")
PLAN = Plan((UPDATE, CREATE, ADOPT, HOLD, NOTHING), (SHORT,))


def test_counts() -> None:
    """A plan counts its records by what is done with them."""
    assert PLAN.counts == {"update": 1, "create": 1, "adopt": 1, "hold": 1, "nothing": 1}


def test_writes() -> None:
    """What is held or left alone writes nothing."""
    assert PLAN.writes == (UPDATE, CREATE, ADOPT)


def test_printed() -> None:
    """A plan prints a line for each change with the field and both values; records that are left alone do not show."""
    assert str(PLAN).splitlines() == [
        "action  stream     record      what",
        "update  customers  Customer A  Visma.net: name: 'Old' -> 'New'",
        "                               Severa: number: 7 -> 10",
        "create  customers  Contact B   Visma.net: businessAccount: None -> '(given by Visma.net)'",
        "                               Visma.net: lastName: None -> 'B'",
        "adopt   items      Item C      code",
        f"hold    items      Item D      {HOLD.problems[0].text()}",
        "1 update, 1 create, 1 adopt, 1 hold, 1 nothing",
        f"- {SHORT.text()}",
    ]


def test_printed_empty() -> None:
    """A plan without a record says that there is nothing to do."""
    assert str(Plan()).splitlines() == ["action  stream  record  what", "nothing to do"]


def test_a_step_without_a_reason_or_a_change() -> None:
    """A step of which there is nothing to say has its line all the same."""
    assert str(Plan((evolve(ADOPT, reason=""),))).splitlines()[1] == "adopt   items   Item C"


def test_json() -> None:
    """All of a plan stands in its JSON: a person can approve of it elsewhere."""
    whole = json.loads(PLAN.to_json())
    assert whole["steps"][0] == {
        "stream": "customers",
        "action": "update",
        "record": "a",
        "part": "",
        "label": "Customer A",
        "reason": "",
        "changes": [
            {"row": "name", "to": "vnf", "old": "Old", "new": "New"},
            {"row": "number", "to": "severa", "old": 7, "new": 10},
        ],
        "problems": [],
    }
    assert [step["action"] for step in whole["steps"]] == ["update", "create", "adopt", "hold", "nothing"]
    assert whole["steps"][3]["problems"] == [{"code": "code-missing", "text": HOLD.problems[0].text()}]
    assert whole["problems"] == [{"code": "list-too-short", "text": SHORT.text()}]


@pytest.mark.parametrize(
    "other",
    [
        Plan(PLAN.steps),
        Plan(PLAN.steps[1:], PLAN.problems),
        Plan((evolve(UPDATE, changes=(RENAMED,)), *PLAN.steps[1:]), PLAN.problems),
        Plan((evolve(UPDATE, changes=(RENAMED, evolve(NUMBERED, new=11))), *PLAN.steps[1:]), PLAN.problems),
        Plan((evolve(UPDATE, action=Action.HOLD), *PLAN.steps[1:]), PLAN.problems),
    ],
)
def test_digest(other: Plan) -> None:
    """The digest of an equal plan is the same, that of any other is not."""
    assert Plan(tuple(map(evolve, PLAN.steps)), PLAN.problems).digest == PLAN.digest
    assert other.digest != PLAN.digest


def test_fulfils() -> None:
    """A step is what was planned when it does the same to the same record."""
    assert all(step.fulfils(step) for step in PLAN.steps)
    assert evolve(UPDATE, label="Customer A.", reason="named").fulfils(UPDATE)


@pytest.mark.parametrize(
    "other",
    [
        evolve(UPDATE, stream="items"),
        evolve(UPDATE, record="b"),
        evolve(UPDATE, action=Action.ADOPT),
        evolve(UPDATE, action=Action.CREATE),
        evolve(UPDATE, changes=(RENAMED, NUMBERED, Change("email", "vnf", None, "a@b.example"))),
        evolve(UPDATE, changes=(RENAMED, evolve(NUMBERED, to="vnf"))),
        evolve(UPDATE, changes=(evolve(RENAMED, old="Older"), NUMBERED)),
        evolve(UPDATE, changes=(RENAMED, evolve(NUMBERED, new=11))),
        evolve(UPDATE, changes=(evolve(RENAMED, new="Newer"), NUMBERED)),
    ],
)
def test_does_not_fulfil(other: Step) -> None:
    """A step that does anything else is not what was planned, and a plan of it names the record."""
    assert not other.fulfils(UPDATE)
    assert Plan((other,)).moved(PLAN) == ("Customer A",)


@pytest.mark.parametrize(
    ("rest", "planned"),
    [
        (evolve(UPDATE, changes=(RENAMED,)), UPDATE),
        (evolve(UPDATE, changes=(RENAMED, evolve(NUMBERED, old=8))), UPDATE),
        (evolve(UPDATE, changes=(NUMBERED,)), evolve(UPDATE, action=Action.ADOPT)),
        (evolve(UPDATE, twin="vnf 8", changes=(NUMBERED,)), CREATE),
        (evolve(ADOPT, stream="customers", twin="vnf 8"), CREATE),
        (evolve(UPDATE, record="vnf 8", changes=(Change("city", "severa", None, "Delft"),)), CREATE),
    ],
)
def test_the_rest_of_what_was_planned(rest: Step, planned: Step) -> None:
    """What an interruption left fulfils the plan: fewer changes, a number put aside, what was made meanwhile."""
    assert rest.fulfils(planned)
    assert Plan((rest,)).moved(Plan((planned,))) == ()


@pytest.mark.parametrize(
    ("other", "planned"),
    [
        (evolve(UPDATE, record="vnf 8", changes=(RENAMED,)), CREATE),
        (evolve(CREATE, changes=CREATE.changes[1:]), CREATE),
        (evolve(UPDATE, record="c", changes=(RENAMED,)), evolve(ADOPT, stream="customers")),
        (evolve(CREATE, record="c", changes=()), evolve(ADOPT, stream="customers")),
        (evolve(CREATE, record="a", changes=UPDATE.changes), UPDATE),
        (evolve(ADOPT, stream="customers", record="e", twin="vnf 9"), CREATE),
    ],
)
def test_more_than_the_rest(other: Step, planned: Step) -> None:
    """A change of what stood there, a field less of what is to be made, and another record were not planned."""
    assert not other.fulfils(planned)
    assert Plan((other,)).moved(Plan((planned,))) == (other.label,)


@given(st.integers(1).map(str), st.sampled_from(["", " 898"]))
def test_fulfils_with_a_number_that_was_to_come(number: str, whose: str) -> None:
    """Whatever number Visma.net gives fulfils a plan in which it was still to come; the other fields must be equal."""
    account, name = CREATE.changes
    planned = evolve(CREATE, changes=(evolve(account, new=TO_COME + whose), name))
    done = evolve(planned, changes=(evolve(account, new=number), name))
    assert done.fulfils(planned)
    assert not planned.fulfils(done)
    assert not evolve(done, changes=(done.changes[0], evolve(name, new="C"))).fulfils(planned)


def test_moved() -> None:
    """What is done already, or was taken back, has not moved; what nobody planned has."""
    assert PLAN.moved(PLAN) == ()
    assert Plan((CREATE, NOTHING)).moved(PLAN) == ()
    assert Plan((evolve(UPDATE, action=Action.HOLD),)).moved(PLAN) == ()
    assert PLAN.moved(Plan((UPDATE, HOLD, NOTHING))) == ("Contact B", "Item C")


def test_explained() -> None:
    """An explanation prints both values of each field, the agreed one, whose it is, and what comes."""
    told = Explained(
        stream="items",
        record="d",
        label="Item D",
        number="D",
        fields=(
            Field(row="name", severa="a\nb", vnf=None, agreed=7, owner="both", why="Because.", next="waits"),
            Field(row="isActive", severa=True, vnf=True, agreed=True, owner="Severa", why="", next="nothing"),
        ),
        problems=HOLD.problems,
    )
    assert str(told).splitlines() == [
        "Item D: Visma.net D",
        "field     Severa  Visma.net  agreed  owner   next     why",
        "name      a, b               7       both    waits    Because.",
        "isActive  True    True       True    Severa  nothing",
        f"- {HOLD.problems[0].text()}",
    ]


def test_explained_without_a_link() -> None:
    """A record that is not linked says so."""
    told = str(Explained(stream="items", record="d", label="Item D"))
    assert told.splitlines()[0] == "Item D: not linked yet"
