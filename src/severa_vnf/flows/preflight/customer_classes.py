"""The customer classes that the settings choose (documentation, customers): each must bring a VAT zone."""

from __future__ import annotations

from collections.abc import Iterator

from severa_vnf.flows.ask import Flow
from severa_vnf.flows.preflight.inspection import Inspection, finding
from severa_vnf.plan import Finding
from severa_vnf.rules.preflight import CLASS_NOT_CHOSEN, CLASS_UNKNOWN, CLASS_WITHOUT_ZONE
from severa_vnf.settings import CustomerClasses
from severa_vnf.severa import custom_properties
from severa_vnf.vnf import customer_class, vat_zone

NAME = "Settings.customer_classes"


def customer_classes(inspection: Inspection) -> Flow[list[Finding]]:
    """Each must be there, with a zone that is; so must those that a field of Severa's offers to choose from."""
    if not inspection.crosses("customers"):
        return []
    chosen = inspection.settings.customer_classes
    zones = {str(one.id) for one in (yield from inspection.rows(vat_zone.list()))}
    rows = yield from inspection.rows(customer_class.list())
    has_zone: dict[str, bool] = {one.id: one.tax_zone_id in zones for one in rows}
    named = [*_named(chosen), *(yield from _offered(inspection, chosen))]
    unknown = {place: name for place, name in named if name not in has_zone}
    zoneless = dict.fromkeys(name for _, name in named if not has_zone.get(name, True))
    return [
        *([] if chosen.default else [finding(CLASS_NOT_CHOSEN, "Customer classes", f"{NAME}.default", stops=False)]),
        *(finding(CLASS_UNKNOWN, "Customer classes", place, name) for place, name in unknown.items()),
        *(finding(CLASS_WITHOUT_ZONE, "Visma.net, customer classes", value=name) for name in zoneless),
    ]


def _named(chosen: CustomerClasses) -> Iterator[tuple[str, str]]:
    """Every place in the settings, and the class that it names."""
    if chosen.default:
        yield f"{NAME}.default", chosen.default
    for name, choices in (("by_country", chosen.by_country), ("by_number", chosen.by_number)):
        for key, chosen_class in choices.items():
            yield f"{NAME}.{name}[{key!r}]", chosen_class


def _offered(inspection: Inspection, chosen: CustomerClasses) -> Flow[list[tuple[str, str]]]:
    """The active choices of the field that names classes, where it is a selection."""
    if chosen.by_field is None:
        return []
    found: list[tuple[str, str]] = []
    for one in (yield from inspection.rows(custom_properties.list())):
        if one.type == "Selection" and chosen.by_field in (one.guid, one.name):
            choices = yield from inspection.rows(custom_properties.items(one.guid))
            found += [
                (f"The choice {choice.name} of {one.name}", choice.name) for choice in choices if choice.is_active
            ]
    return found
