from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SIGN_ON = """
import django
django.setup()
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.test import Client, RequestFactory
from procurement.models import User
from procurement.web.adapters_oidc import AgencyAccounts

call_command("migrate", verbosity=0)
call_command("check", "--deploy", fail_level="WARNING")
call_command("collectstatic", interactive=False, verbosity=0)
User.objects.create(username="kim")
client = Client(SERVER_NAME="jeoul.example", headers={"x-forwarded-proto": "https"})
page = client.get("/sign-in/", secure=True)
assert "form-action 'self' https://sso.example:8443" in page.headers["Content-Security-Policy"], page.headers
assert "/sign-in/agency/login/" in page.content.decode(), page.content.decode()
for page, status in (("cancelled", 200), ("error", 401)):
    answer = client.get(f"/sign-in/{page}/", secure=True)
    assert answer.status_code == status, answer


def signed_on(name):
    request = RequestFactory(SERVER_NAME="jeoul.example").get("/")
    request.session, request.user = SessionStore(), None
    account = SocialAccount(provider="agency", uid=name, extra_data={"userinfo": {"sub": name}})
    login = SocialLogin(user=User(username=name), account=account)
    with context.request_context(request):
        try:
            AgencyAccounts().pre_social_login(request, login)
        except ImmediateHttpResponse as refused:
            return refused.response.status_code
    return login.user.pk == User.objects.get(username=name).pk


assert signed_on("kim") is True
assert signed_on("lee") == 403
assert AgencyAccounts().is_open_for_signup(None, None) is False
assert User.objects.count() == 1
print("done")
"""


def test_the_agencys_sign_on_lets_in_those_who_were_added_and_adds_nobody(tmp_path: Path) -> None:
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "procurement.settings",
        "JEOUL_DATA": str(tmp_path),
        "JEOUL_STATIC": str(tmp_path / "static"),
        "JEOUL_HOSTS": "jeoul.example",
        "JEOUL_OIDC_SERVER": "https://sso.example:8443/realm",
        "JEOUL_PROXIES": "1",
        "JEOUL_SECRET_KEY": "Kx3" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    }
    done = subprocess.run(
        [sys.executable, "-c", SIGN_ON], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert done.stdout.endswith("done\n"), done.stdout + done.stderr
