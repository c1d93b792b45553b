"""A link in copy leads where it was meant to, by an address that every program reads."""

import pytest

from articles import richtext


def link(href):
    cleaned = richtext.clean(f'<p><a href="{href}">伞</a></p>')
    assert richtext.clean(cleaned) == cleaned
    return cleaned.partition('href="')[2].partition('"')[0]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("http://a.cn/伞 骨", "http://a.cn/伞%20骨"),
        (" https://a.cn/ ", "https://a.cn/"),
        ("HTTP:a.cn", "http://a.cn"),
        ("https:\\\\a.cn\\伞", "https://a.cn/伞"),
        ("https://a.cn/x?q=[1]|2", "https://a.cn/x?q=%5B1%5D%7C2"),
        ("https://a.cn/50%折", "https://a.cn/50%25折"),
        ("https://a.cn/%e4%bc%9e", "https://a.cn/%e4%bc%9e"),
        ("https://a.cn/#a#b", "https://a.cn/#a%23b"),
        ("tel:010 1234 5678", "tel:01012345678"),
        ("mailto:a b@a.cn", "mailto:a%20b@a.cn"),
        ("/articles/1/", "/articles/1/"),
    ],
)
def test_address_is_written_as_the_standard_has_it(typed, written):
    assert link(typed) == written


@pytest.mark.parametrize(
    "typed",
    [
        "//evil.cn/",
        "/\\evil.cn",
        "\\\\evil.cn",
        "javascript:alert(1)",
        " java\nscript:alert(1)",
        "data:text/html,x",
        "x",
    ],
)
def test_address_that_leads_anywhere_else_is_no_link(typed):
    assert link(typed) == ""
