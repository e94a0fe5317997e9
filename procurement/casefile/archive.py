"""A folder's files as one ZIP and back: same files, same bytes; what comes in is bounded before it is unpacked."""

from __future__ import annotations

import re
import unicodedata
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

MOST_FILES = 500
MOST_UNPACKED = 50_000_000
PART = r"[\w가-힣()+=,-](?:[\w가-힣 ()+=,.-]{0,100}[\w가-힣()+=,-])?"
PATH = re.compile(rf"(?:{PART}/){{0,3}}{PART}")


class NotUnpacked(ValueError):
    """An archive that cannot be taken; the message says why and how to mend it."""


def packed(files: Mapping[str, bytes]) -> bytes:
    """The files by path as a ZIP; equal files give equal bytes."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(path), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def own_files(data: bytes) -> dict[str, bytes]:
    """The files of a ZIP that `packed` made, by path; what came from outside goes through `unpacked`."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def unpacked(data: bytes) -> dict[str, bytes]:
    """The files of a ZIP by path, without the one folder that holds them all. Raises NotUnpacked."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = [one for one in archive.infolist() if not one.is_dir()]
            if len(entries) > MOST_FILES:
                raise NotUnpacked(f"ZIP: 파일이 {MOST_FILES}개를 넘습니다 / more than {MOST_FILES} files")
            found = _read(archive, entries)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise NotUnpacked(f"ZIP으로 읽을 수 없습니다. 암호 없이 다시 묶으세요 / cannot be read: {error}") from error
    return _without_shared_folder(found)


def _read(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    room = MOST_UNPACKED
    for entry in entries:
        path = unicodedata.normalize("NFC", entry.filename)
        if not PATH.fullmatch(path) or path in found:
            raise NotUnpacked(f"ZIP {path!r:.80}: 받을 수 없는 이름입니다 / a name that cannot be taken")
        with archive.open(entry) as file:
            content = file.read(room + 1)
        room -= len(content)
        if room < 0:
            raise NotUnpacked(
                f"ZIP: 풀면 {MOST_UNPACKED:,}바이트를 넘습니다 / unpacks to more than {MOST_UNPACKED:,} bytes"
            )
        found[path] = content
    return found


def _without_shared_folder(files: dict[str, bytes]) -> dict[str, bytes]:
    heads = {path.split("/", 1)[0] for path in files if "/" in path}
    if len(heads) != 1 or any("/" not in path for path in files):
        return files
    return {path.split("/", 1)[1]: content for path, content in files.items()}
