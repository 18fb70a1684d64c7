"""What the tests of plans begin with: a record for each thing that can be done with one."""

from __future__ import annotations

from tests.flows.registers.office import A_DAY, Company, communication, contact, customer, item, open_office, project


def of_all_kinds() -> Company:
    """Records on both sides, on one side, and some that can't cross; two customers have each other's numbers."""
    return open_office(
        customer("alike"),
        customer("ringed", "00010002", ours={"number": 10003}),
        customer("turned", "00010003", ours={"number": 10002, "email": None}),
        customer("ours", "00010004", theirs=None),
        customer("theirs", "00010005", ours=None),
        contact("alike-smit", "alike"),
        contact("ours-bakker", "ours", theirs=None),
        communication("mail", "ours-bakker", "EmailAddress", "bakker@ours.example"),
        contact("theirs-visser", "theirs", "00010005", ours=None),
        item("A1"),
        item("B2", theirs=None),
        item("C3", "work_types", ours=None),
        item("", theirs=None, ours={"guid": "no-code"}),
        project(7, "alike"),
        project(8, "ours", theirs=None),
    )


def after_edits() -> Company:
    """The same once it was carried over, a day later, when people have edited records on both sides."""
    office = of_all_kinds()
    office.sync()
    office.later(A_DAY)
    office.severa.edit("customers", "alike", name="Renamed B.V.")
    office.vnf.edit("customer", "00010002", name="Turned round B.V.", mainContact={"email": "new@ringed.example"})
    office.severa.edit("contacts", "ours-bakker", lastName="Slager")
    office.severa.edit("products", "b2", name="Better")
    office.vnf.edit("inventory", "C3", description="Cheaper")
    office.severa.edit("projects", "project-8", isClosed=True)
    return office
