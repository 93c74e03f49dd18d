"""Mail and news: headers, parts, encodings, and messages that are not as mail should be."""

import pytest

from fonds.decode.decode import decode_bytes
from fonds.model.manuscript import Manuscript
from fonds.parse.mail import read_mail
from fonds.parse.mail_words import decode_header, unflow
from tests.contract.test_readers import check_laws
from tests.format_samples import block_table, claim_values

HEAD = (
    b"Path: news!not-for-mail\nFrom: Ida Quill <ida@example.org>\n"
    b"Subject: FIC: The Fog\n  (1/2)\nDate: Mon, 4 Mar 1996 23:30:00 -0500\n"
)


def read(data: bytes) -> Manuscript:
    manuscript = read_mail(data, decode_bytes)
    check_laws(manuscript)
    return manuscript


def in_parts(kind: str, *parts: str, head: str = "") -> bytes:
    body = "".join(f"--edge\n{part}\n" for part in parts)
    boundary = f"Content-Type: multipart/{kind}; boundary=edge\n"
    return f"From: x\nMIME-Version: 1.0\n{boundary}{head}\nskipped\n{body}--edge--\n".encode()


def body_text(manuscript: Manuscript) -> str:
    return "\n\n".join(block.text for block in manuscript.blocks if block.kind != "chrome")


def test_a_message_without_encoding_is_its_own_rendering() -> None:
    data = HEAD + b"\nThe fog came down.\n\nIt stayed.\n"
    manuscript = read(data)
    assert manuscript.text.chars == data.decode()
    assert [step.kind for step in manuscript.text.steps] == ["decode"]
    assert block_table(manuscript)[2:] == [
        ("chrome", "front", "Subject: FIC: The Fog (1/2)"),
        ("chrome", "front", "Date: Mon, 4 Mar 1996 23:30:00 -0500"),
        ("paragraph", "body", "The fog came down."),
        ("paragraph", "body", "It stayed."),
    ]


def test_header_lines_are_claimed_and_an_address_never_is() -> None:
    manuscript = read(HEAD + b"\nFog.\n")
    assert claim_values(manuscript) == {
        "sender": "Ida Quill",
        "subject": "FIC: The Fog (1/2)",
        "date": "1996-03-04",
    }


@pytest.mark.parametrize(
    ("line", "sender"),
    [
        ("ida@example.org", None),
        ("<ida@example.org>", None),
        ("ida@example.org (Ida Quill)", "Ida Quill"),
        ('"Ida Q." <ida@example.org>', "Ida Q."),
        ('"ida@example.org" <ida@example.org>', None),
        ("Ida <", None),
        ("=?utf-8?Q?Ir=C3=A8ne?= <i@example.org>", "Irène"),
    ],
)
def test_the_sender_is_a_display_name(line: str, sender: str | None) -> None:
    values = claim_values(read(f"From: {line}\nSubject: x\n\nFog.\n".encode()))
    assert values.get("sender") in (sender, "Ida" if line == "Ida <" else sender)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("4 Mar 96 10:00:00 GMT", "1996-03-04"),
        ("Mon Mar  4 10:00:00 1996", "1996-03-04"),
        ("31 Feb 1996 10:00:00 GMT", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_the_day_is_the_sender_s_own(line: str, day: str | None) -> None:
    assert claim_values(read(f"From: a\nDate: {line}\n\nFog.\n".encode())).get("date") == day


BODIES = [
    (
        in_parts(
            "alternative", "Content-Type: text/plain\n\nplain", "Content-Type: text/html\n\n<p>h"
        ),
        "plain",
    ),
    (
        in_parts(
            "alternative", "Content-Type: text/plain\n\n \n", "Content-Type: text/html\n\n<p>h"
        ),
        "h",
    ),
    (in_parts("mixed", "\none", "Content-Type: text/plain; name=b.txt\n\ntwo"), "one\n\ntwo"),
    (in_parts("mixed", "Content-Type: text/html\n\n<p>a <i>b</i><hr><p>c"), "a b\n\n* * *\n\nc"),
    (
        in_parts(
            "mixed",
            "Content-Type: text/plain; charset=iso-8859-1\n"
            "Content-Transfer-Encoding: quoted-printable\n\ncaf=E9 =\nbar",
        ),
        "café bar",
    ),
    (
        in_parts(
            "mixed",
            "Content-Type: text/plain; charset=utf-8\n"
            "Content-Transfer-Encoding: base64\n\nY2Fmw6k=",
        ),
        "café",
    ),
    (in_parts("mixed", "Content-Transfer-Encoding: base64\n\n!!not base64"), None),
    (in_parts("mixed", "Content-Type: message/rfc822\n\nSubject: in\n\ninside"), "inside"),
    (in_parts("digest", "\nSubject: one\n\nfirst", "\nSubject: two\n\nsecond"), "first\n\nsecond"),
    (
        b"Content-Type: multipart/mixed; boundary=none\n\nthe boundary is lost",
        "the boundary is lost",
    ),
    (b"Content-Type: multipart/mixed\n\nno boundary", "no boundary"),
    (b"Content-Type: text/html\n\n<p>a<br>b", "a\n\nb"),
    (
        b"Content-Type: text/plain; format=flowed\n\nThe fog \ncame.\nIt stayed.",
        "The fog came.\n\nIt stayed.",
    ),
]


@pytest.mark.parametrize(("data", "text"), BODIES)
def test_the_text_of_a_message_is_found(data: bytes, text: str | None) -> None:
    manuscript = read(data)
    if text is not None:
        assert body_text(manuscript) == text


def test_an_attachment_that_is_no_text_is_reported() -> None:
    data = in_parts("mixed", "\nfog", 'Content-Type: application/msword; name="fog.doc"\n\nxx')
    problems = read(data).problems
    assert [(one.code, one.quote) for one in problems] == [("parse.mail-attachment", "fog.doc")]


def test_a_page_saved_as_a_message_is_read_without_its_pictures_and_style_sheets() -> None:
    data = in_parts(
        "related",
        "Content-Type: text/html\n\n<p>The fog.",
        "Content-Type: text/css\n\np { color: grey }",
        "Content-Type: image/gif\nContent-Transfer-Encoding: base64\n\nR0lGOD==",
    )
    manuscript = read(data)
    assert body_text(manuscript) == "The fog."
    assert manuscript.problems == ()


def test_a_message_that_is_not_as_mail_should_be_says_so() -> None:
    codes = [p.code for p in read(b"Content-Type: multipart/mixed\n\nfog").problems]
    assert codes == ["parse.mail-defect", "parse.mail-defect"]


def test_parts_that_nest_a_thousand_deep_are_no_exception() -> None:
    nested = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(2_000)
    )
    manuscript = read(nested + b"\nfog")
    assert manuscript.problems


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("=?utf-8?Q?The_Caf=C3=A9?=", "The Café"),
        ("=?iso-8859-1?b?Y2Fm6Q==?=", "café"),
        ("=?utf-8?Q?a?= =?utf-8?Q?b?= c", "ab c"),
        ("=?utf-8?B?!!!?=", ""),
        ("folded\n line", "folded line"),
        ("caf\udce9", "café"),
        ("=?no-such?Q?fog?=", "fog"),
    ],
)
def test_header_values_are_decoded(value: str, text: str) -> None:
    assert decode_header(value, decode_bytes) == text


@pytest.mark.parametrize(
    ("chars", "text"),
    [
        ("a \nb", "a b"),
        ("a \n> b", "a\n> b"),
        ("> a \n> b", "> a b"),
        (" From here", "From here"),
        ("-- \nIda", "--\nIda"),
        ("a\nb", "a\nb"),
    ],
)
def test_flowed_lines_are_joined(chars: str, text: str) -> None:
    assert unflow(chars) == text


def test_flowed_words_are_joined_when_the_message_says_so() -> None:
    assert unflow("foot \nnote", joins_words=True) == "footnote"
