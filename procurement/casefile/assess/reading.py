"""assess.toml read whole and assessed by the rules of its day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from benchmarks.table import Table, TableError, read_table
from procurement.casefile.answers import NotAnswered
from procurement.casefile.assess.contests import called, invited
from procurement.casefile.assess.outcome import Assessment, Found
from procurement.casefile.assess.tenders import compared, qualified, reserved, staged
from procurement.casefile.records import lot_of
from scoring.international import UnknownMethod
from scoring.international_formulas import UnusableTerms
from scoring.lots import UnusableLot, lot_told
from scoring.mas import InvitationRefused, UnusableProposal
from scoring.open_call import UnusableCall
from scoring.qualification import UnusableCandidate
from scoring.quantity import NotExact
from scoring.reserve_price import UnusablePreliminary
from scoring.result import Lot, Note
from scoring.rules.loading import RuleError, on, shipped_rule
from scoring.rules.schema import Parameter, Rules
from scoring.two_stage import UnusableEntry

FILE = "assess.toml"
RULES = {
    "qualification": ("kr.goods.qualification", "kr.qualification.forms"),
    "two_stage": ("kr.two.stage",),
    "simultaneous": ("kr.two.stage",),
    "mas": ("kr.mas.two.stage",),
    "reserve_price": ("kr.reserve.price",),
    "open_call": ("kr.open.call",),
    "comparison": ("intl.price.formulas", "intl.ufab", "intl.world.bank"),
}
"""The kinds, and the rule texts each is assessed by."""
_SECTIONS = {
    "qualification": ("qualification", "bids", "lot"),
    "two_stage": ("two_stage", "bids", "lot"),
    "simultaneous": ("simultaneous", "bids", "lot"),
    "mas": ("mas", "invited", "proposals", "lot"),
    "reserve_price": ("reserve_price",),
    "open_call": ("call", "stages", "projects"),
    "comparison": ("comparison", "bids"),
}
REFUSALS = (
    InvitationRefused, NotAnswered, NotExact, RuleError, TableError, UnknownMethod, UnusableCall, UnusableCandidate,
    UnusableEntry, UnusableLot, UnusablePreliminary, UnusableProposal, UnusableTerms,
)  # fmt: skip
"""What a wrong assess.toml is refused with; every message says what and how to mend it."""


def read_assessment(folder: Path) -> Assessment:
    """Read and assess the assess.toml of a folder. Raises nothing but REFUSALS, and OSError for what cannot be read."""
    path = folder / FILE
    if not path.is_file():
        raise Table(FILE, {}).wrong(
            "폴더에 이 파일이 없습니다. docs/examples의 예시를 보고 만드십시오 / "
            "there is no such file in the folder, see docs/examples for one"
        )
    return assessment_from(path.read_bytes())


def assessment_from(content: bytes) -> Assessment:
    """The same from the bytes of an assess.toml. Raises nothing but REFUSALS."""
    root = read_table(content, filename=FILE)
    table = root.table("assessment").only("kind", "id", "title", "agency", "rules_day", "example_note")
    kind = table.choice("kind", choices=tuple(RULES))
    root.only("assessment", *_SECTIONS[kind])
    rules = tuple(on(shipped_rule(name), day=table.day("rules_day")) for name in RULES[kind])
    lots = tuple(lot_of(one) for one in root.tables("lot"))
    return Assessment(
        kind=kind,
        id=table.text("id"),
        title=table.text("title"),
        agency=table.text("agency"),
        example=table.optional_text("example_note") or "",
        found=_found(root, kind=kind, rules=rules, lots=lots),
        open=tuple(f"{p.key}: {p.description} ({text.title})" for text in rules for p in _open(text)),
        day=table.day("rules_day"),
        rules=rules,
        digest=sha256(content).hexdigest(),
        lots=lots,
    )


def _open(text: Rules) -> tuple[Parameter, ...]:
    """What is not obtained and stops nothing; a form or method that is used would have been refused."""
    return tuple(p for p in text.not_obtained if not p.key.startswith(("form.", "method.")))


def _found(root: Table, *, kind: str, rules: tuple[Rules, ...], lots: tuple[Lot, ...]) -> Found:
    kinds: dict[str, Callable[..., Found]] = {
        "qualification": partial(qualified, lots=lots),
        "two_stage": partial(staged, kind="two_stage", lots=lots),
        "simultaneous": partial(staged, kind="simultaneous", lots=lots),
        "mas": partial(invited, lots=lots),
        "reserve_price": reserved,
        "open_call": called,
        "comparison": compared,
    }
    found = kinds[kind](root, rules=rules)
    return replace(found, notes=(*found.notes, *_recorded(lots, rules=rules)))


def _recorded(lots: tuple[Lot, ...], *, rules: tuple[Rules, ...]) -> Iterator[Note]:
    """What was drawn, by whom it was witnessed and where it is recorded: the order rests on it."""
    order = next((found for text in rules for found in text.rules if found.key.endswith("tie_order")), None)
    for lot in lots:
        yield Note(code="lot", text=lot_told(lot), clause=str(order.reference) if order else "")


def in_words(refusal: Exception) -> str:
    """The refusal with the file it is about."""
    message = str(refusal)
    return message if message.startswith(FILE) else f"{FILE}: {message}"
