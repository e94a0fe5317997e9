"""A finished .hwpx as bytes that are the same every time: the ids that the library draws at random are counted."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

_EPOCH = (1980, 1, 1, 0, 0, 0)
_BODY = re.compile(r"Contents/(section|masterpage)[0-9]+\.xml")
_DRAWN = re.compile(rb'(<hp:(?:p|tbl|header|footer)\b[^>]*? id="|<hp:(?:header|footer)Apply\b[^>]*? idRef=")([0-9]+)"')


def frozen(content: bytes) -> bytes:
    """The same document with its random ids numbered in the order they appear, and no time of saving.

    The mimetype stays first and unpacked, by which the format is recognised (OCF container, KS X 6101).
    """
    source = zipfile.ZipFile(BytesIO(content))
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in source.namelist():
            data = source.read(name)
            archive.writestr(_entry(name), numbered(data) if _BODY.fullmatch(name) else data)
    return target.getvalue()


def numbered(body: bytes) -> bytes:
    """The part with its ids of paragraphs, tables, headers and footers counted from 1; 0, which names none, stays."""
    numbers = {b"0": b"0"}

    def count(found: re.Match[bytes]) -> bytes:
        return found[1] + numbers.setdefault(found[2], str(len(numbers)).encode()) + b'"'

    return _DRAWN.sub(count, body)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
    return entry
