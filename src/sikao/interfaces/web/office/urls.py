"""Addresses of the office; English pages stand below /en/. ``pages.PAGES`` says which right each asks for."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import path

from sikao.interfaces.web.office import home, signin
from sikao.interfaces.web.urls import STUDY

SIGNING_IN = (
    path("sign-in/", signin.sign_in, name="sign-in"),
    path("sign-in/second-factor/", signin.second_factor, name="second-factor"),
    path("sign-out/", signin.sign_out, name="sign-out"),
    path("account/", signin.account, name="account"),
    path("account/password/", signin.password, name="password"),
    path("account/second-factor/", signin.set_factor, name="set-factor"),
    path("account/step-up/", signin.step_up, name="step-up"),
    path("account/session/", signin.session, name="session"),
)
WORK = (path("", home.home, name="home"),)

urlpatterns = i18n_patterns(*WORK, *SIGNING_IN, *STUDY, prefix_default_language=False)

handler404 = "sikao.interfaces.web.office.door.not_there"
