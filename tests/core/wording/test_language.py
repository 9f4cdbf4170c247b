"""A term has both of its forms."""

from sikao.core.wording.language import Term


def test_a_term_in_both_languages() -> None:
    term = Term("亿元", "100 million yuan")
    assert (term.text("zh"), term.text("en")) == ("亿元", "100 million yuan")
