"""The published OCDS 1.1.5 schemas with our extension applied, and what a package has that no schema declares."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft4Validator
from referencing import Registry
from referencing.jsonschema import DRAFT4

ROOT = Path(__file__).resolve().parents[4]
FILES = ROOT / "tests" / "files" / "ocds"
EXTENSION = ROOT / "docs" / "ocds-extension"
DECLARED = ("ocds_lots_extension", "ocds_bid_extension", "ocds_awardCriteria_extension", "ocds_requirements_extension")
# Both of the registry's versions of the bid extension are in the file, and the older one was applied last here.
STATISTICS = {"definitions": {"Bids": {"properties": {"statistics": {"items": {"$ref": "#/definitions/Statistic"}}}}}}


@cache
def release_schema() -> dict[str, Any]:
    """The core release schema with the fields of the extensions that a package declares, and with ours."""
    packed = (FILES / "release-schema-1__1__5-all-extensions.json.gz").read_bytes()
    schema = merged(loaded(FILES / "release-schema-1__1__5.json"), _declared(json.loads(gzip.decompress(packed))))
    return dict(merged(merged(schema, STATISTICS), loaded(EXTENSION / "release-schema.json")))


def _declared(schema: dict[str, Any]) -> dict[str, Any]:
    found = {"properties": _fields(schema), "definitions": {}}
    for name, definition in schema["definitions"].items():
        if fields := _fields(definition):
            found["definitions"][name] = {"properties": fields} | (_shape(definition) if _is_ours(definition) else {})
    return found


def _shape(definition: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in definition.items() if key in ("type", "required", "minProperties")}


def _fields(definition: dict[str, Any]) -> dict[str, Any]:
    return {key: field for key, field in definition.get("properties", {}).items() if _is_ours(field)}


def _is_ours(field: dict[str, Any]) -> bool:
    return any(f"/{name}/" in str(field.get("extension")) for name in DECLARED)


def errors(package: dict[str, Any]) -> list[str]:
    """What the package schema objects to, with the release schema with all extensions and ours."""
    registry: Registry[Any] = DRAFT4.create_resource(release_schema()) @ Registry()
    validator = Draft4Validator(loaded(FILES / "release-package-schema-1__1__5.json"), registry=registry)
    return [f"{list(error.absolute_path)}: {error.message}" for error in validator.iter_errors(package)]


def core_errors(release: dict[str, Any]) -> list[str]:
    """What the release schema without any extension objects to."""
    validator = Draft4Validator(loaded(FILES / "release-schema-1__1__5.json"))
    return [f"{list(error.absolute_path)}: {error.message}" for error in validator.iter_errors(release)]


def undeclared(package: dict[str, Any]) -> list[str]:
    """Fields that neither the standard nor an extension knows."""
    package_schema = loaded(FILES / "release-package-schema-1__1__5.json")
    found = [key for key in package if key not in package_schema["properties"]]
    return [*found, *(place for one in package["releases"] for place in _undeclared(one, release_schema(), ""))]


def extensions_used(package: dict[str, Any]) -> set[str]:
    """The extensions that the schema names for the fields that are there."""
    return {name for one in package["releases"] for name in _extensions(one, release_schema())}


def merged(target: Any, patch: Any) -> Any:
    """JSON Merge Patch (RFC 7396), by which OCDS applies an extension."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for key, value in patch.items():
        result[key] = merged(result.get(key), value)
    return result


def loaded(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    reference = schema.get("$ref")
    return release_schema()["definitions"][reference.rpartition("/")[2]] if reference else schema


def _below(value: Any, schema: dict[str, Any]) -> Iterator[tuple[str, Any, dict[str, Any] | None]]:
    """Each field of a value or of its items with its schema, None where it has none."""
    if isinstance(value, dict):
        properties = _resolved(schema).get("properties", {})
        yield from ((key, below, properties.get(key)) for key, below in value.items())
    elif isinstance(value, list):
        for one in value:
            yield from _below(one, _resolved(schema).get("items", {}))


def _undeclared(value: Any, schema: dict[str, Any], place: str) -> Iterator[str]:
    for key, below, known in _below(value, schema):
        if known is None:
            yield f"{place}/{key}"
        else:
            yield from _undeclared(below, known, f"{place}/{key}")


def _extensions(value: Any, schema: dict[str, Any]) -> Iterator[str]:
    for _, below, known in _below(value, schema):
        if known is not None:
            if "extension" in known:
                yield str(known["extension"])
            yield from _extensions(below, known)
