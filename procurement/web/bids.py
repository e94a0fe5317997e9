"""입찰: what came in, what its measurements say, entering and withdrawing."""

from __future__ import annotations

import tomllib
from pathlib import PurePosixPath

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from procurement.demo import NUMBER, example_bids
from procurement.permissions import may_run_tender
from procurement.selectors.offers import offers_of
from procurement.services.bids import enter_bid, withdraw_bid
from procurement.web.asking import SignedIn, actor_of, must, now, own_tender
from procurement.web.claims import shown_piece
from procurement.web.forms import Refused, sent, shown
from procurement.web.uploads import FilesField, ManyFiles, name_of
from procurement.workflow import Stage, check_stage


class NewBid(forms.Form):
    """A bid's file and what its evidence names."""

    bid = forms.FileField(
        label=gettext_lazy("입찰 파일"),
        help_text=gettext_lazy("bids/ 형식의 .toml. 가격은 적지 않습니다. 같은 번호의 입찰이 있으면 바꿉니다."),
        widget=forms.FileInput(attrs={"accept": ".toml"}),
    )
    evidence = FilesField(
        label=gettext_lazy("증빙 파일"),
        help_text=gettext_lazy("입찰 파일의 [[evidence]]가 부르는 측정 결과. 여러 개를 한꺼번에 고를 수 있습니다."),
        widget=ManyFiles(),
        required=False,
    )


class Withdrawal(forms.Form):
    """Why a bid is taken out."""

    reason = forms.CharField(
        label=gettext_lazy("철회 사유"),
        help_text=gettext_lazy("감사기록에 남습니다."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
    )


@require_safe
def bids_page(request: SignedIn, number: int) -> HttpResponse:
    """The bids of a tender, without prices."""
    tender = own_tender(request, number)
    open_now = tender.stage == Stage.PUBLISHED
    context = {
        "tender": tender,
        "bids": tender.bids.defer("content").prefetch_related("files"),
        "example": settings.DEMO and open_now and tender.number == NUMBER and not tender.bids.exists(),
        "may_enter": open_now and may_run_tender(request.user.roles(), same_agency=True),
    }
    return render(request, "tenders/bids.html", context)


@require_safe
def bid_page(request: SignedIn, number: int, key: str) -> HttpResponse:
    """What one bid claims beside what its measurements and their checks say."""
    tender = own_tender(request, number)
    offer = next((one for one in offers_of(tender) if one.key == key), None)
    if offer is None:
        raise Http404
    pieces = [shown_piece(one) for one in offer.pieces]
    may_withdraw = tender.stage == Stage.PUBLISHED and may_run_tender(request.user.roles(), same_agency=True)
    context = {"tender": tender, "offer": offer, "pieces": pieces, "may_withdraw": may_withdraw}
    return render(request, "tenders/bid.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_bid(request: SignedIn, number: int) -> HttpResponse:
    """Enter a bid while the tender is open."""
    tender = own_tender(request, number)
    must(may_run_tender(request.user.roles(), same_agency=True))
    check_stage(Stage(tender.stage), needed=Stage.PUBLISHED)
    form = sent(NewBid, request)
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["bid"].read()
        files = {name_of(one): one.read() for one in form.cleaned_data["evidence"] or [] if one}
        with Refused(form):
            made = enter_bid(tender, content=content, evidence=placed(files, content), by=actor_of(request), at=now())
            messages.success(request, gettext("입찰을 받았습니다: %(bid)s") % {"bid": made})
            return redirect("bids", tender.pk)
    return shown(request, "tenders/bid_new.html", form, tender=tender)


@require_POST
def enter_example(request: SignedIn, number: int) -> HttpResponse:
    """In the demo: the example's bids, all or none."""
    tender = own_tender(request, number)
    must(settings.DEMO and may_run_tender(request.user.roles(), same_agency=True))
    check_stage(Stage(tender.stage), needed=Stage.PUBLISHED)
    form = NewBid({})
    with Refused(form):
        with transaction.atomic():
            for content in example_bids():
                enter_bid(tender, content=content, evidence={}, by=actor_of(request), at=now())
        messages.success(request, gettext("예제 입찰을 넣었습니다. 가격은 예제 폴더의 bids/에 있습니다."))
        return redirect("bids", tender.pk)
    return shown(request, "tenders/bid_new.html", form, tender=tender)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SignedIn, number: int, key: str) -> HttpResponse:
    """Take a bid out with a reason."""
    tender = own_tender(request, number)
    must(may_run_tender(request.user.roles(), same_agency=True))
    check_stage(Stage(tender.stage), needed=Stage.PUBLISHED)
    bid = tender.bids.filter(key=key).first()
    if bid is None:
        raise Http404
    form = sent(Withdrawal, request)
    if request.method == "POST" and form.is_valid():
        with Refused(form):
            withdraw_bid(tender, key=key, reason=form.cleaned_data["reason"], by=actor_of(request), at=now())
            messages.success(request, gettext("입찰을 철회했습니다: %(bid)s") % {"bid": key})
            return redirect("bids", tender.pk)
    return shown(request, "tenders/bid_withdraw.html", form, tender=tender, bid=bid)


def placed(files: dict[str, bytes], content: bytes) -> dict[str, bytes]:
    """The uploaded files at the paths by which the bid calls them; browsers send names without folders."""
    called = {PurePosixPath(path).name: path for path in _called(content)}
    return {called.get(name, f"evidence/{name}"): data for name, data in files.items()}


def _called(content: bytes) -> list[str]:
    try:
        found = tomllib.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        return []  # the service says what is wrong with it
    evidence = found.get("evidence")
    named = [one.get("file") for one in evidence if isinstance(one, dict)] if isinstance(evidence, list) else []
    return [path.removeprefix("../") for path in named if isinstance(path, str)]
