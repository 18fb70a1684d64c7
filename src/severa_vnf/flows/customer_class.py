"""The customer class that a customer's own field in Severa names."""

from __future__ import annotations

import re

from severa_vnf.flows.ask import Flow
from severa_vnf.flows.classes import kept, refresh
from severa_vnf.flows.look_ups import readable
from severa_vnf.settings import Settings
from severa_vnf.severa import custom_values
from severa_vnf.values import Guid

GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def class_of(customer: Guid, settings: Settings) -> Flow[str | None]:
    """What the field of `Settings.customer_classes.by_field` says of a customer. None: nothing, or there is none.

    Raises NotFound where the customer is gone. One exchange a customer: ask it of new ones alone.
    """
    field = settings.customer_classes.by_field
    if field is None:
        return None
    for one in (yield from readable(custom_values.of(customer))):
        if field in (one.custom_property.guid, one.custom_property.name):
            return (yield from _chosen((one.value or "").strip(), settings)) or None
    return None


def _chosen(text: str, settings: Settings) -> Flow[str]:
    """The text; of a selection whose value is the guid of a choice, that choice's name."""
    if not GUID.fullmatch(text):
        return text
    choice = Guid(text)
    found = yield from kept("class_choices")
    if choice not in found.class_choices:
        found = yield from refresh(settings, "class_choices")
    return found.class_choices.get(choice, text)
