"""The forms of what a plan seeks, must keep, and costs to run."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, get_args

from django import forms
from django.utils.translation import gettext, gettext_lazy

from procurement.casefile.purchase_policy import MOST_POINTS
from procurement.sizing.domestic import BASIS_WORDS, LegalBasis
from procurement.web.asking import tongue
from procurement.web.building import Section
from procurement.web.entries import Values, number_in
from procurement.web.plan_entries import numbers_in

OBJECTIVES = {
    "cheapest": gettext_lazy("수요를 모두 처리하는 가장 싼 구성"),
    "most_performance": gettext_lazy("예산 안에서 성능이 가장 큰 구성"),
    "most_served": gettext_lazy("예산 안에서 수요를 가장 많이 처리하는 구성"),
}


class Aims(forms.Form):
    """What is sought, and how far a server is loaded."""

    objective = forms.ChoiceField(label=gettext_lazy("무엇을 구합니까"), choices=tuple(OBJECTIVES.items()))
    utilisation = forms.DecimalField(
        label=gettext_lazy("목표 이용률"),
        help_text=gettext_lazy("잰 처리량 가운데 평소에 쓸 몫. 0과 1 사이, 예: 0.8. 1이면 여유가 없습니다."),
        min_value=Decimal("0.01"),
        max_value=1,
    )
    spares = forms.IntegerField(
        label=gettext_lazy("예비 서버"),
        help_text=gettext_lazy("쓰는 장비 종류마다 더 두는 대수. 0이면 예비가 없습니다."),
        min_value=0,
    )


class LimitsForm(Aims, Section):
    """What the purchase must keep and what it costs to run."""

    budget = forms.IntegerField(label=gettext_lazy("예산: 구입비 합계 (원)"), min_value=1, required=False)
    running = forms.IntegerField(label=gettext_lazy("한 해 운영비 한도 (원)"), min_value=1, required=False)
    power_w = forms.DecimalField(label=gettext_lazy("전력 한도 (W)"), min_value=1, required=False)
    cooling_w = forms.DecimalField(label=gettext_lazy("냉각 한도 (W)"), min_value=1, required=False)
    rack_units = forms.IntegerField(label=gettext_lazy("랙 한도 (U)"), min_value=1, required=False)
    vendor_share = forms.DecimalField(
        label=gettext_lazy("한 제조사가 가질 수 있는 금액 비율"),
        help_text=gettext_lazy("0과 1 사이."),
        min_value=0, max_value=1, required=False,
    )  # fmt: skip
    vendor_demand = forms.DecimalField(
        label=gettext_lazy("한 제조사가 처리할 수 있는 수요 비율"),
        help_text=gettext_lazy("0과 1 사이."),
        min_value=0, max_value=1, required=False,
    )  # fmt: skip
    min_vendors = forms.IntegerField(label=gettext_lazy("최소 제조사 수"), min_value=1, required=False)
    max_vendors = forms.IntegerField(label=gettext_lazy("최대 제조사 수"), min_value=1, required=False)
    share = forms.DecimalField(
        label=gettext_lazy("국산 금액 비율"),
        help_text=gettext_lazy("0과 1 사이. 법적 근거가 없으면 알리기만 하고 구성을 바꾸지 않습니다."),
        min_value=0, max_value=1, required=False,
    )  # fmt: skip
    legal_basis = forms.ChoiceField(label=gettext_lazy("국산 비율의 법적 근거"), required=False)
    estimate_won = forms.IntegerField(label=gettext_lazy("추정가격 (원, 부가가치세 제외)"), min_value=1, required=False)
    threshold_won = forms.IntegerField(
        label=gettext_lazy("적용되는 협정 기준금액 (원)"),
        help_text=gettext_lazy("기관과 날에 맞는 고시 금액을 확인해 적으세요. 저울은 지어내지 않습니다."),
        min_value=1,
        required=False,
    )
    plan_years = forms.CharField(
        label=gettext_lazy("해와 그 해의 예산"),
        help_text=gettext_lazy("한 줄에 하나, '2027년 = 900000000' 또는 '2028년'. 나누지 않으면 비워 두세요."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    costs_years = forms.IntegerField(
        label=gettext_lazy("총비용: 쓰는 햇수"),
        help_text=gettext_lazy("총비용으로 구하려면 아래를 모두 적습니다. 구입비만 보려면 모두 비워 두세요."),
        min_value=1, required=False,
    )  # fmt: skip
    costs_hours = forms.DecimalField(label=gettext_lazy("총비용: 한 해 가동 시간"), min_value=0, required=False)
    costs_pue = forms.DecimalField(label=gettext_lazy("총비용: PUE"), min_value=1, required=False)
    costs_tariff = forms.DecimalField(label=gettext_lazy("총비용: 전기요금 (원/kWh)"), min_value=0, required=False)
    costs_maintenance = forms.DecimalField(label=gettext_lazy("총비용: 한 해 유지보수율"), min_value=0, required=False)
    costs_residual = forms.CharField(
        label=gettext_lazy("총비용: 해마다의 잔존율"),
        help_text=gettext_lazy("쉼표로, 쓰는 햇수만큼. 예: 0.5, 0.35, 0.2, 0.1, 0"),
        max_length=200, required=False,
    )  # fmt: skip
    costs_discount = forms.DecimalField(
        label=gettext_lazy("총비용: 할인율"), help_text=gettext_lazy("비워 두면 할인하지 않습니다."),
        min_value=0, required=False,
    )  # fmt: skip

    policy_points = forms.IntegerField(
        label=gettext_lazy("정책 견주기: 국산 비율 곡선의 점"),
        help_text=gettext_lazy("적으면 성능 우선, 자립, 중간을 나란히 견줍니다. 점수나 자격이 아니라 계획용입니다."),
        min_value=2, max_value=MOST_POINTS, required=False,
    )  # fmt: skip
    policy_shares = forms.CharField(
        label=gettext_lazy("정책 견주기: 중간의 국산 비율"),
        help_text=gettext_lazy(
            "그 해까지 산 값 가운데. 해마다 쉼표로, 예: 0.3, 0.5, 0.7. 비우면 중간은 견주지 않습니다."
        ),
        required=False,
    )
    policy_basis = forms.CharField(label=gettext_lazy("정책 견주기: 그 비율의 출처"), max_length=200, required=False)

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 -- what Django's form takes
        super().__init__(*given, **named)
        words = [(key, tongue(BASIS_WORDS[key])) for key in get_args(LegalBasis)]
        self.fields["legal_basis"].choices = [("", gettext_lazy("고르세요")), *words]  # type: ignore[attr-defined]  # a ChoiceField
        if self.initial.get("objective", "cheapest") not in OBJECTIVES:
            kept = (self.initial["objective"], gettext_lazy("파일에 적은 차례대로"))
            self.fields["objective"].choices = [kept, *OBJECTIVES.items()]  # type: ignore[attr-defined]  # a ChoiceField

    def clean_plan_years(self) -> list[tuple[str, int | None]]:
        """Each line as (title, budget)."""
        found = []
        for number, line in enumerate(filter(str.strip, self.cleaned_data["plan_years"].splitlines()), 1):
            title, mark, won = (part.strip() for part in line.partition("="))
            amount = number_in(won) if mark else None
            if not title or (mark and (amount is None or amount <= 0 or amount != int(amount))):
                raise forms.ValidationError(gettext("%(n)d번째 줄: '2027년 = 900000000'처럼 적으세요.") % {"n": number})
            found.append((title, None if amount is None else int(amount)))
        return found

    def clean_costs_residual(self) -> list[Decimal]:
        """The residual shares of the years."""
        return numbers_field(self.cleaned_data["costs_residual"])

    def clean_policy_shares(self) -> list[Decimal]:
        """The middle way's shares of the years."""
        return numbers_field(self.cleaned_data["policy_shares"])

    def clean(self) -> Values:
        """A share names its basis, a policy's its source, and the terms of the total cost come whole."""
        given = super().clean() or self.cleaned_data
        if given.get("share") is not None and not given.get("legal_basis"):
            self.add_error("legal_basis", gettext("국산 비율을 적었으면 근거를 고릅니다. 없으면 '근거 없음'입니다."))
        for key in ("policy_points", "policy_basis"):
            if given.get("policy_shares") and not given.get(key) and key not in self.errors:
                self.add_error(key, gettext("중간의 국산 비율을 적었으면 꼭 적습니다."))
        terms = [f"costs_{key}" for key in ("years", "hours", "pue", "tariff", "maintenance", "residual")]
        if any(given.get(key) not in (None, []) for key in (*terms, "costs_discount")):
            for key in terms:
                if given.get(key) in (None, []) and key not in self.errors:
                    self.add_error(key, gettext("총비용으로 구하려면 꼭 적습니다."))
        return given


def numbers_field(text: str) -> list[Decimal]:
    """The numbers that a field holds. Raises ValidationError."""
    found = numbers_in(text)
    if found is None:
        raise forms.ValidationError(gettext("수를 쉼표로 나누어 적으세요."))
    return found
