"""Put every kind of secret into the home that the environment names, and print what must be read nowhere."""

import json
import sys
from datetime import timedelta

import django

django.setup()

from django.test import Client  # noqa: E402

from sikao.interfaces.web.office import sessions  # noqa: E402
from sikao.office.accounts import factors  # noqa: E402
from sikao.office.accounts.actions import own, tokens  # noqa: E402
from sikao.office.accounts.models import Account  # noqa: E402
from sikao.office.accounts.rights.roles import Role  # noqa: E402
from sikao.office.groundwork import clock  # noqa: E402
from tests.office.staff import PASSWORD, organisation, person, signed_in  # noqa: E402

AT = clock.now()
organisation("laoshan")
who, holder = person("signer", (Role.SIGNER, "laoshan")), person("reporter", (Role.REPORTER, "laoshan"))
Account.objects.update(password_since=AT)
secret = factors.new_secret()
code = factors.code_at(secret, int(AT.timestamp()) // 30)
_, codes = own.set_factor(actor=who, at=AT, secret=secret, code=code)
last_day = (AT + timedelta(days=30)).date()
made = tokens.make_token(actor=holder, at=AT, name="x", scopes=["task.view"], last_day=last_day)
browser: Client = signed_in(holder, AT)
browser.get("/account/second-factor/")
secrets = {
    "password": PASSWORD,
    "second factor": secret,
    "code to fall back on": codes[0],
    "token": made.secret,
    "session": browser.session.session_key,
    "second factor on its way": browser.session["new_secret"],
}
assert sessions.KEY in browser.session
sys.stdout.write(json.dumps(secrets))
