"""A tender folder, with bids or before there are any, read as the notice and its forms."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from benchmarks.table import Table, read_table
from procurement.casefile.answers import answers_of
from procurement.casefile.bids import Submission, submissions_of
from procurement.casefile.case import SECTIONS, tender_of
from procurement.casefile.handouts.brands import Named, brands_in, refuse_brands
from procurement.casefile.handouts.marking import marking_of
from procurement.casefile.handouts.wording import requirements_of, scored_of
from procurement.casefile.marks import Expected, expected_of
from procurement.casefile.procedure import rules_of
from procurement.casefile.records import sitting_of
from procurement.casefile.scheme import Announced, announced
from procurement.exports.handout import Bidder, Notice
from procurement.exports.xlsx.forms import VAT
from scoring.checks import check_answers, check_scheme
from scoring.rules.schema import Rules

FORMS = "forms.toml"
_NOTES = (
    "측정하지 않은 값은 미측정이며, 추정하거나 보간하지 않는다.",
    "측정값에는 소프트웨어와 그 버전, 가중치 정밀도, 사용한 가속기 수, 측정 기관을 함께 적는다.",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the folder says for its forms. `expected` is who marks whom; `model_brands` are names within models."""

    notice: Notice
    announced: Announced
    rules: tuple[Rules, ...]
    expected: Expected
    model_brands: tuple[Named, ...]


def asked_of(folder: Path) -> Asked:
    """tender.toml, forms.toml where there is one, and the names in bids/. Raises REFUSALS, BrandNamed and OSError."""
    root = _table(folder, "tender.toml").only(*SECTIONS)
    own = _table(folder, FORMS) if (folder / FORMS).exists() else Table(FORMS, {})
    own.only("marks", "criterion", "bidders", "specification")
    tender, scheme = tender_of(root), announced(root)
    rules = rules_of(root, day=tender.rules_day, folder=folder)
    answers = answers_of(root, rules=rules)
    check_scheme(scheme.scheme, rules=rules)
    check_answers(answers, rules=rules)
    bidders, notes = _bidders(folder, own), _notes(own)
    refuse_brands(announced_texts(root, notes))
    expected = _expected(root, scheme, bidders, folder=folder, rules=rules, trim_k=answers.trim_k)
    models = tuple(dict.fromkeys(one.model for one in scheme.measures))
    notice = Notice(
        tender_id=tender.id,
        title=tender.title,
        agency=tender.agency,
        example=tender.example,
        day=tender.rules_day.isoformat(),
        scheme=scheme.scheme,
        marking=marking_of(own, scheme=scheme.scheme),
        evaluators=expected.evaluators,
        bidders=bidders,
        excused=expected.excused,
        requirements=requirements_of(scheme),
        scored=scored_of(scheme),
        notes=(*_NOTES, *notes),
        models=models,
        vat=VAT[answers.bid_vat],
    )
    return Asked(notice, scheme, rules, expected, tuple(brands_in((f"model {name}", name) for name in models)))


def submissions_if_any(folder: Path, *, asked: Asked) -> tuple[Submission, ...]:
    """The bids of the folder, none before there are any. Raises what reading bids raises."""
    if not any((folder / "bids").glob("*.toml")):
        return ()
    return submissions_of(folder, announced=asked.announced, rules=asked.rules)


def _table(folder: Path, name: str) -> Table:
    path = folder / name
    if not path.is_file():
        raise Table(name, {}).wrong("사업 폴더에 이 파일이 없습니다 / there is no such file in the case folder")
    return read_table(path.read_bytes(), filename=name)


def _expected(
    root: Table, scheme: Announced, bidders: tuple[Bidder, ...], *, folder: Path, rules: tuple[Rules, ...], trim_k: int
) -> Expected:
    """Who marks whom; before bidders are known nobody can be excused from one."""
    sitting = sitting_of(folder, tender=root) if bidders else None
    ids = tuple(bidder.id for bidder in bidders)
    return expected_of(root, scheme.scheme, ids, sitting=sitting, rules=rules, trim_k=trim_k)


def _bidders(folder: Path, own: Table) -> tuple[Bidder, ...]:
    """[[bidders]] of forms.toml, which may hide names, else the bids; every bid has to be among them."""
    bids = tuple(_bid(path) for path in sorted((folder / "bids").glob("*.toml")) if path.is_file())
    given = tuple(_bidder(table) for table in own.tables("bidders"))
    if not given:
        return bids
    for value in ("id", "name", "shown"):
        listed = [getattr(one, value) for one in given]
        if len(set(listed)) < len(listed):
            raise own.wrong(f"bidders: {value}가 겹칩니다. 서로 다르게 적으십시오 / two have the same {value}")
    if lacking := [bid.id for bid in bids if bid.id not in {one.id for one in given}]:
        raise own.wrong(
            f"bidders: bids/에 있는 {', '.join(lacking)}이(가) 빠졌습니다 / these bids are not listed, add them"
        )
    return given


def _bidder(table: Table) -> Bidder:
    table.only("id", "name", "shown")
    return Bidder(table.text("id"), table.text("name"), table.optional_text("shown") or table.text("name"))


def _bid(path: Path) -> Bidder:
    table = read_table(path.read_bytes(), filename=f"bids/{path.name}").table("bid")
    return Bidder(table.text("id"), table.text("name"), table.text("name"))


def _notes(own: Table) -> tuple[str, ...]:
    table = own.optional_table("specification")
    return () if table is None else table.only("notes").texts("notes")


def announced_texts(root: Table, notes: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Every text of the announcement that must not name a maker, with its place."""
    entries = (*root.tables("gates"), *root.tables("criteria"))
    titles = [(f"{table.where}.title", table.text("title")) for table in entries]
    named = [(f"{FORMS} specification.notes[{number}]", note) for number, note in enumerate(notes)]
    return (("tender.toml.tender.title", root.table("tender").text("title")), *titles, *named)
