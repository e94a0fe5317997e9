"""Everything that came back, at once: whose form each file is, all that is wrong, and what storing would change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.readers.unreadable import UnreadableFile
from procurement.casefile.bids import submission_from
from procurement.casefile.collecting.ballots import (
    MarkChange,
    changes,
    marks_csv,
    marks_in,
    reasons_owed,
    still_missing,
)
from procurement.casefile.collecting.bidding import BidChange, Came, bidders_with, change_of, named, stored_bids
from procurement.casefile.collecting.checking import checked
from procurement.casefile.collecting.refusal import Refusal
from procurement.casefile.handouts.reading import Asked, asked_of
from procurement.casefile.marks import marks_so_far
from procurement.casefile.refusals import REFUSALS, in_words
from procurement.exports.handout import DIGEST_NAME, SPECIMEN, TENDER_NAME, WHO_NAME, Form
from procurement.exports.xlsx.forms import COVER
from procurement.exports.xlsx.handouts.announcement import ANNEX, INTERNAL
from procurement.exports.xlsx.handouts.ballot import ballots
from procurement.exports.xlsx.handouts.bid_form import bid_forms
from procurement.exports.xlsx.handouts.filled import Filled, filled
from scoring.criteria import Mark

MARKS = "marks.csv"
_NEW = "forms로 만든 새 양식에 적어 내게 하십시오. / Have it filled in on a form that `forms` makes now."
_FORMS = "점수는 평가표에, 가격과 근거는 제안서식에 적으십시오(forms). / Marks and bids come in the forms of `forms`."
_ONE = "하나만 남기십시오. / Keep one of them."


@dataclass(slots=True)
class Outcome:
    """What was found. Nothing may be stored while there are refusals; `contents` is then empty.

    `amended` is a workbook of an assessment with what it changes in assess.toml.
    """

    refusals: list[Refusal] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    ballots: dict[str, tuple[str, tuple[MarkChange, ...], int]] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    bids: list[tuple[str, BidChange]] = field(default_factory=list)
    amended: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    contents: dict[Path, bytes] = field(default_factory=dict)


def collected(files: Iterable[tuple[str, bytes]], *, folder: Path) -> Outcome:
    """The outcome of (name, bytes) of filled forms against a tender folder; nothing is stored here.

    `ballots` is evaluator -> file, changes, marks in all. Raises REFUSALS, BrandNamed and OSError for the folder
    itself; what is wrong with the files stands in the outcome, all of it.
    """
    asked = asked_of(folder)
    outcome, came = Outcome(), []
    forms = {form.digest: form for form in (*ballots(asked.notice), *bid_forms(asked.notice))}
    for name, data in files:
        found = _came(name, data, forms, asked, outcome)
        if found is not None:
            came.append(found)
    came = list(_once(came, asked, outcome))
    marks = _marks(came, asked, folder, outcome)
    bids = _bids([one for one in came if one.form.kind == "bid"], asked, folder, outcome)
    if not outcome.refusals:
        outcome.contents = {path: data for path, data in (*marks.items(), *bids.items()) if _differs(path, data)}
    return outcome


def _differs(path: Path, data: bytes) -> bool:
    return not path.is_file() or path.read_bytes() != data


def _came(name: str, data: bytes, forms: Mapping[str, Form], asked: Asked, outcome: Outcome) -> Came | None:
    """The form that a file is, with its answers; None where it is skipped or refused."""
    try:
        workbook = filled(data, filename=name)
    except UnreadableFile as error:
        outcome.refusals.append(Refusal(name, error.where, error.problem, error.remedy))
        return None
    form = forms.get(workbook.named.get(DIGEST_NAME, ""))
    if form is None and workbook.named.get(WHO_NAME) in (ANNEX, INTERNAL):
        outcome.skipped.append(f"{name}: 공고 서류라 읽을 것이 없습니다 / an annex of the notice, nothing to read")
        return None
    if form is None or form.who == SPECIMEN:
        outcome.refusals.append(unknown(workbook, tender_id=asked.notice.tender_id))
        return None
    answers = checked(workbook, form=form)
    if answers.untouched:
        outcome.skipped.append(f"{name}: 아무것도 적지 않은 양식입니다 / nobody wrote into it")
        return None
    owed = reasons_owed(answers, filename=name, marking=asked.notice.marking) if form.kind == "ballot" else ()
    outcome.refusals += [*answers.refusals, *owed]
    return Came(name, data, form, answers)


def unknown(workbook: Filled, *, tender_id: str) -> Refusal:
    """Why a file is no form of the tender as it is announced now."""
    tender, who = workbook.named.get(TENDER_NAME), workbook.named.get(WHO_NAME, "")
    if COVER in workbook.sheets:
        problem = "결과 통합문서의 칸은 옮기지 않습니다 / the cells of a workbook of results are not read"
        return Refusal(workbook.filename, "", problem, _FORMS)
    if tender is None or DIGEST_NAME not in workbook.named:
        problem = "이 프로그램이 만든 양식이 아니거나 지문 칸이 지워졌습니다 / no form of ours, or its digest is gone"
    elif tender != tender_id:
        problem = f"다른 공고({tender:.60})의 양식입니다 / a form of another tender"
    elif SPECIMEN in who:
        problem = "견본입니다. 업체가 정해진 뒤의 평가표가 아닙니다 / a specimen, made before bidders were known"
    else:
        problem = (
            f"다른 판의 양식입니다({who:.60}). 만든 뒤에 공고의 항목, 배점, 업체나 위원이 바뀌었습니다 / "
            f"another version: criteria, points, bidders or evaluators have changed since"
        )
    return Refusal(workbook.filename, "", problem, _NEW)


def _once(came: Iterable[Came], asked: Asked, outcome: Outcome) -> Iterator[Came]:
    """The forms of which nobody handed in two; all of the others are refused together."""
    groups: dict[tuple[str, str], list[Came]] = {}
    for one in came:
        who = one.form.who if one.form.kind == "ballot" else named(one, bidders=asked.notice.bidders)
        groups.setdefault((one.form.kind, who), []).append(one)
    for (kind, who), group in groups.items():
        if len(group) > 1:
            names = ", ".join(one.filename for one in group)
            problem = f"{'위원' if kind == 'ballot' else '업체'} {who}의 양식이 둘 이상입니다 / more than one of them"
            outcome.refusals.append(Refusal(names, "", problem, _ONE))
        yield from group if len(group) == 1 else ()


def _marks(came: Iterable[Came], asked: Asked, folder: Path, outcome: Outcome) -> dict[Path, bytes]:
    """marks.csv as it will be, where any evaluator's form came; the changes go into the outcome."""
    path = folder / MARKS
    data = path.read_bytes() if path.is_file() else None
    stored = () if data is None else marks_so_far(data, filename=MARKS, expected=asked.expected)
    fresh: dict[tuple[str, str, str], Mark] = {(m.evaluator, m.bid, m.criterion): m for m in stored}
    ballots_in = [one for one in came if one.form.kind == "ballot"]
    for one in ballots_in:
        marks = marks_in(one.answers, evaluator=one.form.who, marking=asked.notice.marking)
        outcome.ballots[one.form.who] = (one.filename, changes(marks, stored=stored), len(marks))
        fresh |= {(m.evaluator, m.bid, m.criterion): m for m in marks}
    outcome.missing = still_missing(fresh.values(), expected=asked.expected) if asked.notice.bidders else ()
    return {path: marks_csv(fresh.values(), expected=asked.expected)} if ballots_in else {}


def _bids(came: list[Came], asked: Asked, folder: Path, outcome: Outcome) -> dict[Path, bytes]:
    """Every bid's file as it will be; a form with refusals of its own is left out, they are told already."""
    bidders, stored = bidders_with(came, bidders=asked.notice.bidders), stored_bids(folder)
    contents: dict[Path, bytes] = {}
    for one in came:
        if one.answers.refusals:
            continue
        bidder = bidders[named(one, bidders=asked.notice.bidders)]
        change = change_of(one, bidder=bidder, folder=folder, stored=stored)
        if not isinstance(change, BidChange):
            outcome.refusals += change
            continue
        refusal = not_evaluable(one, change, asked, folder)
        outcome.refusals += [refusal] if refusal else []
        outcome.bids.append((one.filename, change))
        contents[folder / "bids" / change.path] = change.content
    return contents


def not_evaluable(came: Came, change: BidChange, asked: Asked, folder: Path) -> Refusal | None:
    """Why `evaluate` would refuse the bid, by the same reading; None where it would not."""
    try:
        submission_from(
            change.content, filename=change.path, folder=folder, announced=asked.announced, rules=asked.rules
        )
    except REFUSALS as refusal:
        mend = "측정 근거와 구성 시트를 고쳐 내게 하십시오. / Have the evidence or the offer corrected."
        return Refusal(came.filename, "", in_words(refusal), mend)
    return None
