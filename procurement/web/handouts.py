"""What is handed out of a tender: which papers, for whom, from which stage on, and who makes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from procurement.models import Tender
from procurement.selectors import documents, handouts, releases
from procurement.selectors.handouts import Paper
from procurement.web.asking import now
from procurement.workflow import OPENED, Stage

EVERY = frozenset(Stage)
PUBLISHED = EVERY - {Stage.DRAFT, Stage.CANCELLED}
MARKED = PUBLISHED - {Stage.PUBLISHED}
KOREAN = gettext_lazy("한국어")
FROM_DRAFT = gettext_lazy("작성 단계부터")
SPECIMEN = gettext_lazy("접수를 마감한 뒤. 그 전에는 견본")
AFTER_OPENING = gettext_lazy("가격을 개봉한 뒤")


@dataclass(frozen=True, slots=True)
class HandOut:
    """One paper: the end of its address, in words what it is and from when, and who makes it.

    `head` says whether the paper prints the head of the record.
    """

    name: str
    key: str
    title: Promise
    about: Promise
    stages: frozenset[Stage]
    when: Promise
    make: Callable[[Tender], Paper]
    language: Promise = KOREAN
    head: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The papers for one kind of reader."""

    key: str
    title: Promise
    papers: tuple[HandOut, ...] = field(default=())


def _workbook(tender: Tender) -> Paper:
    return Paper(f"{tender.number}-ko.xlsx", documents.workbook(tender, language="ko"))


def _english(tender: Tender) -> Paper:
    return Paper(f"{tender.number}-en.xlsx", documents.workbook(tender, language="en"))


def _report(tender: Tender) -> Paper:
    return Paper(f"{tender.number}.hwpx", documents.hancom_report(tender))


def _cards(tender: Tender) -> Paper:
    return Paper(f"{tender.number}-cards.zip", documents.hancom_cards(tender))


def _folder(tender: Tender) -> Paper:
    return Paper(f"{tender.number}.zip", documents.case_folder(tender))


def _release(tender: Tender) -> Paper:
    return Paper(f"{tender.number}-ocds.json", releases.release_of(tender, today=now().date()))


GROUPS = (
    Group(
        "notice",
        gettext_lazy("공고용"),
        (
            HandOut(
                "points.xlsx",
                "points_file",
                gettext_lazy("배점표 (엑셀)"),
                gettext_lazy("평가항목과 배점, 정량 환산 기준. 공고에 붙입니다."),
                EVERY,
                FROM_DRAFT,
                handouts.points_paper,
            ),
            HandOut(
                "specification.xlsx",
                "specification_file",
                gettext_lazy("규격서: 성능 요구 (엑셀)"),
                gettext_lazy("요구 성능과 측정 조건. 상표나 제조사 이름이 있으면 만들지 않습니다."),
                EVERY,
                FROM_DRAFT,
                handouts.specification_paper,
            ),
            HandOut(
                "makers.xlsx",
                "makers_file",
                gettext_lazy("규격 충족 확인 (내부용, 엑셀)"),
                gettext_lazy("들어온 입찰의 측정값이 요구를 충족하는지. 공고에 싣지 않습니다."),
                EVERY,
                FROM_DRAFT,
                handouts.makers_paper,
            ),
            HandOut(
                "release.json",
                "release_file",
                gettext_lazy("공개 자료 (OCDS 1.1.5, JSON)"),
                gettext_lazy("지나온 단계와 publication.toml의 답. 마감 전에는 입찰이, 결정 전에는 가격이 없습니다."),
                PUBLISHED,
                gettext_lazy("공고한 뒤. 단계마다 늘어납니다"),
                _release,
            ),
        ),
    ),
    Group(
        "bidders",
        gettext_lazy("입찰자용"),
        (
            HandOut(
                "bid-form.xlsx",
                "bid_form_file",
                gettext_lazy("제안서식: 구성과 측정 근거 (엑셀)"),
                gettext_lazy("업체가 채워 내면 입찰 화면에서 그대로 읽습니다. 가격 칸이 없습니다."),
                EVERY,
                FROM_DRAFT,
                handouts.bid_paper,
            ),
            HandOut(
                "price-form.xlsx",
                "price_form_file",
                gettext_lazy("가격입찰서 (엑셀)"),
                gettext_lazy("봉투에 넣는 가격. 개봉할 때 두 사람이 옮겨 적으며, 파일로 읽지 않습니다."),
                EVERY,
                FROM_DRAFT,
                handouts.price_paper,
            ),
        ),
    ),
    Group(
        "panel",
        gettext_lazy("평가위원용"),
        (
            HandOut(
                "ballots.zip",
                "ballots_file",
                gettext_lazy("위원별 평가표 (엑셀, ZIP)"),
                gettext_lazy("위원마다 한 파일. 위원은 자기 평가표 화면에서 받고 올릴 수도 있습니다."),
                EVERY,
                SPECIMEN,
                handouts.ballots_paper,
            ),
            HandOut(
                "ballots-hwpx.zip",
                "ballots_hwpx_file",
                gettext_lazy("손으로 적는 평가표 (한글, ZIP)"),
                gettext_lazy("인쇄해 적는 서식. 프로그램은 읽지 않습니다."),
                EVERY,
                SPECIMEN,
                handouts.hancom_ballots_paper,
                head=True,
            ),
            HandOut(
                "pledges.zip",
                "pledges_file",
                gettext_lazy("이해관계 서약서 (엑셀, ZIP)"),
                gettext_lazy("종이에 서명을 받을 때 씁니다. 화면의 서약을 갈음하지 않습니다."),
                EVERY,
                SPECIMEN,
                handouts.pledges_paper,
            ),
        ),
    ),
    Group(
        "result",
        gettext_lazy("결과"),
        (
            HandOut(
                "workbook.xlsx",
                "workbook_file",
                gettext_lazy("평가 통합문서 (엑셀)"),
                gettext_lazy("모든 점수가 살아 있는 수식. 만드는 데 몇 초에서 수십 초 걸립니다."),
                OPENED,
                AFTER_OPENING,
                _workbook,
                head=True,
            ),
            HandOut(
                "workbook-en.xlsx",
                "workbook_english_file",
                gettext_lazy("영문 통합문서 (엑셀)"),
                gettext_lazy("같은 통합문서를 영어로. 업체와 항목의 이름은 공고대로 둡니다."),
                OPENED,
                AFTER_OPENING,
                _english,
                language=gettext_lazy("영어"),
                head=True,
            ),
            HandOut(
                "report.hwpx",
                "report_file",
                gettext_lazy("평가결과서 (한글)"),
                gettext_lazy("결재에 붙이는 결과서. 표만 있습니다."),
                OPENED,
                AFTER_OPENING,
                _report,
                head=True,
            ),
            HandOut(
                "cards.zip",
                "cards_file",
                gettext_lazy("채점한 평가표 (한글, ZIP)"),
                gettext_lazy("위원마다 준 점수와 사유. 인쇄해 서명합니다."),
                OPENED,
                AFTER_OPENING,
                _cards,
                head=True,
            ),
        ),
    ),
    Group(
        "audit",
        gettext_lazy("감사"),
        (
            HandOut(
                "folder.zip",
                "folder_file",
                gettext_lazy("사업 폴더 (ZIP)"),
                gettext_lazy("명령줄에서 같은 결과가 나오는 파일 모두. 공고, 입찰, 증빙, 채점, 개봉한 가격."),
                EVERY,
                FROM_DRAFT,
                _folder,
            ),
            HandOut(
                "declarations.xlsx",
                "declarations_file",
                gettext_lazy("서약·제척 기록 (엑셀)"),
                gettext_lazy("위원이 입찰마다 서약한 것과 그 시각."),
                MARKED,
                gettext_lazy("접수를 마감한 뒤"),
                handouts.declarations_paper,
                head=True,
            ),
        ),
    ),
)
PAPERS = {paper.key: paper for group in GROUPS for paper in group.papers}
