"""The document as a whole."""

import dataclasses

from sikao.core.scheme import describe_scheme, render_markdown
from sikao.core.scheme.model import Document


def test_the_document_opens_with_title_label_and_issue(sample):
    issued = Document(
        title="关于印发方案的通知", number="考〔2027〕1号", issuer="示例市委", date="2027年1月1日"
    )
    text = render_markdown(describe_scheme(dataclasses.replace(sample, document=issued)))
    assert text.startswith(
        "# 示例市考核方案\n\n**示例，非正式文件**\n\n发文标题：关于印发方案的通知\n\n文号：考〔2027〕1号\n\n"
        "发文机关：示例市委\n\n发文日期：2027年1月1日\n\n考核年度："
    )


def test_no_code_and_no_expression_of_the_language_is_left(city, printed):
    for code in (*city.scorecards, *city.claims, *city.vetoes, "fai", "major_accidents", "$target"):
        assert f"{code} " not in printed
        assert f"[{code}]" not in printed


def test_english_is_complete_where_names_are(sample):
    text = render_markdown(describe_scheme(sample, "en"), "en")
    assert "**Illustration, not an official paper**" in text
    assert "## 2. Scorecard of the counties" in text
    assert "| Half-year | month 6 |" in text
    assert "Steps per point: Base 80% of the points; Up 1 point" in text
