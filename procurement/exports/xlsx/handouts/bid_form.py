"""제안서식: price, composition and evidence of one bid, on three sheets of one file."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from procurement.exports.handout import FORM_VERSION, Bidder, Form, Input, Key, Notice
from procurement.exports.xlsx.handouts.paper import HEADER, Paper, Stamp, safe_names
from scoring.digest import canonical, sha256_of

PIECES = 6
"""Result files that one form names."""
YES, NO = "예", "아니오"
ROLES = {
    "판매자": "vendor", "발주 기관": "buyer", "시험기관": "third_party_lab", "인증기관": "certifier",
    "공개 커뮤니티": "community",
}  # fmt: skip
SCOPES = {
    "재지 않음": "not_measured", "가속기 보드": "accelerator_board", "서버 콘센트": "node_wall", "랙 전체": "rack_wall",
    "TDP로 봄": "tdp_assumed",
}  # fmt: skip
_HOW = "노란 칸만 적습니다. 모르는 값은 비워 두면 미측정으로 봅니다. 상표가 아니라 성능으로 평가합니다."
_LINES = ("항목", "적는 칸", "설명")
_NAME: Key = ("bid", "name")
_PRICED: tuple[Key, ...] = (("bid", "price"), ("offer", "price"))
_MOST_WON, _MOST_COUNT = Decimal(10**15), Decimal(10**6)


def bid_forms(notice: Notice) -> tuple[Form, ...]:
    """The form for any bidder, and one with the name filled in for each bidder that is known."""
    names = safe_names((bidder.name for bidder in notice.bidders), prefix="제안서식")
    blank = _form(notice, None, "제안서식.xlsx")
    return (blank, *(_form(notice, bidder, names[bidder.name]) for bidder in notice.bidders))


def closed_bid_form(notice: Notice) -> Form:
    """The form for any bidder without its prices, which stay in the envelope until two officers open it."""
    return _form(notice, None, "제안서식_가격제외.xlsx", priced=False)


def price_form(notice: Notice) -> Form:
    """What goes into the envelope beside `closed_bid_form`: the prices alone, signed; nothing reads it back."""
    digest = sha256_of("price", str(FORM_VERSION), canonical((notice.tender_id, notice.title, notice.vat)))
    paper = Paper(Stamp(notice, "notice", "", "가격 봉투에 넣음", digest))
    asked = tuple(one for one in (*_price(notice, None), *_offer()) if one[0].key in _PRICED or one[0].key == _NAME)
    _lines(paper, "입찰", "가격입찰서", asked, None)
    return paper.form("가격입찰서.xlsx")


def _form(notice: Notice, bidder: Bidder | None, filename: str, *, priced: bool = True) -> Form:
    told = (notice.tender_id, notice.title, notice.scheme, notice.models, notice.vat, bidder)
    digest = sha256_of("bid" if priced else "closed bid", str(FORM_VERSION), canonical(told))
    shown = "입찰자 누구나" if bidder is None else f"입찰자 {bidder.name}"
    paper = Paper(Stamp(notice, "bid", bidder.id if bidder else "", shown, digest))
    left_out = () if priced else _PRICED
    bid = tuple(one for one in _price(notice, bidder) if one[0].key not in left_out)
    offer = tuple(one for one in _offer() if one[0].key not in left_out)
    _lines(paper, "입찰", "입찰서 (가격)" if priced else "입찰서 (가격은 가격입찰서에)", bid, bidder)
    _lines(paper, "구성", "제안 장비 구성 (서버 1대 기준)", offer, None)
    _evidence(paper, notice)
    return paper.form(filename)


def _lines(paper: Paper, title: str, heading: str, asked: tuple[tuple[Input, str], ...], bidder: Bidder | None) -> None:
    page = paper.sheet(title, widths=(34, 60, 70), heading=heading, header=_LINES, how=_HOW)
    row = HEADER + 1
    if bidder:
        page.texts(row, ("업체명", bidder.name, "이 양식은 이 업체의 것입니다."))
        row += 1
    for line, (one, note) in enumerate(asked, row):
        page.text(line, 1, f"{one.label}{' (필수)' if one.required else ''}")
        paper.ask(page, line, 2, one)
        page.text(line, 3, note)
    if title == "입찰":
        paper.sign(page, row + len(asked) + 1, ("제출일", "대표자 성명", "날인"))


def _whole(key: Key, label: str, *, required: bool = True, most: Decimal = _MOST_COUNT) -> Input:
    return Input(key, label, "number", required, least=Decimal(1), most=most, places=0)


def _price(notice: Notice, bidder: Bidder | None) -> Iterator[tuple[Input, str]]:
    if bidder is None:
        yield Input(_NAME, "업체명", "text"), "사업자등록증의 상호대로"
    yield Input(("bid", "manufacturer"), "가속기 제조사", "text"), "제안하는 가속기를 만든 회사"
    yield _whole(("bid", "price"), "투찰금액(원)", most=_MOST_WON), f"총액, {notice.vat}. 숫자만 적습니다."


def _offer() -> Iterator[tuple[Input, str]]:
    yield Input(("offer", "title"), "제안 서버 이름", "text"), "가속기 수를 함께 적습니다."
    yield (
        Input(("offer", "accelerator"), "가속기 제품명", "text"),
        "결과 파일의 이름과 다르면 측정 근거에 적습니다.",
    )
    yield _whole(("offer", "accelerators"), "서버 1대의 가속기 수"), "장"
    yield _whole(("offer", "price"), "서버 1대의 가격(원)", most=_MOST_WON), "장비 구성 검토에 씁니다."
    yield Input(("offer", "domestic"), "국산 여부", "choice", choices=(YES, NO)), "참고로만 씁니다."
    power = Input(("offer", "power_w"), "서버 1대의 최대 소비전력(W)", "number", required=False)
    yield power, "비우면 미측정이며, 전력 요구가 있으면 충족하지 못한 것이 됩니다."
    yield Input(("offer", "power_source"), "전력 값의 출처", "text", required=False), "사양서 이름과 쪽, 또는 주소"
    height = _whole(("offer", "rack_units"), "서버 1대의 랙 높이(U)", required=False)
    yield height, "비우면 미측정입니다."
    yield Input(("offer", "rack_source"), "높이 값의 출처", "text", required=False), "사양서 이름과 쪽, 또는 주소"
    most = _whole(("offer", "maximum"), "공급할 수 있는 최대 대수", required=False)
    yield most, "비우면 한도가 없는 것으로 봅니다."


def _evidence(paper: Paper, notice: Notice) -> None:
    header = ("항목", *(f"근거 {number}" for number in range(1, PIECES + 1)), "설명")
    widths = (30, *(22 for _ in range(PIECES)), 56)
    how = f"{_HOW} 결과 파일은 이 파일과 함께 원본 그대로 냅니다."
    page = paper.sheet("측정 근거", widths=widths, heading="측정 근거 (결과 파일마다 한 열)", header=header, how=how)
    for row, (name, label, note) in enumerate(_questions(notice), HEADER + 1):
        page.text(row, 1, label)
        page.text(row, PIECES + 2, note)
        for number in range(1, PIECES + 1):
            paper.ask(page, row, 1 + number, piece(name, label, number))


def piece(name: str, label: str, number: int) -> Input:
    """One question about one result file. Only the file itself makes the others of its column required."""
    key = ("evidence", str(number), name)
    shown = f"근거 {number} · {label}"
    if name in {"role", "scope"}:
        return Input(key, shown, "choice", required=False, choices=tuple(ROLES if name == "role" else SCOPES))
    if name in {"used", "isl", "osl"}:
        return _whole(key, shown, required=False)
    return Input(key, shown, "number" if name == "average_w" else "text", required=False)


def _questions(notice: Notice) -> Iterator[tuple[str, str, str]]:
    models = ", ".join(notice.models)
    yield "file", "결과 파일 이름", "K-Perf, GuideLLM, vLLM 등의 결과 원본. 폴더는 적지 않습니다."
    yield "rows", "쓸 줄", "여러 줄이 든 파일에서 일부만 쓸 때. 쉼표로 나눕니다. 예: V25, V26"
    yield "model", "모델(공고의 이름)", f"공고의 모델: {models}" if models else "잰 모델"
    yield "file_model", "파일 속 모델 이름", "위와 다를 때만 적습니다."
    yield "file_accelerator", "파일 속 가속기 이름", "구성 시트의 가속기 제품명과 다를 때만 적습니다."
    yield "used", "사용한 가속기 수", "잴 때 쓴 장수"
    yield "weight_precision", "가중치 정밀도", "예: fp8, bf16"
    yield "engine", "추론 소프트웨어", "예: vllm"
    yield "engine_version", "추론 소프트웨어 버전", "결과는 버전과 함께만 유효합니다."
    yield "sdk_version", "SDK 버전", "있으면 적습니다."
    yield "measurer", "측정 기관", "누가 쟀는지"
    yield "role", "측정 기관의 지위", "고릅니다."
    yield "isl", "입력 길이(토큰)", "파일에 정한 길이가 없을 때"
    yield "osl", "출력 길이(토큰)", "파일에 정한 길이가 없을 때"
    yield "scope", "전력 측정 범위", "재지 않았으면 '재지 않음'을 고릅니다."
    yield "average_w", "평균 전력(W)", "재었을 때만"
    yield "power_method", "전력 측정 방법", "재었을 때만. 계측기와 위치"
