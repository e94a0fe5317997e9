"""A case folder read whole, evaluated and sized: the same values the database gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.table import Table, read_table
from procurement.casefile.answers import KEYS, answers_of
from procurement.casefile.bids import Submission, submissions_of
from procurement.casefile.levels import service_levels
from procurement.casefile.marks import expected_of, marks_from
from procurement.casefile.procedure import PROCEDURES, check_complete, rules_of
from procurement.casefile.purchase import Purchase, purchase_of
from procurement.casefile.records import lots_of, reopened_of, sitting_of
from procurement.casefile.robust import robust_of
from procurement.casefile.runs import repeated_runs
from procurement.casefile.scheme import announced
from procurement.exports.dossier import Dossier, Evidenced, Reopened, Runs, ServiceLevel, Sized, Tender
from procurement.sizing.aims import in_order
from procurement.sizing.mix import NoMix, NotVerified, UnservedDemand, cheapest, most_performance, most_served
from procurement.sizing.solver import Progress, SolverCrashed, SolverStopped
from scoring.evaluation import evaluate
from scoring.result import Evaluation

SECTIONS = ("tender", "rules", "price", "gates", "criteria", "evaluators", "sizing")
TENDER = ("id", "title", "agency", "rules_day", "example", "example_note", "procedure")


@dataclass(frozen=True, slots=True)
class Case:
    """A case evaluated; sizing is still a question."""

    tender: Tender
    evaluation: Evaluation
    submissions: tuple[Submission, ...]
    purchase: Purchase | None
    runs: tuple[Runs, ...]
    levels: tuple[ServiceLevel, ...]
    reopened: tuple[Reopened, ...] = ()


def read_case(folder: Path, *, closed: bool = False) -> Case:
    """Read and evaluate tender.toml, bids/*.toml, marks.csv and the records of a folder; nothing is half-read.

    With `closed` the prices are not opened yet: the technical evaluation alone, and no purchase. Without it a price
    may be lacking only where the rules never use it: a bid that is out before its price is looked at.

    Raises nothing but REFUSALS, and OSError for what cannot be opened.
    """
    root = read_table(_bytes(folder / "tender.toml"), filename="tender.toml").only(*SECTIONS)
    tender = tender_of(root)
    scheme = announced(root)
    rules = rules_of(root, day=tender.rules_day, folder=folder)
    answers = answers_of(root, rules=rules)
    check_complete(rules, answers=answers)
    submissions = submissions_of(folder, announced=scheme, rules=rules)
    bids = tuple(s.bid for s in submissions)
    sitting = sitting_of(folder, tender=root)
    ids = tuple(bid.id for bid in bids)
    expected = expected_of(root, scheme.scheme, ids, sitting=sitting, rules=rules, trim_k=answers.trim_k)
    marks = marks_from(_bytes(folder / "marks.csv"), filename="marks.csv", expected=expected)
    evaluation = evaluate(
        scheme.scheme,
        rules=rules,
        answers=answers,
        bids=bids,
        marks=marks,
        lots=lots_of(folder),
        sitting=sitting,
    )
    runs = repeated_runs(scheme, submissions=submissions)
    if not closed:
        _need_prices(evaluation)
    purchase = None if closed else purchase_of(root, submissions=submissions, folder=folder)
    return Case(tender, evaluation, submissions, purchase, runs, service_levels(scheme), reopened_of(folder))


def _need_prices(evaluation: Evaluation) -> None:
    asked = evaluation.answers.l_pool == "valid_all"
    for result in evaluation.results:
        if result.bid.price is None and (asked or result.eligible):
            raise Table(f"bids/ {result.bid.id}.bid", {}).wrong(
                "price: 입찰가격이 없습니다. 여기나 prices.csv에 적으십시오 / there is no price, give it here or there"
            )


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise Table(path.name, {}).wrong(
            "사업 폴더에 이 파일이 없습니다. docs/examples의 예시를 보고 만드십시오 / "
            "there is no such file in the case folder, see docs/examples for one"
        )
    return path.read_bytes()


def tender_of(root: Table) -> Tender:
    """[tender] and where the notice says what, from the whole of tender.toml. Raises TableError."""
    table = root.table("tender").only(*TENDER)
    table.choice("procedure", choices=tuple(PROCEDURES))
    where = root.table("rules").table("where").only(*KEYS)
    return Tender(
        id=table.text("id"),
        title=table.text("title"),
        agency=table.text("agency"),
        rules_day=table.day("rules_day"),
        weight_reason=root.table("price").text("weight_reason"),
        places=tuple((key, where.text(key)) for key in where.values),
        example=table.flag("example"),
        example_note=table.optional_text("example_note") or "",
    )


def sized(
    purchase: Purchase,
    *,
    wall_seconds: float,
    progress: Callable[[Progress], None] | None = None,
    should_cancel: Callable[[], bool] | None = None,
) -> Sized:
    """The purchase solved, or why there is no mix, in words; the scores do not depend on it."""
    ways = {"cheapest": cheapest, "most_performance": most_performance, "most_served": most_served}
    solve = partial(in_order, aims=purchase.aims) if purchase.aims else ways[purchase.objective]
    try:
        mix = solve(purchase.problem, wall_seconds=wall_seconds, progress=progress, should_cancel=should_cancel)
    except (NoMix, NotVerified, SolverCrashed, SolverStopped, UnservedDemand) as reason:
        return Sized(purchase.problem, purchase.objective, mix=None, no_mix=str(reason))
    return Sized(purchase.problem, purchase.objective, mix=mix, no_mix="")


def dossier_of(case: Case, *, sizing: Sized | None, program: str, robustness: bool = False) -> Dossier:
    """Everything of the case that the workbook shows; with `robustness` also the annex."""
    return Dossier(
        tender=case.tender,
        evaluation=case.evaluation,
        manufacturers=tuple((s.bid.id, s.manufacturer) for s in case.submissions),
        evidence=tuple(
            Evidenced(s.bid.id, s.bid.name, e.measurement, e.findings) for s in case.submissions for e in s.examined
        ),
        sized=sizing,
        program=program,
        robust=robust_of(case.evaluation, runs=case.runs) if robustness else None,
        edges=tuple(check for s in case.submissions for check in s.edges),
        levels=case.levels,
        reopened=case.reopened,
    )
