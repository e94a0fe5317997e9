"""Headings and words of the official forms (rules.md §4); they belong to the forms, not to the program."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from procurement.exports.xlsx.layout import never_an_escape

_LONGEST_TITLE = 31
_ONE_UNIT = 0xFFFF
SUM_PLACES = 10
"""Sums are rounded to this many places, which no points have, so that a double cannot tell equal sums apart."""

COVER = "표지·기준전사표"
POINTS = "배점표"
CONVERSIONS = "정량 환산 기준"
PANEL = "정성 집계표"
QUANTITATIVE = "정량평가표"
REQUIREMENTS = "규격 비교표"
PRICES = "입찰가격 평가표"
DIFFERENTIAL = "차등점수 산출표"
TIES = "동점 처리"
RANKING = "종합평가표·협상순위"
TIES_NOTE = (
    "합계와 기술점수가 모두 같은 업체에만 쓴다(제8조제2항). 배점이 같은 항목은 합산하고, "
    "정성 항목은 제외 없이 모든 평가위원의 평균으로 한다."
)
LOTS_NOTE = (
    "합계와 기술점수가 모두 같은 업체의 순위는 추첨으로 정한다. 추첨은 담당자가 하고 그 결과만 옮겨 적는다. "
    "추첨 순번이 비어 있는 동점자의 순위는 정하지 않는다."
)
LOTS_HEADER = ("업체", "추첨 순번", "순서 값", "추첨일", "입회", "기록")
ITEMS = "세부항목별 점수"
PICTURES = "도표"
CURVES = "성능 곡선"
FRONTIER = "비용-성능 곡선"
MIX = "장비 구성안"
EVIDENCE = "성능 근거"
SOURCES = "성능 근거 출처"
CHECKS = "검산"
SCENARIOS = "시나리오·순위역전"
ROBUSTNESS = "강건성"

NOT_MEASURED = "미측정"
NO_EDGE = "해당 없음"
NOT_STATED = "미기재"
NOT_FILLED = "미기입"
NOT_OPENED = "미산출"
CLOSED = "미개봉"
NOT_ALLOWED = "평가 불가"
NOT_DECIDED = "미정"
NOT_SEATED = "—"
YES, NO = "예", "아니오"
ELIGIBLE, NOT_ELIGIBLE = "적격", "부적격"
MET, NOT_MET = "충족", "미충족"
HIGH, LOW = "최고 제외", "최저 제외"
BY_TOTAL = "합산점수 순"
BY_TECHNICAL = "합계 동점: 기술점수로 정함"
BY_ITEMS = "합계·기술점수 동점: 배점이 큰 항목의 점수로 정함"
UNDECIDED = "모두 동점: 규정으로 정해지지 않음, 담당자 결정 필요"
BY_LOT = "합계·기술점수 동점: 추첨으로 정함"
TO_DRAW = "합계·기술점수 동점: 추첨하여 기록할 것"
OUT_GATES = "필수규격 미충족."
OUT_POINTS = "기술점수 기준 미달."
OUT_TOTAL = "합산점수 기준 미달."
OUT_PRICE = "상한 금액 초과."
OUT_CLOSED = "가격 미개봉."
COUNTED, LEFT_OUT = "대상", "제외"
OVER = "초과"
ONE_MAKER = "2개 미만: 특정 규격 지정 여부를 검토하십시오."

KIND = {"qualitative": "정성", "quantitative": "정량"}
POOL = {"valid_all": "유효입찰 전체", "eligible_only": "협상적격자만"}
RANKED = {"all": "입찰자 전체", "eligible_only": "협상적격자만"}
TESTED = {"raw": "원점수", "differential": "차등점수"}
E_KIND = {"estimated": "추정가격", "budget": "사업예산", "reserve": "예정가격"}
VAT = {"incl": "부가가치세 포함", "excl": "부가가치세 제외"}

STANDARDS_HEADER = ("항목", "공고 원문·위치", "입력값", "계산·판정", "증빙(조문·출처)", "검증자·일시")
POINTS_HEADER = ("분야", "세부항목", "구분", "배점", "평가방법", "단위", "미측정 시 배점 비율(%)")
CONVERSION_HEADER = ("분야", "세부항목", "구간", "기준값", "환산율(%)", "점수 자릿수")
QUANTITATIVE_HEADER = (
    "업체", "세부항목", "배점", "증빙값", "단위", "환산율", "점수", "상태", "증빙 출처", "담당공무원 확인",
    "반복 측정과 경계",
)  # fmt: skip
REQUIREMENTS_HEADER = ("업체", "필수규격", "비교", "요구값", "단위", "측정값", "판정", "증빙 출처", "반복 측정과 경계")
PRICES_HEADER = (
    "업체", "투찰금액(원)", "기준금액 대비(%)", "상한 이내", "기술·규격 적격", "최저가 대상금액", "구간",
    "적용 최저가(원)", "산출점수(반올림 전)", "가격점수", "배점 초과", "적정성 심사",
)  # fmt: skip
BONUS = "가점"
THRESHOLD_OF_TOTAL = {"기준점수": "기준점수(합산)", "기술 적격": "규격 적격", "기술·규격 적격": "규격 적격"}
"""Headings that another word replaces where the rule tests technical + price points."""
AWAY = {"recused": "제척·회피", "replaced": "교체", "absent": "불참"}
AWAY_HEADER = ("위원", "업체", "구분", "교체 위원", "사유")
REOPENED_HEADER = ("위원", "다시 연 때", "다시 연 사람", "업체", "항목", "바뀌기 전의 점수", "사유")
FAR_HEADER = ("위원", "업체", "합계", "위원 평균", "편차(%)", "사유")
DIFFERENTIAL_STEPS = ("순위", "원점수", "바로 위와의 차", "지정 점수차", "적용 점수차", "차등점수")
DIFFERENTIAL_HEADER = ("업체", "대상", "원점수", "순위", "차등점수")
RANKING_HEADER = (
    "업체", "정성", "정량", "기술계(원점수)", "적용 기술점수", "기준점수", "필수규격", "기술 적격", "상한 이내",
    "협상적격", "가격", "감점", "합계", "순위", "표 순서", "사유·동점처리", "협상결과",
)  # fmt: skip
ITEMS_HEADER = ("업체", "분야", "세부항목", "구분", "배점", "점수")
PRICE, DEDUCTION, TOTAL = "가격", "감점", "합계"
EVIDENCE_NOTE = (
    "측정하지 않은 값은 미측정이며 추정하거나 보간하지 않는다. 단위: TTFT·TPOT ms, 처리량 tokens/s, 요청 req/s, 전력 W"
)
EVIDENCE_HEADER = (
    "번호", "업체", "가속기", "사용 수", "모델", "정밀도", "소프트웨어", "입력 길이", "출력 길이", "동시 요청",
    "TTFT P90", "TTFT P99", "TPOT P90", "출력 처리량", "입출력 처리량", "요청 처리량", "평균 전력",
)  # fmt: skip
SOURCE_HEADER = ("번호", "업체", "출처(파일·위치·주소)", "sha256(앞 12자)", "측정자", "검증 상태", "검사 결과")
VERIFICATION = {
    "self_declared": "자체 신고", "schema_valid": "형식 확인", "consistency_checked": "정합성 확인",
    "reproduced": "재현 확인", "witnessed": "입회 확인", "certified": "인증", "withdrawn": "철회",
}  # fmt: skip
NOTE = {
    "second_hand_formula": "2차 자료 산식",
    "formula_of_the_notice": "공고의 산식",
    "second_hand_value": "2차 자료 값",
    "differential_tied": "차등점수 동점",
    "weights_outside_range": "배점 조정 범위",
    "item_points": "항목 배점 한도",
    "reference_amount": "기준금액",
    "ceiling_differs": "가격 상한",
    "trim_k": "제외 인원",
    "tied_evaluators": "동점 위원",
    "over_pmax": "가격점수 배점 초과",
    "low_bid": "저가 입찰",
    "lowest_floored": "최저가 하한",
    "lowest_from_ineligible": "부적격자의 최저가",
    "few_valid_bids": "경쟁 성립",
    "no_eligible_bid": "적격자 없음",
    "undecided": "순위 미정",
    "missing_value": "미측정",
    "lot": "추첨 기록",
    "absence": "평가위원 출결",
    "committee_size": "위원회 규모",
    "committee_quorum": "정족수",
    "deviation_reason_owed": "편차 사유서 필요",
    "deviation_explained": "편차 사유",
}
OBJECTIVE = {
    "cheapest": "최소 비용",
    "most_performance": "예산 내 최대 성능",
    "most_served": "최대 수요 처리",
    "in_order": "여러 목적을 정한 순서대로",
}
MIX_HEADER = (
    "구성", "공급사", "국산", "단가(원)", "대수", "금액(원)", "전력(W/대)", "전력 계(W)", "높이(U/대)", "높이 계(U)",
    "부하(대)",
)  # fmt: skip
DEMAND_HEADER = (
    "수요", "모델·길이", "", "요청(req/s)", "배수", "구성", "배분", "서버당 처리(req/s)", "계획 사용률",
    "필요 서버(대)", "측정 번호", "처리 능력의 근거",
)  # fmt: skip
LIMITS_HEADER = ("조건", "대상", "비교", "값", "한도", "판정")
LIMIT = {
    "served": "수요를 모두 배분", "load": "부하가 서버 수 이하", "maximum": "최대 공급 대수", "budget": "예산(원)",
    "power": "전력(W)", "rack": "랙 높이(U)", "vendor_share": "공급사 비중", "min_vendors": "최소 공급사 수",
    "max_vendors": "최대 공급사 수", "domestic": "국산 비중",
}  # fmt: skip
SIGN = {"<=": "이하", "=": "같음", ">=": "이상"}
KEPT, BROKEN = "지킴", "어김"

ANNEX_NOTE = "부록(참고): 순위는 공고한 규칙이 정하며, 이 시트의 값은 낙찰자 결정에 쓰지 않는다."
LEFT_OUT_HEADER = ("제외", "1순위", "1순위 변화", "순서 변화", "원 1순위의 앞섬(점)", "비고")
INTERVAL_HEADER = ("세부항목", "배점", "하한", "상한", "하한에서 맞서는 업체", "상한에서 맞서는 업체")
SHIFT_HEADER = ("업체", "1순위가 되려면 옮겨야 할 배점(점)")
OPINION_HEADER = ("방법", "업체", "순위")
WEIGHTINGS = "공표된 가중치와 양립하는 가중치 중 비율"


def card_titles(evaluators: Iterable[str]) -> dict[str, str]:
    """Evaluator -> the name of their sheet: at most 31 letters, none that Excel refuses, no two alike."""
    titles: dict[str, str] = {}
    taken: set[str] = set()
    for evaluator in evaluators:
        name = never_an_escape(f"평가표 {''.join(_allowed(letter) for letter in evaluator)}")
        ends = itertools.chain([""], (f" ({number})" for number in itertools.count(2)))
        title = next(t for t in (name[: _LONGEST_TITLE - len(end)] + end for end in ends) if t.casefold() not in taken)
        taken.add(title.casefold())
        titles[evaluator] = title
    return titles


def _allowed(letter: str) -> str:
    return "_" if letter in "[]:*?/\\'" or not letter.isprintable() or ord(letter) > _ONE_UNIT else letter
