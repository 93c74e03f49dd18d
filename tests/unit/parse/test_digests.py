"""Digests become their messages; a story in letters does not."""

import pytest

from fonds.decode.decode import decode_bytes
from fonds.model.work import Source, Work
from fonds.parse.formats import read_manuscript
from fonds.parse.works import find_works

TALE = "He went to the moor in the evening, and the lamp was burning in the old house. " * 6
RULE = "-" * 30
TOP = f"Storybook Digest   Volume 1 : Issue 2\n\nToday's Topics:\n   The Lamp\n\n{'-' * 70}\n\n"


def message(name: str, subject: str, body: str = TALE, *, more: str = "") -> str:
    return (
        f"Date: Fri, 9 Feb 1996 18:02:11 GMT\nFrom: {name} <x@x.example>\n"
        f"Subject: {subject}\n{more}\n{body}\n\n"
    )


def works_of(text: str, media_type: str = "text/plain") -> tuple[Work, ...]:
    source = Source("heap/d.txt", None, "sha256:" + "0" * 64, len(text), media_type, "utf-8")
    return find_works(read_manuscript(media_type, text.encode(), decode_bytes), source)


def titles_of(works: tuple[Work, ...]) -> list[object]:
    return [next((c.value for c in w.claims if c.field == "title"), None) for w in works]


def test_a_plain_digest_becomes_its_messages() -> None:
    messages = [message("Ann Bell", "The Lamp"), message("Tom Finch", "The Goose")]
    works = works_of(
        f"{TOP}{(RULE + chr(10) * 2).join(messages)}{RULE}\n\nEnd of Storybook Digest\n"
    )
    assert titles_of(works) == ["The Lamp", "The Goose"]
    assert all("End of" not in b.text for w in works for b in w.blocks if b.place == "body")


def test_messages_of_one_title_stay_messages() -> None:
    messages = [message("Ann Bell", "The Lamp"), message("Tom Finch", "Re: The Lamp", "I see.")]
    assert len(works_of(f"{TOP}{(RULE + chr(10) * 2).join(messages)}")) == 2


def test_the_web_archive_kind_counts_its_messages() -> None:
    one, two = (f"Message: {n}\n{message(name, 'The Lamp')}" for n, name in enumerate("AB", 1))
    rule = "_" * 72 + "\n\n"
    works = works_of(f"There are 2 messages in this issue.\n\n{rule}{one}{rule}{two}")
    assert len(works) == 2
    assert all("Message:" not in b.text for w in works for b in w.blocks if b.place == "body")


def test_a_mime_digest_becomes_its_messages() -> None:
    head = "From: m@x.example\nSubject: Digest\nMIME-Version: 1.0\nMessage-ID: <1@x>\n"
    kind = 'Content-Type: multipart/digest; boundary="b"\n\n'
    inner = "".join(f"--b\n\n{message(*who)}" for who in (("Ann Bell", "Lamp"), ("Tom", "Goose")))
    works = works_of(f"{head}{kind}{inner}--b--\n", "message/rfc822")
    assert titles_of(works) == ["Lamp", "Goose"]


def test_articles_with_program_fields_need_no_digest_to_say_so() -> None:
    more = "Message-ID: <1@x.example>\n"
    messages = [message("Ann", "Lamp", more=more), message("Tom", "Goose", more=more)]
    assert len(works_of(f"Saved\n\n{RULE}\n\n{(RULE + chr(10) * 2).join(messages)}")) == 2


@pytest.mark.parametrize("rule", [RULE, "* * *"])
def test_a_story_in_letters_stays_one_story(rule: str) -> None:
    letters = f"\n\n{rule}\n\n".join(
        f"From: {who}\nTo: Holmes\nSubject: the hound\n\n{TALE}" for who in ("Watson", "Mycroft")
    )
    assert len(works_of(f"Title: Wires\nAuthor: Ann Bell\n\n{TALE}\n\n{rule}\n\n{letters}")) == 1


def test_no_word_of_a_digest_is_lost() -> None:
    text = (
        f"{TOP}{message('Ann', 'Lamp')}{RULE}\n\n{message('Tom', 'Goose')}{RULE}\n\nEnd of Digest\n"
    )
    found = {
        word for work in works_of(text) for block in work.blocks for word in block.text.split()
    }
    assert set(text.split()) <= found
