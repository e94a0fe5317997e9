"""What the 평가결과서 and the 평가표 have in common: figures as text, sections, signatures, digests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from procurement.exports.dossier import Dossier
from procurement.exports.hwpx.paper import Block, Heading, Line, Table
from scoring.quantity import half_up, plain
from scoring.result import Number

NONE = "해당 없음"
_PLACES = 4


def printed(number: Number | None, *, missing: str = "") -> str:
    """A computed number with the digits that the rule gives it, and zeros up to four decimals."""
    if number is None:
        return missing
    places = max(_PLACES, -int(number.value.as_tuple().exponent))
    return f"{half_up(Fraction(number.value), places=places)}"


def percent(share: Fraction) -> str:
    """A share as a percentage of four decimals."""
    return f"{half_up(share * 100, places=_PLACES)}"


def facts(lines: Iterable[tuple[str, str]]) -> Table:
    """Names and what they are, two columns."""
    return Table(("항목", "내용"), tuple(lines), (1, 4), "cl")


def section(heading: str, table: Table, *, note: str = "") -> Iterator[Block]:
    """A heading of the second level with its table; without rows the words 해당 없음 stand in its place."""
    yield Heading(heading, 2)
    yield table if table.rows else Line(NONE)
    if note and table.rows:
        yield Line(note, "small")


def signatures(who: Iterable[str]) -> Table:
    """Room to sign, a row for each."""
    rows = tuple((one, "", "", "") for one in who)
    return Table(("구분", "소속·직위", "성명", "서명 또는 인"), rows, (2, 3, 2, 3), "cccc", tall=True)


def marked(dossier: Dossier) -> str:
    """What stands before every title of a case whose figures are invented."""
    return "[예시] " if dossier.tender.example else ""


def identity(dossier: Dossier) -> tuple[tuple[str, str], ...]:
    """Which tender this is."""
    tender = dossier.tender
    example = (("예시 표시", tender.example_note),) if tender.example else ()
    return (("공고번호", tender.id), ("공고명", tender.title), ("수요기관", tender.agency), *example)


def digests(dossier: Dossier) -> tuple[tuple[str, str], ...]:
    """What the figures were computed from, and by which program."""
    rules = tuple((f"규정 요약값 {r.id}", f"sha256 {r.digest}") for r in dossier.evaluation.rules)
    return (*rules, ("입력 요약값", f"sha256 {dossier.evaluation.input_digest}"), ("프로그램", dossier.program))


def split(points: Fraction, price: Fraction) -> str:
    """The points of the technical and of the price part."""
    return f"기술 {plain(points)}점, 가격 {plain(price)}점"
