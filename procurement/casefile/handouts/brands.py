"""Names of makers and products in what is announced: 특정상표·특정규격·모델 지정 (집행기준 제5조④5호)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from unicodedata import normalize

from benchmarks.catalogue import devices, servers

_GENERIC = frozenset({"fpga", "lpu", "oam", "sxm", "server", "pro", "max", "gpu", "npu"})
_KOREAN = (
    "퓨리오사", "리벨리온", "하이퍼엑셀", "딥엑스", "모빌린트", "사피온", "엔비디아", "화웨이", "슈퍼마이크로",
    "인텔(?!리)", "에이엠디",
)  # fmt: skip
_SOFTWARE = ("CUDA", "TensorRT", "ROCm")
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
_SIZE = re.compile(r"[0-9]+(?:GB)?", re.IGNORECASE)
_SHORTEST = 3


class BrandNamed(ValueError):
    """What is announced names a maker, a product or a maker's own software; every place is listed."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name found, and where."""

    where: str
    name: str
    text: str


def refuse_brands(texts: Iterable[tuple[str, str]]) -> None:
    """Raise BrandNamed where any of the (place, text) pairs names a maker or a product."""
    found = tuple(brands_in(texts))
    if found:
        listed = "\n".join(f"  {one.where}: {one.name!r} ({one.text:.60})" for one in found)
        raise BrandNamed(
            f"규격은 특정 상표·제품이 아니라 성능으로 적습니다(집행기준 제5조④5호). 아래 이름을 성능으로 바꾸십시오 / "
            f"a specification says what is performed, never by whose product; replace these names:\n{listed}"
        )


def brands_in(texts: Iterable[tuple[str, str]]) -> Iterator[Named]:
    """Every catalogue name in the (place, text) pairs, also in full-width letters or split by what is not seen."""
    for where, text in texts:
        seen = "".join(letter for letter in normalize("NFKC", text) if letter.isprintable())
        for name in dict.fromkeys(found.group() for found in _pattern().finditer(seen)):
            yield Named(where, name, text)


@cache
def _pattern() -> re.Pattern[str]:
    named = [text for one in devices() for text in (one.vendor, one.name)]
    named += [text for one in servers() for text in (one.vendor, one.name)]
    words = {word for name in named for word in _WORD.findall(name)} | set(_SOFTWARE)
    telling = [w for w in words if len(w) >= _SHORTEST and w.casefold() not in _GENERIC and not _SIZE.fullmatch(w)]
    latin = "|".join(re.escape(word) for word in sorted(telling, key=lambda word: (-len(word), word)))
    return re.compile(rf"(?<![A-Za-z0-9])(?:{latin})(?![A-Za-z0-9])|{'|'.join(_KOREAN)}", re.IGNORECASE)
