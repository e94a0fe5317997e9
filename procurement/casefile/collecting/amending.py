"""The workbook of an assessment that came back: what it changes in assess.toml, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.table import read_table
from procurement.casefile.assess.outcome import Assessment, assessed_of
from procurement.casefile.assess.reading import FILE, REFUSALS, assessment_from, in_words
from procurement.casefile.collecting.amended_values import Answered, amended
from procurement.casefile.collecting.bidding import differences
from procurement.casefile.collecting.checking import Checked, checked, same
from procurement.casefile.collecting.collecting import Outcome
from procurement.casefile.collecting.refusal import Refusal
from procurement.casefile.collecting.toml_edit import NotKept, edited
from procurement.exports.handout import DIGEST_NAME, TENDER_NAME, Form, Input, Place
from procurement.exports.xlsx.assess.form import REMARK, assess_form
from procurement.exports.xlsx.handouts.filled import Filled, filled

_BOM = "\ufeff"
_AGAIN = "assess -o로 통합문서를 새로 만들어 적으십시오. / Make the workbook anew with `assess -o` and fill it in."
_ONE = "하나만 남기십시오. / Keep one of them."
_KOREAN_ONE = "--language en 없이 만든 통합문서에 적으십시오. / Fill in the workbook made without `--language en`."
_MEND = "통합문서의 그 칸을 고치십시오. / Correct the cell in the workbook."
_BY_HAND = "위에 보인 값을 assess.toml에 직접 적으십시오. / Type the values shown above into assess.toml."


def workbooks_collected(files: Iterable[tuple[str, bytes]], *, folder: Path, program: str) -> Outcome:
    """What the unlocked cells of (name, bytes) change in the assess.toml of a folder; nothing is stored here.

    `program` is what the workbook says it was made with. Raises REFUSALS of `read_assessment`, NotForSheets and
    OSError for the folder itself; what is wrong with the files stands in the outcome, all of it.
    """
    content = (folder / FILE).read_bytes()
    known = assessment_from(content)
    form = assess_form(assessed_of(known, program=program), filename=FILE)
    outcome = Outcome()
    went = filled(form.content, filename=FILE)
    came = [one for name, data in files if (one := _came(name, data, form, went, outcome))]
    if len(came) > 1:
        names = ", ".join(one.filename for one in came)
        outcome.refusals.append(
            Refusal(names, "", "값을 바꾼 통합문서가 둘 이상입니다 / more than one changes it", _ONE)
        )
    elif came and not outcome.refusals:
        _amend(came[0], content, known, folder, outcome)
    if outcome.refusals:
        outcome.contents = {}
    return outcome


@dataclass(frozen=True, slots=True)
class _Came:
    filename: str
    answered: Answered
    changed: Mapping[Place, Input]


def _came(name: str, data: bytes, form: Form, went: Filled, outcome: Outcome) -> _Came | None:
    """The cells that a file answers otherwise than assess.toml; None where it is refused or changes nothing."""
    try:
        workbook = filled(data, filename=name)
    except UnreadableFile as error:
        outcome.refusals.append(Refusal(name, error.where, error.problem, error.remedy))
        return None
    if any(workbook.named.get(key) != went.named[key] for key in (DIGEST_NAME, TENDER_NAME)):
        outcome.refusals.append(_unknown(workbook, went))
        return None
    if not set(workbook.sheets) & set(went.sheets):
        problem = "맞는 시트가 없습니다. 영어 통합문서는 읽지 않습니다 / no sheet is ours, English is not read"
        outcome.refusals.append(Refusal(name, "", problem, _KOREAN_ONE))
        return None
    changed = {p: one for p, one in form.inputs.items() if not same(workbook.cells.get(p), went.cells.get(p))}
    answers = checked(workbook, form=replace(form, inputs=changed))
    outcome.refusals += answers.refusals
    outcome.skipped += _remarks(name, answers, changed)
    values = {place: one for place, one in changed.items() if one.key[0] != REMARK}
    if not values and not answers.refusals:
        outcome.skipped.append(_nothing(name))
    return _Came(name, Answered(answers, form, workbook, name), values) if values else None


def _nothing(name: str) -> str:
    return f"{name}: 바뀐 값이 없습니다 / changes no value"


def _remarks(name: str, answers: Checked, changed: Mapping[Place, Input]) -> Iterator[str]:
    for one in changed.values():
        if one.key[0] == REMARK:
            place = answers.places[one.key]
            yield f"{name} {place}: {one.label} 칸은 통합문서에만 남습니다 / a remark stays in the workbook"


def _unknown(workbook: Filled, went: Filled) -> Refusal:
    """Why a file is no workbook of this assess.toml as it stands now."""
    tender = workbook.named.get(TENDER_NAME)
    if tender is None or DIGEST_NAME not in workbook.named:
        problem = "assess -o로 만든 통합문서가 아니거나 요약값 칸이 지워졌습니다 / no workbook of `assess -o`"
    elif tender != went.named[TENDER_NAME]:
        problem = f"다른 공고({tender:.60})의 통합문서입니다 / a workbook of another tender"
    else:
        problem = f"통합문서를 만든 뒤에 {FILE}이 바뀌었습니다 / {FILE} has changed since the workbook was made"
    return Refusal(workbook.filename, "", problem, _AGAIN)


def _amend(came: _Came, content: bytes, known: Assessment, folder: Path, outcome: Outcome) -> None:
    """The file as it will be, read as `assess` reads it before it counts."""
    before = read_table(content, filename=FILE).values
    after = amended(before, came.answered, changed=came.changed.values(), kind=known.kind)
    if not isinstance(after, dict):
        outcome.refusals += after
        return
    if after == before:
        outcome.skipped.append(_nothing(came.filename))
        return
    text = content.decode("utf-8-sig")
    lines = tuple(differences(before, after))
    try:
        made = edited(text, after=after).encode("utf-8-sig" if content.decode().startswith(_BOM) else "utf-8")
        found = assessment_from(made).found.result
    except NotKept as refusal:
        problem = f"{refusal}: 주석과 적은 꼴을 지키며 고칠 수 없습니다 / cannot be changed and leave the rest as it is"
        outcome.refusals.append(Refusal(FILE, "", problem, _BY_HAND))
    except REFUSALS as refusal:
        outcome.refusals.append(Refusal(came.filename, _where(came), in_words(refusal), _MEND))
    else:
        lines += (f"결과 / result: {known.found.result} → {found}",) if found != known.found.result else ()
        outcome.contents = {folder / FILE: made}
    outcome.amended.append((came.filename, lines))


def _where(came: _Came) -> str:
    """The first cells that were changed: the library says what is wrong with them together."""
    places = came.answered.answers.places
    return ", ".join(places[one.key] for one in came.changed.values())[:80]
