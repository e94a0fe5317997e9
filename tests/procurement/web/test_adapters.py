from __future__ import annotations

from django.http import HttpRequest

from procurement.web.adapters import Accounts, SecondFactors


def test_nobody_registers_themselves() -> None:
    assert Accounts().is_open_for_signup(HttpRequest()) is False


def test_one_counter_counts_and_the_pages_speak() -> None:
    accounts = Accounts()
    accounts.pre_authenticate(HttpRequest(), username="x")
    accounts.add_message(HttpRequest(), 20, "account/messages/logged_in.txt")


def test_a_key_is_kept_in_a_form_that_does_not_show_it() -> None:
    factors = SecondFactors()
    kept = factors.encrypt("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in kept
    assert factors.decrypt(kept) == "JBSWY3DPEHPK3PXP"
