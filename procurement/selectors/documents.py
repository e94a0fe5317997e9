"""What is handed out of a tender once it is evaluated, made from what is kept at the moment it is asked for."""

from __future__ import annotations

from collections.abc import Mapping

from procurement import __version__
from procurement.casefile import Case, dossier_of, read_case, sized
from procurement.casefile.archive import packed
from procurement.casefile.collecting.toml_text import toml_of
from procurement.exports.dossier import Dossier
from procurement.exports.hwpx.cards import score_cards
from procurement.exports.hwpx.report import report
from procurement.exports.hwpx.writing import hwpx_file
from procurement.exports.xlsx.english import Language
from procurement.exports.xlsx.english_parts import in_language
from procurement.exports.xlsx.workbook import evaluation_workbook
from procurement.models import AuditHead, Tender
from procurement.selectors.cases import case_files, final_case, recusals_of
from procurement.selectors.tenders import folder_of
from procurement.workflow import Stage

SOLVER_SECONDS = 20


def workbook(tender: Tender, *, language: Language) -> bytes:
    """The evaluation's workbook with the mix and the robustness annex. Raises casefile's REFUSALS."""
    return workbook_of(case_files(tender), language=language, program=program_and_head())


def workbook_of(files: Mapping[str, bytes], *, language: Language, program: str) -> bytes:
    """The workbook of a case folder's files; `program` is what it prints. Raises casefile's REFUSALS."""
    with folder_of(files) as folder:
        dossier = _dossier(read_case(folder), program)
    return in_language(language, lambda: evaluation_workbook(dossier), source=dossier).content


def hancom_report(tender: Tender) -> bytes:
    """The report for Hancom Office. Raises casefile's REFUSALS, NoHwpx and NotSound."""
    return hwpx_file(report(_dossier(final_case(tender), program_and_head())))


def hancom_cards(tender: Tender) -> bytes:
    """Every evaluator's card as it was given, as a ZIP. Raises casefile's REFUSALS, NoHwpx and NotSound."""
    dossier = dossier_of(final_case(tender), sizing=None, program=program_and_head())
    return packed({name: hwpx_file(paper) for name, paper in score_cards(dossier).items()})


def case_folder(tender: Tender) -> bytes:
    """The case folder as a ZIP that the command line evaluates to the same result; the same files, the same bytes.

    While the panel is at work its marks are in nobody's hands but their own, and not in the folder.
    """
    files = case_files(tender)
    if tender.stage == Stage.EVALUATING:
        files.pop("marks.csv", None)
        files.pop("marks.toml", None)
        if recusals := recusals_of(tender):
            files["marks.toml"] = toml_of(recusals).encode()
    return packed(files)


def program_and_head() -> str:
    """What papers print: the program, and the head of the record against which a cut record is seen."""
    head = AuditHead.objects.get()
    return f"Jeoul {__version__} · 감사기록 / record {head.number}: {head.digest}"


def _dossier(case: Case, program: str) -> Dossier:
    """Everything that is shown; the head of the record stands beside the program's name."""
    found = sized(case.purchase, wall_seconds=SOLVER_SECONDS) if case.purchase else None
    return dossier_of(case, sizing=found, program=program, robustness=True)
