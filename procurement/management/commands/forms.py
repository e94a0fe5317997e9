"""manage.py forms FOLDER -o DIR: what goes out before the notice closes, from files alone."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml.etree import SerialisationError

from procurement import __version__
from procurement.casefile import REFUSALS, in_words
from procurement.casefile.handouts.brands import BrandNamed
from procurement.casefile.handouts.makers import offered, on_the_market
from procurement.casefile.handouts.reading import Asked, asked_of, submissions_if_any
from procurement.exports.handout import Form, Product
from procurement.exports.hwpx.cards import card_forms
from procurement.exports.hwpx.writing import NoHwpx, NotSound, needed
from procurement.exports.xlsx.handouts.announcement import (
    FEWEST_MAKERS,
    TOO_FEW,
    makers,
    makers_check,
    points_table,
    specification,
)
from procurement.exports.xlsx.handouts.ballot import ballots
from procurement.exports.xlsx.handouts.bid_form import bid_forms
from procurement.exports.xlsx.kperf_results import Refused
from procurement.management.base import (
    INTERRUPTED,
    FileCommand,
    check_usage,
    no_folder,
    not_read_or_written,
    nothing_written,
)
from procurement.resultfiles.market import market_of
from procurement.writing import write_all


class FilledAlready(ValueError):
    """A form would replace a file that differs from it."""


class Command(FileCommand):
    """Exit codes: 0 written, 1 input or output refused (with the reason), 2 wrong usage, 130 interrupted."""

    help = "공고 전 서류(배점표, 규격서)와 평가표·제안서식을 만듭니다 / write the notice's annexes and the forms"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """FOLDER, where to write, and the results that show how many makers can meet the specification."""
        parser.add_argument("folder", type=Path, help="tender.toml 이 있는 폴더, 입찰은 없어도 됨 / the case folder")
        parser.add_argument("-o", "--output", type=Path, required=True, metavar="DIR", help="만들 폴더 / the folder")
        parser.add_argument("--evidence", type=Path, metavar="DIR", help="제조사들의 측정 결과 / makers' results")
        parser.add_argument("--answers", type=Path, help="결과 파일에 없는 것을 답한 .toml / what the files never say")
        parser.add_argument("--hwpx", action="store_true", help="한글 평가표도 만듭니다 / cards for Hancom Office too")

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 -- Django's signature
        """Read, check the wording, count makers, write. Raises CommandError with the exit code."""
        _check_usage(options)
        try:
            lines = list(self._run(options))
        except (BrandNamed, FilledAlready) as refusal:
            raise nothing_written("받아들이지 않았습니다 / refused", str(refusal)) from refusal
        except (NoHwpx, NotSound) as refusal:
            raise nothing_written("한글 문서를 만들 수 없습니다 / no HWPX can be made", str(refusal)) from refusal
        except REFUSALS as refusal:
            raise nothing_written("입력을 받아들이지 않았습니다 / input refused", in_words(refusal)) from refusal
        except BrokenPipeError:
            raise
        except (OSError, SerialisationError) as error:
            raise not_read_or_written(error, output=options["output"]) from error
        except KeyboardInterrupt:
            raise nothing_written("중단했습니다 / interrupted", "", returncode=INTERRUPTED) from None
        for line in lines:
            self.stdout.write(line)

    def _run(self, options: dict[str, Any]) -> Iterator[str]:
        """The lines to say; everything is written before the first of them that names a file."""
        if options["hwpx"]:
            needed("hwpx")
        asked = asked_of(options["folder"])
        yield from _asked_lines(asked)
        held = _held(asked, options)
        yield from held.lines()
        forms = _forms(asked, held, hwpx=options["hwpx"])
        write_all(_contents(forms, options["output"]))
        for form in forms:
            yield f"■ {options['output'] / form.filename} (양식 지문 {form.digest[:12]})"


@dataclass(frozen=True, slots=True)
class _Held:
    """The products held against the requirements; `measured` tells whether there is anything to hold them against."""

    products: tuple[Product, ...]
    measured: bool
    refused: tuple[Refused, ...] = ()

    def lines(self) -> Iterator[str]:
        """What is said of the makers; fewer than two is a warning."""
        yield from (f"● 읽지 못함 / not read: {one.name}: {one.reason}" for one in self.refused)
        if not self.measured:
            yield "● 측정으로 확인하는 요구가 없어 제조사를 세지 않습니다 / no measured requirement, makers not counted"
            return
        found = makers(self.products)
        named = f" ({', '.join(sorted(found))})" if found else ""
        yield f"● 모든 요구를 충족하는 제조사 {len(found)}곳{named} / makers that meet every requirement"
        if len(found) < FEWEST_MAKERS:
            yield f"  주의: {TOO_FEW} / fewer than two makers: a reason is owed"
        if not self.products:
            yield "  견줄 측정 결과가 없습니다(미측정). --evidence로 주십시오 / no results, give --evidence"


def _held(asked: Asked, options: dict[str, Any]) -> _Held:
    """Against the results of --evidence where given, else against the bids that are there."""
    gates = {gate.id for gate in asked.announced.scheme.gates}
    measured = any(measure.subject in gates for measure in asked.announced.measures)
    if options["evidence"] is None:
        products = offered(submissions_if_any(options["folder"], asked=asked), announced=asked.announced)
        return _Held(products, measured or bool(products and gates))
    market = market_of(options["evidence"], answers=options["answers"])
    return _Held(on_the_market(market.examined, announced=asked.announced), measured, market.refused)


def _asked_lines(asked: Asked) -> Iterator[str]:
    notice = asked.notice
    yield f"● {notice.tender_id} {notice.title}"
    counts = f"요구 {len(notice.requirements)}, 정성 항목 {len(notice.marking)}, 위원 {len(notice.evaluators)}"
    yield f"  {counts} / requirements, criteria, evaluators"
    if not notice.bidders:
        yield "  업체를 아직 몰라 평가표는 견본만 만듭니다 / no bidders yet: only a specimen of the evaluators' form"
    for one in asked.model_brands:
        yield f"  주의: 모델 이름에 제조사 이름이 있습니다: {one.text!r} / a model's name holds a maker's name"


def _forms(asked: Asked, held: _Held, *, hwpx: bool) -> tuple[Form, ...]:
    marking = ballots(asked.notice)
    return (
        points_table(asked.notice),
        specification(asked.notice),
        makers_check(asked.notice, products=held.products, measured=held.measured),
        *marking,
        *(card_forms(asked.notice, ballots=marking, program=f"Jeoul {__version__}") if hwpx else ()),
        *bid_forms(asked.notice),
    )


def _contents(forms: tuple[Form, ...], folder: Path) -> dict[Path, bytes]:
    """What to write; a file that stands there and differs may be one that was filled in. Raises FilledAlready."""
    contents = {folder / form.filename: form.content for form in forms}
    others = [str(path) for path, content in contents.items() if path.exists() and path.read_bytes() != content]
    if others:
        listed = "\n  ".join(others)
        raise FilledAlready(
            f"이미 있는 파일과 다릅니다. 채운 양식일 수 있어 덮어쓰지 않습니다. 다른 폴더를 주십시오 / "
            f"these files are there and differ, they may be filled in; give another folder:\n  {listed}"
        )
    return contents


def _check_usage(options: dict[str, Any]) -> None:
    output, evidence = options["output"], options["evidence"]
    alone = options["answers"] is not None and evidence is None
    check_usage(
        no_folder(options["folder"]),
        no_folder(output) if output.exists() else "",
        no_folder(evidence) if evidence is not None else "",
        "--answers는 --evidence와 함께 씁니다 / --answers goes with --evidence" if alone else "",
    )
