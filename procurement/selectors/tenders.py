"""Which tenders a person may see, and a tender's files as the folder that the libraries read."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.db.models import QuerySet

from procurement.models import Tender, User
from procurement.permissions import may_see_tender


def tenders_for(user: User) -> QuerySet[Tender]:
    """The tenders that the person may see, newest first; those of other agencies do not exist for them."""
    if not may_see_tender(user.roles(), same_agency=True):
        return Tender.objects.none()
    return Tender.objects.filter(agency=user.organisation_id).select_related("agency", "officer")


def files_of(tender: Tender) -> dict[str, bytes]:
    """The files of the case folder by path."""
    return {file.path: bytes(file.content) for file in tender.files.all()}


@contextmanager
def folder_of(files: Mapping[str, bytes]) -> Iterator[Path]:
    """The files as a folder, for as long as it is read; paths are those that `services.tenders` lets in."""
    with tempfile.TemporaryDirectory(prefix="jeoul-") as name:
        for path, content in files.items():
            place = Path(name) / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        yield Path(name)


def digest_of(files: Mapping[str, bytes]) -> str:
    """The SHA-256 of the list of the files' paths and digests, in the order of the paths."""
    listed = [[path, hashlib.sha256(content).hexdigest()] for path, content in sorted(files.items())]
    return hashlib.sha256(json.dumps(listed, ensure_ascii=True).encode()).hexdigest()
