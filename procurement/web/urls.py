"""Every page of the web. Those of signing in are allauth's; the ones that are not here do not exist."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from procurement.web import (
    audit,
    ballot_forms,
    bid_forms,
    bids,
    cards,
    demo,
    documents,
    drafting,
    marking,
    opening,
    panel,
    people,
    publishing,
    results,
    sessions,
    tender_cards,
    tenders,
    work,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", work.my_work, name="work"),
    path("help/", work.helping, name="help"),
    path("tenders/", tenders.tender_list, name="tender_list"),
    path("tenders/new/", drafting.new_tender, name="tender_new"),
    path("tenders/new/example/", drafting.example_tender, name="tender_example"),
    path("tenders/<int:number>/", tenders.tender_page, name="tender_page"),
    path("tenders/<int:number>/files/<path:path>", tenders.tender_file, name="tender_file"),
    path("tenders/<int:number>/put/", drafting.put_tender_file, name="tender_put"),
    path("tenders/<int:number>/publish/", publishing.publish_tender, name="tender_publish"),
    path("tenders/<int:number>/cancel/", publishing.cancel_tender, name="tender_cancel"),
    path("tenders/<int:number>/bids/", bids.bids_page, name="bids"),
    path("tenders/<int:number>/bids/new/", bids.new_bid, name="bid_new"),
    path("tenders/<int:number>/bids/new/form/", bid_forms.upload_bid, name="bid_form"),
    path("tenders/<int:number>/bids/new/example/", bids.enter_example, name="bids_example"),
    path("tenders/<int:number>/bids/<str:key>/", bids.bid_page, name="bid"),
    path("tenders/<int:number>/bids/<str:key>/withdraw/", bids.withdraw, name="bid_withdraw"),
    path("tenders/<int:number>/panel/", panel.panel_page, name="panel"),
    path("tenders/<int:number>/begin/", panel.begin, name="begin"),
    path("tenders/<int:number>/close/", panel.close, name="close"),
    path("tenders/<int:number>/opening/", opening.opening_page, name="opening"),
    path("tenders/<int:number>/opening/turn-down/", opening.turn_down, name="turn_down"),
    path("tenders/<int:number>/result/", results.result_page, name="result"),
    path("tenders/<int:number>/decide/", results.decide_page, name="decide"),
    path("tenders/<int:number>/documents/", documents.documents_page, name="documents"),
    *documents.addresses(),
    path("tenders/<int:number>/cards/", tender_cards.tender_cards, name="tender_cards"),
    path("tenders/<int:number>/cards/<int:place>/reopen/", tender_cards.reopen, name="card_reopen"),
    path("cards/<int:number>/", cards.card_page, name="card"),
    path("cards/<int:number>/declare/", cards.declare_page, name="card_declare"),
    path("cards/<int:number>/form.xlsx", ballot_forms.card_form, name="card_form"),
    path("cards/<int:number>/upload/", ballot_forms.upload_card, name="card_upload"),
    path("cards/<int:number>/submit/", cards.submit_page, name="card_submit"),
    path("cards/<int:number>/bids/<int:place>/", marking.card_bid, name="card_bid"),
    path("cards/<int:number>/bids/<int:place>/files/<path:path>", cards.card_file, name="card_file"),
    path("audit/", audit.audit_page, name="audit"),
    path("audit/check/", audit.audit_check, name="audit_check"),
    path("people/", people.people_page, name="people"),
    path("people/council/", people.add_council, name="people_council"),
    path("people/organisations/new/", people.new_organisation, name="organisation_new"),
    path("people/new/", people.new_person, name="person_new"),
    path("people/<int:number>/roles/", people.person_roles, name="person_roles"),
    path("people/<int:number>/roles/end/", people.end_role, name="person_role_end"),
    path("language/", sessions.choose, name="language"),
    path("session/extend/", sessions.extend, name="extend"),
    path("sign-in/", account.login, name="account_login"),
    path("sign-in/again/", account.reauthenticate, name="account_reauthenticate"),
    path("sign-in/code/", factor.authenticate, name="mfa_authenticate"),
    path("sign-in/code/again/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("sign-out/", account.logout, name="account_logout"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/second-factor/", factor.index, name="mfa_index"),
    path("account/second-factor/add/", totp.activate_totp, name="mfa_activate_totp"),
    path("account/second-factor/picture.svg", sessions.second_factor_picture, name="mfa_picture"),
    path("account/second-factor/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/second-factor/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/second-factor/codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("account/second-factor/codes/download/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]
if settings.DEMO:
    urlpatterns.append(path("demo/enter/", demo.enter, name="demo_enter"))
if settings.OIDC:
    urlpatterns += [
        path("sign-in/", include("allauth.socialaccount.providers.openid_connect.urls")),
        path("sign-in/", include("procurement.web.urls_oidc")),
    ]
