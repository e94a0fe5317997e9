"""[[evidence]] of a bid: a published figure or a result file with its answers, examined before anything is scored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import cast, get_args

from benchmarks.answers import Answers, questions
from benchmarks.canonical import ContradictedAnswer
from benchmarks.catalogue import UnknownPublication, published
from benchmarks.checked import checked_rows
from benchmarks.findings import Finding, findings
from benchmarks.measurement import Measurement, PowerScope, Role, Verification
from benchmarks.override import NotOverridden, Override, override, with_overrides
from benchmarks.readers import UnreadableFile, read
from benchmarks.readers.xlsx_guard import is_workbook
from benchmarks.readers.xlsx_read import confirmed, read_workbook
from benchmarks.report import Report
from benchmarks.table import Table

_TEXTS = (
    "accelerator", "vendor", "system_name", "model", "weight_precision", "engine", "engine_version", "sdk_version",
    "measurer", "suite", "public_url", "power_method",
)  # fmt: skip
_NUMBERS = ("isl", "osl", "average_w")
_COUNTS = ("used", "nodes")
_LEAST_OF_ANSWERED, _MOST_OF_ANSWERED = Decimal("0.8"), Decimal("1.25")  # formats.md V12, and its inverse
_BY_THE_ANSWER = ("V12",)  # a length answered wrongly is told as that
_SHOWN = 10
BIDS = "bids"


class NotScorable(ValueError):
    """A result file is offered as evidence and something it never says is not answered."""


@dataclass(frozen=True, slots=True)
class Examined:
    """A measurement, what the checks found in it, and (name in the file, name in the tender) where they differ."""

    measurement: Measurement
    findings: tuple[Finding, ...]
    renamed: tuple[tuple[str, str], ...] = ()

    @property
    def rejected(self) -> tuple[str, ...]:
        """The rules that say it cannot be right and that nobody has set aside."""
        return tuple(f.rule for f in self.findings if f.level == "reject")

    @property
    def usable(self) -> bool:
        """Whether it may feed a score or the sizing: nothing rejects it and nobody has withdrawn it."""
        return not self.rejected and self.measurement.provenance.verification != "withdrawn"


def examined(table: Table, *, folder: Path, accelerator: str, home: str = BIDS) -> tuple[Examined, ...]:
    """The measurements of one [[evidence]] table, all of the offered `accelerator`; files are as seen from `home`.

    A measurement of another product is refused rather than passed over: it is a slip in a name, which would
    silently cost the bid its points, or it proves nothing about this offer. What is rejected or withdrawn is
    kept to be shown and needs no answers. Raises TableError and NotScorable.
    """
    table.only("published", "file", "rows", "answers", "aliases", "override")
    try:
        found = _published(table) if table.optional_text("published") else _measured(table, folder, home)
    except (ContradictedAnswer, UnknownPublication, UnreadableFile) as error:
        raise table.wrong(str(error)) from error
    for one in found:
        _refuse_other_product(one.measurement, table, accelerator)
    return found


def inside(folder: Path, name: str, table: Table, *, home: str = BIDS) -> Path:
    """A file of the case folder by its path from `home` in it; TableError for one outside it or not there."""
    root = folder.resolve()
    try:
        path = (root / home / name).resolve()
        there = path.is_file()
    except (OSError, RuntimeError, ValueError) as error:
        raise table.wrong(f"{name:.60}: 파일 이름으로 쓸 수 없습니다 / cannot be a file's name: {error}") from error
    if not path.is_relative_to(root):
        raise table.wrong(
            f"{name}: 사업 폴더 밖의 파일입니다. 폴더 안에 복사하십시오 / is outside the case folder, copy it into it"
        )
    if not there:
        raise table.wrong(
            f"{name}: 파일이 없습니다. {home or '사업'} 폴더에서 본 경로를 적으십시오 / "
            f"there is no such file, give its path as seen from {f'{home}/' if home else 'the case folder'}"
        )
    return path


def _published(table: Table) -> tuple[Examined, ...]:
    measurement = published(table.only("published").text("published"))
    return (Examined(measurement, findings(measurement)),)


def _measured(table: Table, folder: Path, home: str) -> tuple[Examined, ...]:
    path = inside(folder, table.text("file"), table, home=home)
    report = _report(path, folder.resolve())
    if "rows" in table.values:
        wanted, known = table.texts("rows"), {row.where or "/": row for row in report.rows}
        _refuse_unknown(table, "rows", wanted, tuple(known))
        report = replace(report, rows=tuple(known[where] for where in wanted))
    found = examined_report(report, table=table)
    for one in found:
        if one.usable:
            _refuse_open(one.measurement, table)
        if one.usable or one.rejected == _BY_THE_ANSWER:
            _refuse_other_lengths(one.measurement, table)
    return found


def examined_report(report: Report, *, table: Table) -> tuple[Examined, ...]:
    """A file's measurements under its table's answers, aliases and overrides, and what the checks find in each.

    Nothing has to be answered here. Raises TableError, ContradictedAnswer.
    """
    answers = table.optional_table("answers")
    checked = checked_rows(report, answers=_answers(answers) if answers else Answers())
    renamed = zip(_renamed(table, tuple(one.measurement for one in checked)), checked, strict=True)
    return _overridden(table, tuple(Examined(m, one.findings, names) for (m, names), one in renamed))


def _report(path: Path, root: Path) -> Report:
    """A result file read; a workbook through a mapping beside it (*.mapping.toml) or in the case's mappings/."""
    data, name = path.read_bytes(), path.relative_to(root).as_posix()
    if not is_workbook(data):
        return read(data, filename=name)
    candidates = [*path.parent.glob("*.mapping.toml"), *(root / "mappings").glob("*.toml")]
    found = sorted({place.resolve() for place in candidates if place.is_file()})
    names = {place: place.relative_to(root).as_posix() for place in found if place.is_relative_to(root)}
    mappings = [confirmed(place.read_bytes(), filename=names[place]) for place in names]
    return read_workbook(data, filename=name, mappings=mappings)


def _overridden(table: Table, found: tuple[Examined, ...]) -> tuple[Examined, ...]:
    """The measurements with what [[evidence.override]] sets aside, each for one rule of one row."""
    overrides: dict[str, list[Override]] = {}
    by_row = {one.measurement.source.where: one for one in found}
    for entry in table.tables("override"):
        where = entry.only("rule", "where", "reason", "by", "on").text("where")
        _refuse_unknown(entry, "where", (where,), tuple(by_row))
        made = _override(entry, by_row[where])
        if made.rule in (one.rule for one in overrides.get(where, ())):
            raise entry.wrong(f"{made.rule} {where}: 중복 / comes twice")
        overrides.setdefault(where, []).append(made)
    return tuple(
        replace(one, findings=with_overrides(one.findings, overrides=overrides.get(where, ())))
        for where, one in by_row.items()
    )


def _override(entry: Table, one: Examined) -> Override:
    rule, reason, by = (entry.text(key) for key in ("rule", "reason", "by"))
    try:
        return override(one.measurement, found=one.findings, rule=rule, reason=reason, by=by, on=entry.day("on"))
    except NotOverridden as error:
        raise entry.wrong(str(error)) from error


def _refuse_unknown(table: Table, key: str, wanted: tuple[str, ...], known: tuple[str, ...]) -> None:
    for name in wanted:
        if name not in known:
            more = " …" if len(known) > _SHOWN else ""
            raise table.wrong(
                f"{key}: {name!r}: 파일에 없습니다 / is not in the file, which has: {', '.join(known[:_SHOWN])}{more}"
            )


def _renamed(table: Table, found: tuple[Measurement, ...]) -> Iterator[tuple[Measurement, tuple[tuple[str, str], ...]]]:
    """Each measurement under the names the tender uses, where [evidence.aliases] says which name means which."""
    aliases = table.optional_table("aliases") or Table(table.where, {})
    names = {old: aliases.text(old) for old in aliases.values}
    in_file = {name: None for m in found for name in (m.system.accelerator, m.model.name) if name}
    _refuse_unknown(table, "aliases", tuple(names), tuple(in_file))
    for m in found:
        product, model = m.system.accelerator or "", m.model.name or ""
        yield (
            replace(
                m,
                system=replace(m.system, accelerator=names.get(product, m.system.accelerator)),
                model=replace(m.model, name=names.get(model, m.model.name)),
            ),
            tuple((old, names[old]) for old in (product, model) if old in names),
        )


def _answers(table: Table) -> Answers:
    table.only(*_TEXTS, *_NUMBERS, *_COUNTS, "measurer_role", "measured_at", "verification", "power_scope")
    at = table.values.get("measured_at")
    if at is not None and (not isinstance(at, datetime) or at.tzinfo is None):
        raise table.wrong(
            "measured_at: 시간대가 있는 일시여야 합니다 (예: 2026-11-02T10:00:00+09:00) / "
            "must be a date-time with its zone (2026-11-02T10:00:00+09:00)"
        )
    return Answers(
        **{key: table.optional_text(key) for key in _TEXTS},  # type: ignore[arg-type]  # the keys are text fields
        **{key: table.optional_number(key) for key in _NUMBERS},  # type: ignore[arg-type]  # number fields
        **{key: table.optional_count(key) for key in _COUNTS},  # type: ignore[arg-type]  # whole-number fields
        measured_at=at,
        measurer_role=cast("Role | None", table.optional_choice("measurer_role", choices=get_args(Role))),
        verification=cast("Verification | None", table.optional_choice("verification", choices=get_args(Verification))),
        power_scope=cast("PowerScope | None", table.optional_choice("power_scope", choices=get_args(PowerScope))),
    )


def _refuse_open(measurement: Measurement, table: Table) -> None:
    lines = [f"  {q.name}: {q.korean} / {q.english} ({q.why})" for q in questions(measurement)]
    lines += [
        f"  {key}: 파일에는 실제 평균 {mean.normalize():f}만 있으니 정한 길이를 적으십시오 / "
        f"the file has only the mean {mean.normalize():f}, give the length that was set"
        for key, target, mean in _lengths(measurement)
        if target is None and mean is not None
    ]
    if lines:
        source, section = measurement.source, _section(table, "answers")
        listed = "\n".join(lines)
        raise NotScorable(
            f"{table.where}: {source.filename} {source.where}: 파일에 없어 답해야 하는 항목입니다. "
            f"{section}에 적으십시오 / not in the file, answer these in {section}:\n{listed}"
        )


def _section(table: Table, key: str) -> str:
    """How the file heads a table: below an [[evidence]] of a list, or alone where the file answers for one result."""
    return f"[evidence.{key}]" if table.where.endswith("]") else f"[{key}]"


def _refuse_other_lengths(measurement: Measurement, table: Table) -> None:
    answers = table.optional_table("answers") or Table(table.where, {})
    for key, target, mean in _lengths(measurement):
        if target is None or mean is None or key not in answers.values:
            continue
        if not _LEAST_OF_ANSWERED * target <= mean <= _MOST_OF_ANSWERED * target:
            raise answers.wrong(
                f"{key} = {target}: 파일의 실제 평균 {mean:.1f}과 맞지 않습니다. 답이나 파일을 고치십시오 / "
                f"does not fit the mean {mean:.1f} that the file shows; correct the answer or the file"
            )


def _lengths(measurement: Measurement) -> tuple[tuple[str, Decimal | None, Decimal | None], ...]:
    scenario = measurement.scenario
    return (
        ("isl", scenario.isl_target, scenario.isl_mean),
        ("osl", scenario.osl_target, scenario.osl_mean),
    )


def _refuse_other_product(measurement: Measurement, table: Table, accelerator: str) -> None:
    measured, source, aliases = measurement.system.accelerator, measurement.source, _section(table, "aliases")
    if measured not in (None, accelerator):
        raise table.wrong(
            f"{source.filename} {source.where}: {measured!r}의 측정값인데 offer.accelerator는 {accelerator!r}입니다. "
            f"같은 제품이면 {aliases}에 {measured!r} = {accelerator!r}로 적고, 다른 제품이면 빼십시오 / "
            f"measured on {measured!r}, but the offer is {accelerator!r}: if it is the same product say so in "
            f"{aliases}, else leave this evidence (or, with rows, this row) out"
        )
