"""The tender as announced, read from tender.toml alone: before there are bids, marks or prices."""

from __future__ import annotations

from pathlib import Path

from benchmarks.table import Table, read_table
from procurement.casefile.answers import answers_of
from procurement.casefile.procedure import check_complete, rules_of
from procurement.casefile.scheme import announced
from procurement.exports.ocds.publication import Notice, NotPublishable
from scoring.checks import check_scheme
from scoring.eligibility import eligibility_on, threshold


def notice_of(folder: Path) -> Notice:
    """The announced tender of a case folder. Raises nothing but REFUSALS, and OSError for what cannot be opened."""
    path = folder / "tender.toml"
    if not path.is_file():
        raise NotPublishable("tender.toml: 사업 폴더에 이 파일이 없습니다 / there is no such file in the case folder")
    root = read_table(path.read_bytes(), filename=path.name)
    table = root.table("tender")
    rules = rules_of(root, day=table.day("rules_day"), folder=folder)
    answers = answers_of(root, rules=rules)
    check_complete(rules, answers=answers)
    scheme = announced(root).scheme
    check_scheme(scheme, rules=rules)
    return Notice(
        id=_number(table),
        title=table.text("title"),
        agency=table.text("agency"),
        note=table.optional_text("example_note") or "",
        scheme=scheme,
        threshold=threshold(scheme, rules=rules),
        threshold_on_total=eligibility_on(rules) == "total",
        amount=None if answers.e_kind == "reserve" else answers.e_amount,
    )


def _number(table: Table) -> str:
    """The number of the notice, which becomes part of the ocid."""
    number = table.text("id")
    if not number.isprintable() or " " in number:
        raise table.wrong(
            f"id = {number!r}: ocid의 일부가 되므로 빈칸이나 보이지 않는 글자가 없어야 합니다 / "
            f"becomes part of the ocid, so without spaces and invisible characters"
        )
    return number
