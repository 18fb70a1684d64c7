"""What may not be read, or fails, is a finding; the other checks go on."""

from __future__ import annotations

import pytest

from severa_vnf import Bridge, CustomerClasses, Settings
from severa_vnf.flows.preflight import preflight
from severa_vnf.testing.faults import Fault, Faults, Kind
from severa_vnf.testing.severa.switches import SCOPES
from severa_vnf.wire.call import System
from tests.flows.office import Office
from tests.flows.preflight.inspected import found, inspected, only

READ_ONLY = ("vismanet_erp_service_api:read",)


def test_a_scope_that_is_missing() -> None:
    """Each list that the credential may not read is one finding with the scope to grant; the rest is checked."""
    office = Office(severa_switches={"scopes": SCOPES - {"settings:read"}})
    office.severa.load("settings", [{"setCreditNoteInvoiceNumber": True}])
    findings = found(office)
    denied = [one for one in findings if one.code == "no-access"]
    assert all("Grant settings:read." in one.value for one in denied)
    asked = [one.label.removeprefix("Severa, /v1/") for one in denied]
    assert asked == ["businessunits", "products", "invoicestatuses"]
    assert [one.code for one in findings if one not in denied] == ["severa-numbers-credit-notes"]


def test_a_role_that_is_missing() -> None:
    """Where Visma.net lets nothing be read there is a finding for each resource, and Severa is checked alone."""
    office = Office(vnf_switches={"scopes": ("vismanet_erp_service_api:create",)})
    office.severa.load("settings", [{"uniqueIdentifierForProductsAndWorktypes": False}])
    findings = found(office)
    assert {one.code for one in findings} == {"no-access", "codes-not-held-unique"}
    assert all(one.label.startswith("Visma.net, /v1/") for one in findings if one.code == "no-access")


def test_a_credential_that_is_refused() -> None:
    """One that gets no token is one finding, not one for each check."""
    office = Office(severa_switches={"client_secret": "changed"})
    assert [(one.code, one.label) for one in found(office)] == [("no-access", "Severa, /v1/token")]


@pytest.mark.parametrize("kind", [Kind.UNREACHABLE, Kind.SERVER_ERROR, Kind.GARBAGE])
def test_a_service_that_fails(kind: Kind) -> None:
    """A failure that stays is one finding, however many checks it takes, and nobody can say that all is well."""
    office = Office()
    office.vnf.faults = Faults([Fault(kind, path="/branch")])
    failed = only(office)
    assert (failed.code, failed.label, failed.stops) == ("not-checked", "Visma.net, /v1/branch", True)


def test_an_add_on_that_the_settings_need() -> None:
    """Classes out of a customer's own field need custom properties: without that add-on they are a finding."""
    settings = Settings(customer_classes=CustomerClasses(default="DOMESTIC", by_field="Debiteurtype"))
    office = Office(settings=settings, severa_switches={"addons": set()})
    assert (only(office).code, only(office).label) == ("add-on-missing", "Severa, /v1/customers/customproperties")


@pytest.mark.parametrize(
    ("name", "active", "well"), [("Debiteurtype", True, True), ("Debiteurtype", False, False), ("Klasse", True, False)]
)
def test_the_field_that_the_settings_name(name: str, active: bool, well: bool) -> None:
    """That field must be there and in use."""
    office = Office(settings=Settings(customer_classes=CustomerClasses(by_field="Debiteurtype")))
    office.severa.load("custom_properties", [{"name": name, "type": "String", "isActive": active}])
    assert [one.code for one in found(office)] == ([] if well else ["customer-field-missing"])


def test_rows_that_cannot_be_read() -> None:
    """A list with rows that are not as promised is a finding with their number; the readable ones are checked."""
    office = Office()
    products = office.severa.documents("products")
    for one in products[:2]:
        office.spoil("products", one["guid"], name=7)
    unreadable = only(office)
    assert (unreadable.code, unreadable.label) == ("unreadable-record", "Severa, /v1/products, 2 rows")


def test_rights_to_write() -> None:
    """Where the tokens tell their scopes, those that a run writes with must be among them."""
    told = {"severa": "customers:read,  invoices:write", "vnf": "vismanet_erp_service_api:read"}
    missing = [one for one in inspected(Office(), lambda system: told[system]) if one.code == "right-missing"]
    assert [(one.label, one.value) for one in missing] == [
        ("Severa, credentials", "fees:write, files:write, customers:write, settings:write"),
        (
            "Visma.net, credentials",
            ", ".join(f"vismanet_erp_service_api:{it}" for it in ("create", "update", "delete")),
        ),
    ]


@pytest.mark.parametrize(
    ("settings", "needed"),
    [
        (Settings(directions={"customers": "off", "items": "to_vnf"}), ""),
        (Settings(directions={"customers": "to_severa", "items": "off"}), "customers:write"),
        (Settings(directions={"customers": "to_vnf", "items": "to_severa"}), "customers:write, settings:write"),
        (Settings(directions={"customers": "to_vnf", "items": "off"}, owns_customer_numbers=False), ""),
    ],
)
def test_rights_follow_the_directions(settings: Settings, needed: str) -> None:
    """A register that writes nothing to Severa needs no right there; numbers that are written back do."""
    office = Office(settings=settings)
    scopes = {"severa": "invoices:write fees:write files:write", "vnf": ""}
    missing = [one.value for one in inspected(office, lambda system: scopes[system]) if one.code == "right-missing"]
    assert missing == ([needed] if needed else [])


def test_rights_of_real_tokens() -> None:
    """What the services say to have granted is read as they write it: one that grants all leaves nothing to tell."""
    every = Office()
    less = Office(severa_switches={"scopes": SCOPES - {"invoices:write"}}, vnf_switches={"scopes": READ_ONLY})
    for office, missing in ((every, []), (less, ["Severa, credentials", "Visma.net, credentials"])):
        bridge = office.bridge()

        def granted(system: System, bridge: Bridge = bridge) -> str:
            grant = bridge._counters[system]._grant
            assert grant is not None
            return grant.scope

        findings = bridge._driver.run(preflight(office.settings, granted))
        assert [one.label for one in findings if one.code == "right-missing"] == missing


def test_rights_that_are_not_told() -> None:
    """A service that does not say what it granted leaves them open."""
    assert "right-missing" not in {one.code for one in inspected(Office(), lambda system: "")}
