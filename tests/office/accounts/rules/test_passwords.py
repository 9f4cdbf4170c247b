"""What a password must be, in both profiles."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sikao.office.accounts.rules.passwords import PROFILES, check_password

MLPS3, NIST = PROFILES["mlps3"], PROFILES["nist"]


def faults(password: str, profile=MLPS3, *, beside=False, words=()) -> set[str]:
    found = check_password(password, profile, beside_factor=beside, words=words)
    return {finding.code.removeprefix("password.") for finding in found}


@pytest.mark.parametrize(
    ("password", "wrong"),
    [
        ("Kettle+lantern 41 reeds", set()),
        ("梅雨 Kettle 41 芦苇灯笼 +—", set()),
        ("Kettle41+lant", {"short"}),
        ("kettle lantern reeds", {"kinds"}),
        ("Password123456!", {"common"}),
        ("P@ssw0rd1234567", {"common"}),
        ("Qwertyuiop12345!", {"common"}),
        ("aaaaAAAA1111aaaa", {"common"}),
        ("Sikao-kaohe-2020!", {"word"}),
        ("Laoshan-tongjiju1", {"word"}),
        ("wangmin@Laoshan2020", {"word"}),
        ("Qingdao@2021-Qingdao", {"word"}),
        ("青岛市2021-Beijing!!", {"word"}),
        ("1qaz@WSX3edc$RFV", {"word"}),
        ("1Qaz2wsx3edc4rfv!", {"word"}),
        ("Laoshan!@#$%1234567", {"word"}),
        ("2019-2020-2021-Xian!", {"word"}),
        ("Zaq1!mlp0Zaq1!nko9", set()),
        ("Kettle 2021 lantern+", set()),
    ],
)
def test_the_profile_of_the_national_standard(password, wrong):
    assert faults(password, words=("laoshan", "崂山区", "wangmin")) == wrong


def test_beside_a_second_factor_a_shorter_one_will_do():
    assert faults("Kettle41+lan", beside=True) == set()
    assert faults("Kettle41+la", beside=True) == {"short"}


def test_the_other_profile_asks_for_length_alone():
    assert faults("kettle lantern reeds", NIST) == set()
    assert faults("kettle reed", NIST, beside=True) == set()
    assert faults("kettle lantern", NIST) == {"short"}
    assert faults("password", NIST, beside=True) == {"common"}
    assert (NIST.days, NIST.history) == (None, 0)
    assert (MLPS3.days, MLPS3.history) == (90, 5)


def test_long_ones_are_taken_up_to_128():
    assert faults("Ab1 kettle+" * 11) == set()
    assert faults("Ab1 kettle+" * 12) == {"long"}


@settings(max_examples=50)
@given(st.text(max_size=140))
def test_any_text_is_judged(password):
    found = faults(password)
    if len(password) < 15:
        assert "short" in found
