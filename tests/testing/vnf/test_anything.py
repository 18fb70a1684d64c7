"""Whatever is sent, the service answers."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from hypothesis import given, settings
from hypothesis import strategies as st

from severa_vnf.testing.vnf.lookups import RESOURCES
from severa_vnf.testing.vnf.shapes import Field, Shape
from tests.testing.vnf.office import Office

WRITTEN = [resource for resource in RESOURCES.values() if resource.shape.fields]
CODES = "10000 50000 ADVICE P1 Z 10 S21 EUR USD HOUR 3000 DOMESTIC SERVICE 30 1 100001 2026-10-30 2026-10-30T23:30:00Z"
junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)
scalars: dict[Any, st.SearchStrategy[Any]] = {
    "text": st.sampled_from(["", *CODES.split()]),
    "number": st.integers(-5, 5) | st.sampled_from([0, 0.5, 1e30, -1e-30]),
    "whole": st.integers(-1, 5),
    "flag": st.booleans(),
    "date": st.sampled_from(
        ["2026-10-30", "2026-10-30T25:00:00", "2026-13-01T00:00Z", "0001-01-01T00:00Z", "9999-12-31"]
    ),
}


def bodies(shape: Shape) -> st.SearchStrategy[dict[str, Any]]:
    """Bodies that mostly fit."""
    return st.fixed_dictionaries({}, optional={name: values(known) for name, known in shape.fields.items()})


def values(known: Field) -> st.SearchStrategy[Any]:
    """Values that mostly fit one field."""
    if isinstance(known.kind, Shape):
        fitting: st.SearchStrategy[Any] = st.deferred(lambda: bodies(known.kind))
    elif isinstance(known.kind, frozenset):
        fitting = st.sampled_from(sorted(known.kind))
    else:
        fitting = scalars[known.kind]
    if known.rows:
        fitting = st.lists(fitting, min_size=1, max_size=2)
    wrapped = st.builds(lambda value: {"value": value}, fitting | st.none()) if known.wrapped else fitting | st.none()
    return st.one_of(*[wrapped] * 9, junk)


def _office(strict: bool) -> Office:
    office = Office(strict=strict)
    office.made(project="P1")
    office.credit_note()
    return office


KEYS = {"customer": "10000", "inventory": "BOOK", "project": "P1", "customer_invoice": "100001", "supplier": "50000"}


@settings(max_examples=150)
@given(data=st.data(), strict=st.booleans(), name=st.sampled_from([resource.name for resource in WRITTEN]))
def test_any_body(data: st.DataObject, strict: bool, name: str) -> None:
    """Any body is taken or refused, never met with a crash, and the lists can be read afterwards."""
    office, resource = _office(strict), RESOURCES[name]
    body = data.draw(bodies(resource.shape))
    key = KEYS.get(resource.name)
    if key and data.draw(st.booleans()):
        reply = office.client.put(f"/v1/{resource.path}/{key}", json=body)
    else:
        project = office.get("/v1/project/P1")["internalID"]
        behind = f"/{project}" if name == "project_task" and data.draw(st.booleans()) else ""
        reply = office.client.post(f"/{resource.create_version}/{resource.path}{behind}", json=body)
    assert reply.status_code in (201, 204, 400, 404, 405)
    if resource.name in KEYS:
        assert office.client.get(f"/v1/{resource.path}", params={"pageSize": 1000}).status_code == 200


@given(
    method=st.sampled_from(["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD"]),
    path=st.text(max_size=30),
    body=st.binary(),
)
def test_any_path(method: str, path: str, body: bytes) -> None:
    """So is any path."""
    office = _office(strict=True)
    for resource in (
        "",
        "customer",
        "supplierInvoice",
        "projecttask",
        "journaltransaction",
        "attachment",
        "background",
    ):
        reply = office.client.request(method, f"/v1/{resource}/{quote(path)}", content=body)
        assert reply.status_code < 500
