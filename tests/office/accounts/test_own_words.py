"""What a person's password must not consist of."""

import pytest

from sikao.office.accounts.queries import own_words
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rules.passwords import PROFILES, check_password
from tests.office.staff import organisation, person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("login", ["wang.xiaoming", "wang_xiaoming", "Wang-Xiaoming"])
@pytest.mark.parametrize("password", ["Wangxiaoming-2020", "Xiaoming.Wang.2020!", "W@ng.Xi@oming-1"])
def test_a_login_is_known_however_it_is_written(login: str, password: str):
    organisation("jimo")
    who = person(login, (Role.REPORTER, "jimo"))
    words = own_words(who.person)
    found = check_password(password, PROFILES["mlps3"], beside_factor=False, words=words)
    assert "password.word" in {finding.code for finding in found}
