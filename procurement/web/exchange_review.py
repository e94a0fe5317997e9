"""What happens to a submitted release: checked and verified by two people, rejected, withdrawn, shown to others."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from benchmarks.acceptance import Terms, Tolerance
from procurement.models import Release
from procurement.permissions import may_contribute, may_verify
from procurement.selectors.evidence import releases_for
from procurement.services.evidence_review import Proof, check, reject, verify, withdraw
from procurement.services.evidence_sharing import disclose
from procurement.verification import Level, State, check_step
from procurement.web.asking import SignedIn, actor_of, must, now
from procurement.web.exchange_drafts import Shown
from procurement.web.exchange_release import checkpoints, own_release, seen_release
from procurement.web.forms import Refused, sent, shown
from procurement.workflow import NotYet

HELD = (("output_tps", "value"), ("ttft", "p90"), ("tpot", "p90"))


class Checked(forms.Form):
    """What the first verifier answers for."""

    answered = forms.MultipleChoiceField(
        label=gettext_lazy("확인한 것"), widget=forms.CheckboxSelectMultiple, choices=checkpoints
    )


class Verified(forms.Form):
    """What a verification rests on."""

    how = forms.ChoiceField(
        label=gettext_lazy("검증한 방법"),
        choices=[
            ("certified", gettext_lazy("성적서를 냄 (인증)")),
            ("witnessed", gettext_lazy("재는 자리에 있었음 (입회)")),
            ("reproduced", gettext_lazy("다시 재어 맞춰 봄 (재현)")),
        ],
    )
    certificate = forms.CharField(
        label=gettext_lazy("성적서 번호"), help_text=gettext_lazy("인증일 때"), max_length=100, required=False
    )
    log_sha256 = forms.CharField(
        label=gettext_lazy("기록의 SHA-256"), help_text=gettext_lazy("입회일 때"), max_length=64, required=False
    )
    remeasured = forms.ModelChoiceField(
        Release.objects.none(),
        label=gettext_lazy("재측정 자료"),
        help_text=gettext_lazy("재현일 때. 다른 기관이 제출한 자료"),
        required=False,
    )
    tolerance = forms.DecimalField(
        label=gettext_lazy("허용오차 (%)"),
        help_text=gettext_lazy("재현일 때. 출력 처리량, TTFT P90, TPOT P90이 이보다 더 나쁘면 검증할 수 없습니다."),
        min_value=0,
        max_value=100,
        required=False,
    )
    source = forms.CharField(
        label=gettext_lazy("허용오차를 정한 곳"),
        help_text=gettext_lazy("재현일 때. 예: 시험 절차서 4.2"),
        max_length=200,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """A re-measurement needs its tolerance and where that is set."""
        given = super().clean() or self.cleaned_data
        if given.get("how") == "reproduced":
            for name in ("remeasured", "tolerance", "source"):
                if given.get(name) in (None, ""):
                    self.add_error(name, gettext("고른 방법에 필요합니다."))
        return given

    def proof(self) -> Proof:
        """What was typed, as the service takes it."""
        given = self.cleaned_data
        terms = None if given["remeasured"] is None else terms_of(given["source"], given["tolerance"])
        return Proof(given["how"], given["certificate"], given["log_sha256"], given["remeasured"], terms)


class Reason(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=gettext_lazy("사유"),
        help_text=gettext_lazy("자료를 보는 모든 사람에게 보이고 감사기록에 남습니다."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
    )


def terms_of(source: str, percent: Decimal) -> Terms:
    """The same tolerance for throughput and both latencies."""
    return Terms(source, example=False, tolerances=tuple(Tolerance(*one, worse_by_percent=percent) for one in HELD))


@require_http_methods(["GET", "HEAD", "POST"])
def release_check(request: SignedIn, number: int) -> HttpResponse:
    """The first verifier goes through the checklist."""
    release = to_review(request, number, to=State.CHECKED)
    form = sent(Checked, request)
    if request.method == "POST" and form.is_valid():
        with Refused(form):
            check(release, answered=form.cleaned_data["answered"], by=actor_of(request), at=now())
            messages.success(request, gettext("확인했습니다. 같은 기관의 다른 사람이 검증합니다."))
            return redirect("release", release.pk)
    return shown(request, "exchange/check.html", form, release=release)


@require_http_methods(["GET", "HEAD", "POST"])
def release_verify(request: SignedIn, number: int) -> HttpResponse:
    """The second verifier says what the verification rests on."""
    release = to_review(request, number, to=State.VERIFIED)
    form = sent(Verified, request)
    others = releases_for(request.user).exclude(owner=release.owner_id).exclude(state=State.DRAFT)
    form.fields["remeasured"].queryset = others  # type: ignore[attr-defined]  # a ModelChoiceField
    if request.method == "POST" and form.is_valid():
        with Refused(form):
            verify(release, proof=form.proof(), by=actor_of(request), at=now())
            messages.success(request, gettext("검증했습니다."))
            return redirect("release", release.pk)
    return shown(request, "exchange/verify.html", form, release=release)


@require_http_methods(["GET", "HEAD", "POST"])
def release_reject(request: SignedIn, number: int) -> HttpResponse:
    """A verifier says that a release does not stand."""
    release = to_review(request, number, to=State.REJECTED)
    form = sent(Reason, request)
    if request.method == "POST" and form.is_valid():
        with Refused(form):
            reject(release, reason=form.cleaned_data["reason"], by=actor_of(request), at=now())
            messages.success(request, gettext("반려했습니다."))
            return redirect("release", release.pk)
    return shown(request, "exchange/reject.html", form, release=release)


@require_http_methods(["GET", "HEAD", "POST"])
def release_withdraw(request: SignedIn, number: int) -> HttpResponse:
    """Its owner takes a release back; it stays readable as withdrawn."""
    release = own_release(request, number)
    must(may_contribute(request.user.roles(), same_organisation=True))
    check_step(State(release.state), to=State.WITHDRAWN)
    form = sent(Reason, request)
    if request.method == "POST" and form.is_valid():
        with Refused(form):
            withdraw(release, reason=form.cleaned_data["reason"], by=actor_of(request), at=now())
            messages.success(request, gettext("철회했습니다. 인용한 사업에는 그대로 남고 철회되었다고 보입니다."))
            return redirect("release", release.pk)
    return shown(request, "exchange/withdraw.html", form, release=release)


@require_http_methods(["GET", "HEAD", "POST"])
def release_disclose(request: SignedIn, number: int) -> HttpResponse:
    """Its owner shows a release to others than before."""
    release = own_release(request, number)
    must(may_contribute(request.user.roles(), same_organisation=True))
    if release.state == State.DRAFT:
        raise NotYet(gettext("공개 범위는 제출할 때 정합니다."))
    form = sent(Shown, request, level=release.level)
    if request.method == "POST" and form.is_valid():
        level, named = Level(form.cleaned_data["level"]), form.cleaned_data["named"]
        with Refused(form):
            disclose(release, level=level, named=named, by=actor_of(request), at=now())
            messages.success(request, gettext("공개 범위를 바꾸었습니다. 앞의 범위도 기록에 남습니다."))
            return redirect("release", release.pk)
    return shown(request, "exchange/disclose.html", form, release=release)


def to_review(request: SignedIn, number: int, *, to: State) -> Release:
    """The release for a verifier of another organisation, where the step is legal; else 404, 403 or 409."""
    release = seen_release(request.user, number)
    own = request.user.organisation_id == release.owner_id
    must(may_verify(request.user.roles(), same_organisation=own))
    check_step(State(release.state), to=to)
    return release
