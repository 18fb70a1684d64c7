"""How far a trouble reaches: one record, one list, or the run."""

from __future__ import annotations

import pytest

from severa_vnf import ServiceDown
from severa_vnf.testing.faults import Fault
from severa_vnf.testing.faults import Kind as Trouble
from tests.flows.office import Kind
from tests.flows.registers.office import Company, codes, contact, customer, described, item, open_office, project

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
CUT = (
    Trouble.HTML_403,
    Trouble.GATEWAY_404,
    Trouble.HTML_404,
    Trouble.HTML_200,
    Trouble.EMPTY_200,
    Trouble.SHORT_LIST,
)
LISTS = {
    "vnf": ("/customer$", "/contact$", "/inventory$", "/project$"),
    "severa": ("/customers$", "/addresses$", "/contactpersons$", "/products$", "/projects$"),
}
IDS = (Trouble.NULL_ID, Trouble.CONTROL_ID, Trouble.LONG_ID)


def company(**switches: object) -> Company:
    """Some of each register, equal on both sides."""
    return open_office(
        *(customer(name, f"0001000{place}") for place, name in enumerate(("acme", "bolt", "coop"), 1)),
        *(contact(name, "acme", "00010001") for name in ("bos", "smit")),
        *(item(code) for code in "ABC"),
        *(project(number, "acme") for number in (1001, 1002)),
        vnf_switches=switches,
    )


def count(office: Company) -> dict[str, int]:
    """How many records there are of each kind."""
    ours = ("customers", "addresses", "contacts", "products", "projects")
    theirs = ("customer", "contact", "inventory", "project")
    return {
        **{name: len(office.severa.documents(name)) for name in ours},
        **{name: len(office.vnf.documents(name)) for name in theirs},
    }


@drivers
@pytest.mark.parametrize("kind", CUT)
def test_a_list_that_cannot_be_believed(kind: Trouble, driver: Kind) -> None:
    """A list that is forbidden, cut or not the service's own ends its register: it is told, and the others go on."""
    office = company()
    before = count(office)
    office.strike("vnf", Fault(kind, "GET", "/customer$"))
    report = office.sync(driver=driver)
    assert ("list-not-read", "Customers") in [(one.code, one.label) for one in report.problems]
    assert count(office) == before
    assert len(office.known("links items")) == 3
    office.strike("vnf")
    office.later()
    office.sync(driver=driver)
    assert (len(office.known("links customers")), len(office.known("links projects"))) == (3, 2)
    assert (office.bridge().problems(), count(office)) == ((), before)


@pytest.mark.parametrize("kind", [Trouble.HTML_403, Trouble.GATEWAY_404, Trouble.LATER_PAGE_404])
@pytest.mark.parametrize(("system", "path"), [(system, path) for system, paths in LISTS.items() for path in paths])
def test_whichever_list_it_is(system: str, path: str, kind: Trouble) -> None:
    """Nothing is made, and nobody is taken for gone, whichever list it is; a later run does the rest."""
    office = company(max_page_size=2)
    before = count(office)
    office.strike(system, Fault(kind, "GET", path))
    office.sync()
    assert count(office) == before
    office.strike(system)
    office.later()
    office.sync()
    assert (office.bridge().problems(), count(office)) == ((), before)
    assert [len(office.known(f"links {name}")) for name in ("customers", "contacts", "items", "projects")] == [
        3,
        2,
        3,
        2,
    ]


@drivers
def test_a_write_that_is_forbidden(driver: Kind) -> None:
    """Where a firewall refuses one record nobody knows whether it was made; the others cross."""
    office = open_office(*(item(code, theirs=None) for code in "ABC"))
    office.strike("vnf", Fault(Trouble.HTML_403, "POST", "/inventory$", nth=2))
    report = office.sync("items", driver=driver)
    assert (report.counts, codes(report)) == ({"created": 2, "deferred": 1}, ["waits-for-certainty-record"])


@drivers
def test_a_record_that_is_forbidden(driver: Kind) -> None:
    """A record that may not be read is told, and nothing is done with it."""
    office = company()
    office.sync()
    office.later()
    for guid in ("acme", "bolt"):
        office.severa.edit("customers", guid, name=f"Renamed {guid}")
    office.strike("severa", Fault(Trouble.HTML_403, "GET", "/customers/acme/addresses"))
    report = office.sync("customers", driver=driver)
    assert (described(report), codes(report)) == ([("updated", "bolt")], ["unreadable-record"])


@drivers
@pytest.mark.parametrize(("system", "path"), [("severa", "/organizationdetails"), ("vnf", "/branch$")])
def test_a_company_that_cannot_be_looked_at(system: str, path: str, driver: Kind) -> None:
    """Where it may not be seen where the credentials lead, nothing is done at all."""
    office = company()
    office.strike(system, Fault(Trouble.HTML_403, "GET", path))
    with pytest.raises(ServiceDown):
        office.sync(driver=driver)
    assert office.writes() == []


@pytest.mark.parametrize("kind", IDS)
@pytest.mark.parametrize(("system", "path"), [(system, path) for system, paths in LISTS.items() for path in paths])
def test_a_bad_id(system: str, path: str, kind: Trouble) -> None:
    """A row whose id is none is that record's trouble; it is never remembered, and the next runs are sound."""
    office = company()
    before = count(office)
    office.strike(system, Fault(kind, "GET", path, nth=1))
    office.sync()
    office.strike(system)
    for _ in range(2):
        office.later()
        office.sync()
    assert (office.bridge().problems(), count(office)) == ((), before)


@drivers
@pytest.mark.parametrize("side", ["severa", "vnf"])
def test_a_name_that_stands_in_a_row_that_cannot_be_read(side: str, driver: Kind) -> None:
    """Nothing is made whose name or number stands in a row that can't be read: it may be the same record."""
    office = company()
    before = count(office)
    if side == "vnf":
        office.vnf.edit("customer", "00010001", status="Odd")
    else:
        office.spoil("customers", "acme", paymentTerm="soon")
    report = office.sync("customers", driver=driver)
    assert count(office) == before
    assert {one.code for one in report.problems} == {"unreadable-record"}
    assert len(office.known("links customers")) == 2
