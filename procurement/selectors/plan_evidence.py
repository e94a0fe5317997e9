"""A release as evidence in a plan's folder: its raw files and the answers that were given with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from benchmarks.answers import Answers
from benchmarks.readers.xlsx_guard import is_workbook
from procurement.models import Release, ReleaseFile
from procurement.selectors.evidence import answers_of, verification_of

Copied = tuple[dict[str, object], bytes]
FOLDER = "releases/"


def copied_evidence(release: Release) -> Iterator[Copied]:
    """Each result file as ([[servers.evidence]] table, bytes); workbooks need their mapping and are left out.

    The answers stand beside the file as they were given, and the verification is the one that the release has now.
    """
    for file in release.files.all():
        content = bytes(file.content)
        if file.measured.exists() and not is_workbook(content):
            yield {"file": path_of(file), "answers": _answers(file, release)}, content


def path_of(file: ReleaseFile) -> str:
    """Where the file stands in a plan's folder."""
    return f"{FOLDER}{file.release_id}-{file.name}"


def _answers(file: ReleaseFile, release: Release) -> dict[str, object]:
    given = answers_of(file)
    found = {one.name: getattr(given, one.name) for one in fields(Answers)}
    return {name: held for name, held in found.items() if held is not None} | {"verification": verification_of(release)}
