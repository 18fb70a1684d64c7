from __future__ import annotations

from severa_vnf.testing import SeveraSimulator, VnfSimulator, demo_world, load_into, with_leading_zeros
from severa_vnf.testing.worlds import NOTHING
from tests.testing.vnf.office import Office, number_of


def test_numbers_begin_with_zeros() -> None:
    """Customers and projects have six digits in Visma.net, and its projects name their customers so."""
    severa, vnf = SeveraSimulator(), VnfSimulator()
    load_into(with_leading_zeros(demo_world()), severa, vnf)
    customers = [row["number"] for row in vnf.documents("customer")]
    assert customers == [f"{row['number']:06}" for row in severa.documents("customers")]
    projects = {row["projectID"]: row["customer"]["number"] for row in vnf.documents("project") if row["customer"]}
    assert projects == {
        f"{row['number']:06}": f"{row['customer']['number']:06}" for row in severa.documents("projects")
    }
    assert {row["projectID"] for row in vnf.documents("project")} - projects.keys() == {"X", "Z"}


def test_documents_begin_with_zeros() -> None:
    """The first invoice is 000101, the first credit note 050001; both count in Severa's order."""
    office = Office(loaded=False)
    load_into(with_leading_zeros(demo_world()), SeveraSimulator(), office.sim)
    item = office.sim.documents("inventory")[0]["inventoryNumber"]
    row = {"operation": "Insert", "inventoryNumber": {"value": item}}
    assert number_of(office.invoice(row, customerNumber="010001")) == "000101"
    assert number_of(office.credit_note(row, customerNumber="010001")) == "050001"


def test_the_rest_of_the_world_stays() -> None:
    """Nothing but numbers differs, and a world without a company stays without."""
    plain, zeros = demo_world(), with_leading_zeros(demo_world())
    assert zeros.severa == plain.severa
    assert [len(rows) for rows in zeros.vnf.values()] == [len(rows) for rows in plain.vnf.values()]
    assert with_leading_zeros(NOTHING).vnf == {"number_sequence": []}
