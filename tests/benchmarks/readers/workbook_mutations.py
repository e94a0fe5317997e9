"""A good workbook made bad in its bytes, its parts and its cells, the same ones each time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

Parts = dict[str, bytes]
_BOMB = 33 * 1024 * 1024
_VALUE = re.compile(rb"<v>[^<]*</v>")
_CELL = re.compile(rb'r="[A-Z]+\d+"')
_ENTITY = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
_OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


def mutated_workbooks(good: bytes, *, amount: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """So many workbooks with how each was spoilt; a third in the bytes of the archive, the others in its parts."""
    for index in range(amount):
        random = Random(f"{seed} {index}")  # noqa: S311 -- made-up files, nothing secret
        if index % 3 == 0:
            how = random.choice(sorted(_IN_BYTES))
            yield f"{how} #{index}", _IN_BYTES[how](good, random)
        else:
            how, parts = random.choice(sorted(_IN_PARTS)), _parts(good)
            _IN_PARTS[how](parts, random)
            yield f"{how} #{index}", _packed(parts)


def _parts(data: bytes) -> Parts:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(parts: Parts) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _truncated(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data))]


def _flipped(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.randint(1, 8)):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _doubled(data: bytes, random: Random) -> bytes:
    return random.choice((data + data, data + b"x" * 100, b"x" * 100 + data))


def _some_xml(parts: Parts, random: Random) -> str:
    return random.choice(sorted(name for name in parts if name.endswith((".xml", ".rels"))))


def _sheet(parts: Parts, random: Random) -> str:
    return random.choice(sorted(name for name in parts if name.startswith("xl/worksheets/sheet")))


def _part_gone(parts: Parts, random: Random) -> None:
    del parts[_some_xml(parts, random)]


def _part_cut(parts: Parts, random: Random) -> None:
    name = _some_xml(parts, random)
    parts[name] = parts[name][: random.randrange(len(parts[name]))]


def _entities(parts: Parts, random: Random) -> None:
    name, bad = _some_xml(parts, random), random.choice((_ENTITY, _OUTSIDE))
    head, found, rest = parts[name].partition(b"?>")
    parts[name] = head + found + bad + rest if found else bad + parts[name]


def _bomb(parts: Parts, random: Random) -> None:
    name = _some_xml(parts, random)
    parts[name] += b" " * _BOMB


def _too_many(parts: Parts, _random: Random) -> None:
    parts.update({f"xl/media/{number}.png": b"" for number in range(300)})


def _foreign(parts: Parts, random: Random) -> None:
    names = ("xl/vbaProject.bin", "../outside.xml", "xl/externalLinks/externalLink1.xml", "EncryptionInfo", "/etc/x")
    parts[random.choice(names)] = b"<x/>"


def _value(parts: Parts, random: Random) -> None:
    bad = (b"NaN", b"1e400", b"-1", b"9" * 400, b"", b"x", b"99999999", b"INF", b"1,5", b"0", b"1E+999999999999")
    _replace(parts, random, _VALUE, b"<v>" + random.choice(bad) + b"</v>")


def _address(parts: Parts, random: Random) -> None:
    bad = (b"XFD1048576", b"A1", b"ZZZZ1", b"A0", b"A99999999999", b"", b"1A", b"a1")
    _replace(parts, random, _CELL, b'r="' + random.choice(bad) + b'"')


def _replace(parts: Parts, random: Random, pattern: re.Pattern[bytes], new: bytes) -> None:
    name = _sheet(parts, random)
    places = list(pattern.finditer(parts[name]))
    if places:
        place = random.choice(places)
        parts[name] = parts[name][: place.start()] + new + parts[name][place.end() :]


def _nested(parts: Parts, random: Random) -> None:
    name, depth = _sheet(parts, random), random.choice((50, 5_000, 100_000))
    parts[name] = parts[name].replace(b"<sheetData>", b"<sheetData>" + b"<x>" * depth + b"</x>" * depth, 1)


def _encoded(parts: Parts, random: Random) -> None:
    name = _some_xml(parts, random)
    text = parts[name].decode()
    parts[name] = random.choice((text.encode("utf-16"), text.encode("utf-16-le"), b"\xff" + parts[name], b""))


_IN_BYTES: dict[str, Callable[[bytes, Random], bytes]] = {
    "archive truncated": _truncated,
    "archive bits flipped": _flipped,
    "archive twice": _doubled,
}
_IN_PARTS: dict[str, Callable[[Parts, Random], None]] = {
    "part gone": _part_gone,
    "part cut": _part_cut,
    "entities": _entities,
    "bomb": _bomb,
    "too many parts": _too_many,
    "foreign part": _foreign,
    "value changed": _value,
    "address changed": _address,
    "deeply nested": _nested,
    "encoding changed": _encoded,
}
