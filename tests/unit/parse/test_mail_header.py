"""Mail headers at the top of a plain text."""

import pytest

from fonds.parse.lines import split_lines
from fonds.parse.mail_header import MailHeader, find_mail_header
from fonds.parse.yaml_header import find_yaml_header


def find(text: str) -> MailHeader | None:
    return find_mail_header(split_lines(text, 0, len(text)), 0)


def fields(text: str) -> dict[str, str]:
    header = find(text)
    assert header is not None
    return {name: text[start:end] for name, start, end in header.fields}


def test_names_and_values_are_found_with_their_places() -> None:
    text = "From: Ida <iq@example.org>\nSubject: Fog\nX-Goose: yes\n\nIt was fog."
    assert fields(text) == {"from": "Ida <iq@example.org>", "subject": "Fog", "x-goose": "yes"}


def test_a_folded_line_belongs_to_the_line_above() -> None:
    header = find("From: Ida\nNewsgroups: alt.fog,\n alt.geese\nSubject: Fog\n\nIt was fog.")
    assert header is not None
    assert (header.end, [name for name, _, _ in header.fields]) == (
        4,
        ["from", "newsgroups", "subject"],
    )


@pytest.mark.parametrize(
    "text",
    [
        "> From: Ida\n> Subject: Fog\n",
        "-----Original Message-----\nFrom: Ida\nSubject: Fog\n",
        "From iq@example.org Mon May  3 10:00:00 1999\nFrom: Ida\nSubject: Fog\n",
        "Begin forwarded message:\n\nFrom: Ida\nSubject: Fog\n",
        "\n\nFrom: Ida\nSubject: Fog\n",
    ],
)
def test_headers_come_in_many_dresses(text: str) -> None:
    assert find(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Title: Fog\nAuthor: Ida\n",
        "From: Ida\n\nSubject: Fog\n",
        "Date: 3 May\nTo: Holmes\n\n",
        "Subject: Fog\n",
        "From the moor: fog\nSubject to: change\n",
        "",
    ],
)
def test_these_are_no_mail_headers(text: str) -> None:
    assert find(text) is None


def test_yaml_values_have_their_places() -> None:
    text = "---\ntitle: Fog\ntags: [a, b]\nnone:\n---\nIt was fog."
    header = find_yaml_header(text)
    assert header is not None
    assert text[header[0] :] == "\nIt was fog."
    assert [(f.name, f.values, text[f.start : f.end]) for f in header[1]][:2] == [
        ("title", ("Fog",), "Fog"),
        ("tags", ("a", "b"), "[a, b]"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "---\nfog\n---\n",
        "---\ntitle: Fog\n",
        "title: Fog\n---\n",
        "---\na: [b\n---\n",
        "--\n",
        "---\n- a\n---\n",
    ],
)
def test_a_rule_is_no_yaml(text: str) -> None:
    assert find_yaml_header(text) is None
