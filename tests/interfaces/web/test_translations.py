"""Every text of the pages has an English form, with the same placeholders, and no form is left over."""

import re

import pytest
from babel.messages.pofile import read_po

from tests.interfaces.web.messages import WEB, all_messages, in_module, in_template

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


@pytest.fixture(scope="module")
def catalogue():
    with (WEB / "locale" / "en" / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file)


def forms(message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def key(message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def test_every_text_has_an_english_form(catalogue):
    translated = {key(m) for m in catalogue if m.id and all(forms(m)) and not m.fuzzy}
    assert all_messages() - translated == set()


def test_no_english_form_is_left_over(catalogue):
    assert {key(message) for message in catalogue if message.id} - all_messages() == set()


def test_placeholders_survive(catalogue):
    for message in catalogue:
        for form in forms(message) if message.id else []:
            assert set(PLACEHOLDER.findall(form)) <= set(PLACEHOLDER.findall(key(message))), key(message)


def test_messages_are_found_in_templates_and_modules():
    counted = "{% blocktranslate count n=2 %}{{ n }} 个{% plural %}x{% endblocktranslate %}"
    template = f"""{{% translate "甲（%）" %}} {counted} {{{{ _("乙") }}}}"""
    assert set(in_template(template)) == {"甲（%%）", "%(n)s 个", "乙"}
    assert set(in_module('x = gettext("丙") + ngettext("丁", "戊", 2)')) == {"丙", "丁"}
