"""Files: read by what they hang on, added to projects."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from severa_vnf import severa
from severa_vnf.wire.call import Reply

TYPES = ("application/pdf", "text/plain; charset=utf-8", "image/svg+xml")


def parted(file: severa.NewFile) -> list[tuple[bytes, bytes]]:
    """Head and content of each part of the upload of a file."""
    call = severa.files.upload("p", file)
    kind, boundary = call.content_type.split("; boundary=")
    assert kind == "multipart/related"
    before, *found, after = (b"\r\n" + (call.body or b"")).split(f"\r\n--{boundary}".encode())
    assert (before, after) == (b"", b"--\r\n")
    return [(head, content) for head, _, content in (part.partition(b"\r\n\r\n") for part in found)]


@given(st.text(), st.none() | st.text(min_size=1), st.binary(), st.sampled_from(TYPES))
def test_a_file_crosses_as_it_is(name: str, description: str | None, data: bytes, kind: str) -> None:
    """Whatever a file is called and holds, its bytes are one part; a part in ASCII before it names it."""
    file = severa.NewFile(name=name, description=description, data=data, content_type=kind)
    (head, facts), (file_head, content) = parted(file)
    assert head == b"\r\nContent-Type: application/json"
    assert facts.isascii()
    assert json.loads(facts) == {"Name": name} | ({} if description is None else {"Description": description})
    assert file_head == f"\r\nContent-Type: {kind}".encode()
    assert content == data


def test_a_file_of_json_is_not_taken_for_the_name_of_the_next() -> None:
    """In an upload, a part of JSON names the part after it: a file of JSON goes as plain bytes."""
    [_, (head, content)] = parted(severa.NewFile(name="a.json", data=b"{}", content_type="application/json"))
    assert head == b"\r\nContent-Type: application/octet-stream"
    assert content == b"{}"


@pytest.mark.parametrize("kind", ["", "pdf", "text/plain\r\nX-Evil: 1", "text/plain; a=\n", "tëxt/plain"])
def test_a_content_type_that_is_none_is_refused(kind: str) -> None:
    """A content type comes from outside: no line break gets into the head of a part."""
    with pytest.raises(ValueError, match="content_type"):
        severa.NewFile(name="a", data=b"", content_type=kind)


def test_the_bytes_of_a_file_stay_out_of_sight() -> None:
    """No log shows what a file holds."""
    file = severa.NewFile(name="a", data=b"salaries")
    assert "salaries" not in repr(file)
    assert "salaries" not in repr(severa.files.upload("p", file))


def test_an_upload_answers_with_the_tie_between_project_and_file() -> None:
    """Severa answers with a list of what it made: the one file that was sent."""
    answer = b'[{"guid":"t","name":"a.pdf","fileGuid":"f","projectGuid":"p"}]'
    made = severa.files.upload("p", severa.NewFile(name="a.pdf", data=b"")).read(Reply(201, {}, answer))
    assert (made.guid, made.file_guid, made.project_guid) == ("t", "f", "p")


def test_the_data_of_a_file_are_its_bytes() -> None:
    """What a file holds comes as it is, JSON or not."""
    assert severa.files.data("f").read(Reply(200, {}, b"\xff\x00")) == b"\xff\x00"
