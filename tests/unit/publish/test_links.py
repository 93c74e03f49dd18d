"""Which addresses may be links, which tags may be languages."""

import pytest

from fonds.publish.links import find_language, find_link


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "http://example.org:8080/a/b.html?c=d&e=%20f#g",
        "http://192.0.2.7/~watson/",
        "HTTPS://EXAMPLE.ORG/",
    ],
)
def test_plain_web_addresses_are_links(address: str) -> None:
    expected = None if address.startswith("HTTPS") else address
    assert find_link(address) == expected


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "example.org",
        "javascript:alert(1)",
        " https://example.org",
        "https://example.org/\n",
        "https://exa mple.org/",
        'https://example.org/"onmouseover="x',
        "https://example.org/<b>",
        "https://user:secret@example.org/",
        "https://example.org:99999/",
        "https://-example.org/",
        "https://a..b/",
        "https://1.2.3.999/",
        "https://0x7f.1/",
        "https://xn--nxasmq6b/",
        "https://example.org/%zz",
        "https://example.org/a#b#c",
        "https://example.org/" + "a" * 2000,
        "https://ex\u0430mple.org/",
        "data:text/html,x",
        "//example.org/",
    ],
)
def test_anything_else_is_no_link(address: str | None) -> None:
    assert find_link(address) is None


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ("en", "en"),
        ("pt-BR", "pt-BR"),
        ("zh-Hant-TW", "zh-Hant-TW"),
        ("es-419", "es-419"),
        ("fr-x-moor", "fr"),
        ("en_GB", None),
        ("english", None),
        ('en" onclick="x', None),
        ("en\n", None),
        ("", None),
        (None, None),
    ],
)
def test_a_language_is_a_well_formed_tag_or_nothing(tag: str | None, found: str | None) -> None:
    assert find_language(tag) == found
