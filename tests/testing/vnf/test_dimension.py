"""Segmented keys."""

from __future__ import annotations

from tests.testing.vnf.office import Office


def test_dimension(office: Office) -> None:
    """Dimensions are listed by name and read with their segments, without their values when so asked."""
    values = [{"valueId": "1"}]
    office.sim.load("dimension", [{"id": "SUBACCOUNT", "segments": [{"segmentId": 1, "segmentValues": values}]}])
    assert "SUBACCOUNT" in office.get("/v1/dimension")
    assert office.get("/v1/dimension/SUBACCOUNT")["segments"][0]["segmentValues"] == values
    lean = office.get("/v1/dimension/SUBACCOUNT", expandSegmentsValues="false")
    assert "segmentValues" not in lean["segments"][0]
    assert office.get("/v1/dimension/SUBACCOUNT/1")["segmentValues"] == values
    assert office.client.get("/v1/dimension/SUBACCOUNT/2").status_code == 404


def test_segment_value(office: Office) -> None:
    """A value of a segment is read by its id in base64, and only from a segment that has it."""
    segments = [{"segmentId": 1, "segmentValues": [{"valueId": "A/1", "active": True}]}, {"segmentId": 2}]
    office.sim.load("dimension", [{"id": "SUBACCOUNT", "segments": segments}])
    assert office.get("/v1/dimension/SUBACCOUNT/1/QS8x") == {"valueId": "A/1", "active": True}
    for path, status in (("1/QS8y", 404), ("2/QS8x", 404), ("3/QS8x", 404), ("1/_", 400)):
        assert office.client.get(f"/v1/dimension/SUBACCOUNT/{path}").status_code == status
