from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from scoring.rules.loading import shipped
from scoring.rules.schema import Dated, Parameter, Question, Reference, RuleFile

LAW = (Path(__file__).parents[2] / "docs" / "law.md").read_text(encoding="utf-8")
CONFIDENCE = {"read": "조문을 읽음", "second-hand": "옮겨 적은 글", "assumed": "미확인"}


def cell(text: str) -> str:
    return text.replace("|", "/").strip() or "-"


def cited(reference: Reference) -> tuple[str, str]:
    return cell(f"{reference.title} ({reference.gazette})" if reference.gazette else reference.title), reference.article


def value_line(file: RuleFile, parameter: Parameter, dated: Dated) -> str:
    title, article = cited(dated.reference)
    shown = "확보하지 못함" if dated.value is None else f"{dated.value} {parameter.unit}"
    cells = (
        f"`{file.id}`",
        f"`{parameter.key}`",
        shown,
        title,
        article,
        str(dated.since),
        CONFIDENCE[dated.confidence],
    )
    return f"| {' | '.join(cell(c) for c in (*cells, dated.note))} |"


def question_line(file: RuleFile, question: Question) -> str:
    title, article = cited(question.reference)
    cells = (f"`{file.id}`", f"`{question.key}`", question.text.split(" / ")[0], title, article)
    return f"| {' | '.join(cell(c) for c in cells)} |"


def expected() -> Iterator[str]:
    for file in shipped():
        yield from (value_line(file, p, dated) for p in file.parameters for dated in p.history)
        yield from (question_line(file, q) for q in file.questions)


def test_the_law_page_holds_one_line_for_every_value_and_question_and_no_other() -> None:
    lines = [line for line in LAW.splitlines() if line.startswith("| `")]
    assert Counter(lines) == Counter(expected())


def test_the_law_page_names_every_file_with_the_day_it_was_last_checked() -> None:
    heads = [line for line in LAW.splitlines() if line.startswith("## `")]
    assert heads == [f"## `{file.id}` {file.title} (확인 {file.last_checked})" for file in shipped()]
