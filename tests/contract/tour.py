"""A call of everything that the library describes, with every parameter and field that it knows."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from contextlib import suppress
from types import ModuleType
from typing import Any

from attrs import evolve

from severa_vnf import severa, vnf
from severa_vnf.client import Severa, VismaNet
from severa_vnf.errors import ApiError
from severa_vnf.testing.exchange import dumps, loads
from severa_vnf.wire.call import Call
from severa_vnf.wire.mismatch import Undecodable
from tests.severa.described import GUID, described
from tests.vnf.samples import samples


def tour(severa_url: str, vnf_url: str, vnf_token_url: str) -> None:
    """Read what is there, then ask for everything once more with sample values.

    Samples name records that are not there: most of those answers are refusals, and refusals are described as well.
    """
    with (
        Severa(client_id="id", client_secret="secret", base_url=severa_url, max_retries=0) as sev,
        VismaNet(
            client_id="id",
            client_secret="secret",
            tenant_id="demo",
            base_url=vnf_url,
            token_url=vnf_token_url,
            max_retries=0,
        ) as fin,
    ):
        _read(sev, severa)
        _read(fin, vnf)
        for each in described():
            _ask(sev, each.call(whole=True))
            _ask(sev, each.call(whole=False))
        for sample in samples():
            _ask(fin, sample.call)


KEYS = {
    "currency": "id",
    "customer_class": "id",
    "financial_period": "period",
    "inventory": "inventory_number",
    "item_class": "id",
    "organization": "organization_cd",
    "vat_category": "vat_category_id",
    "vat_zone": "id",
}
"""What `get` asks for, where the row calls it otherwise."""

DEMANDED: dict[str, dict[str, Any]] = {
    "journal_transaction": {"period_id": "202610"},
    "project_transaction": {"from_period": "202610", "to_period": "202610"},
}
"""What a list will not answer without."""


def _read(client: Severa | VismaNet, package: ModuleType) -> None:
    """Every list, and of each the first record alone."""
    for name, module in _modules(package):
        if hasattr(module, "list"):
            rows = list(client.iterate(module.list(**DEMANDED.get(name, {}))))
            assert not [row for row in rows if isinstance(row, Undecodable)]
            if rows and hasattr(module, "get"):
                [key, *_] = inspect.signature(module.get).parameters
                client.send(module.get(getattr(rows[0], KEYS.get(name, key), rows[0])))


def _modules(package: ModuleType) -> Iterator[tuple[str, Any]]:
    named = ((name, getattr(package, name)) for name in package.__all__)
    return ((name, each) for name, each in named if isinstance(each, ModuleType))


WORDS = {
    "billingSchedule": "OnDate",
    "expenseClass": "Mileage",
    "kvkNumber": "12345678",
    "pdfGetOptions": "All",
    "productType": "Materials",
    "publicId": GUID,
    "salutation": "Mr.",
    "type": "Materials",
}
"""Where a sample text will not do: some fields take certain words, or a certain form."""


def _ask(client: Severa | VismaNet, call: Call[Any]) -> None:
    asked = evolve(
        call,
        path=call.path.replace("/attachment/1", f"/attachment/{GUID}"),
        query=tuple((name, _fitting(name, value)) for name, value in call.query),
    )
    if call.method == "POST" and call.body and call.body.startswith(b"{"):
        asked = evolve(asked, body=dumps({name: _fitting(name, value) for name, value in loads(call.body).items()}))
    with suppress(ApiError):
        client.send(asked)


def _fitting(name: str, value: Any) -> Any:
    return WORDS.get(name, value) if value in (GUID, "1") else value
