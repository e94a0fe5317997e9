"""Files handed in through a form."""

from __future__ import annotations

import unicodedata

from django import forms
from django.core.files.uploadedfile import UploadedFile

from procurement.casefile.archive import NotUnpacked, unpacked
from procurement.services.record import Unusable
from procurement.services.tenders import MOST_BYTES


class ManyFiles(forms.FileInput):
    """A field in which several files are chosen."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once."""

    def clean(self, data: object, initial: object = None) -> list[UploadedFile[bytes]]:
        """Each of them checked. Raises ValidationError."""
        given = data if isinstance(data, list) else [data]
        return [super(FilesField, self).clean(one, initial) for one in given or [None]]


def content_of(file: UploadedFile[bytes], *, most: int = MOST_BYTES) -> bytes:
    """The file's bytes; of one above `most`, what its service takes, only so many that the service sees it is."""
    return bytes(file.read(most + 1))


def name_of(file: UploadedFile[bytes]) -> str:
    """The file's name in the form that Windows and Linux write Korean in; macOS takes letters apart."""
    return unicodedata.normalize("NFC", file.name or "")


def folder_in(data: bytes) -> dict[str, bytes]:
    """The files of a ZIP. Raises Unusable."""
    try:
        return unpacked(data)
    except NotUnpacked as refusal:
        raise Unusable(str(refusal)) from refusal


def files_in(name: str, content: bytes) -> dict[str, bytes]:
    """An uploaded file, or, of a ZIP, its files. Raises Unusable."""
    return folder_in(content) if name.lower().endswith(".zip") else {name: content}


def flat(files: dict[str, bytes]) -> dict[str, bytes]:
    """Files by their names: a release has no folders. Raises Unusable where two have one name."""
    names = [path.rpartition("/")[2] for path in files]
    if len(set(names)) != len(names):
        raise Unusable("ZIP: 이름이 같은 파일이 있습니다 / two files have the same name")
    return dict(zip(names, files.values(), strict=True))
