"""Mail and news: takes stories; gives eml, mbox and a digest, written by hand."""

import base64
import binascii
from collections.abc import Mapping, Sequence

from samples.build.placed import Held, Placed, story_file
from samples.build.render import HtmlStyle, html_blocks, html_text, plain_blocks, plain_page
from samples.build.story import Story

# June 2001 began on a Friday.
DAYS = {1: "Fri", 2: "Sat", 3: "Sun", 4: "Mon"}
BOUNDARY = "----=_NextPart_000_0042"
REVIEW = """\
Montague Place wrote:
> The cab drew up at our door at ten o'clock precisely, and there was
> nobody driving it.

What an opening! I read it to my sister over the telephone. The way you
never tell us the horse's name is just right, I think, and the apple made
me cry on the bus. I did wonder about the reins being tied in a bow, would
a cabman do that? But it is a very small wonder.

When is part two coming?

Netley Novice
"""
OFF_TOPIC = """\
Hello all,

Just to say that the list will be down on Saturday while we change the
machine. Please do not send anything between ten and four, it will go
into the sea. The meeting in Birmingham is still on, bring a cake.

Your patient list-mother
"""
CONTENTS = """\
Storybook Digest             Saturday, 10 Feb 1996     Volume 3 : Issue 42

Today's Topics:
     FIC: Much and the Moon (Robin Hood) [G]
     FIC: The Cheshire Complaint (Alice) [PG]
"""


def mail_files(stories: Mapping[str, Story]) -> tuple[Placed, ...]:
    """Give the messages of the folder `mail`."""
    hedge, wool, cabman = stories["hedge"], stories["wool"], stories["cabman"]
    first, second = stories["moon"], stories["complaint"]
    parts = ("message-0001", "message-0003")
    works = (
        Held(cabman, members=parts),
        Held(None, "a review that quotes the story", ("message-0002",)),
        Held(None, "an off-topic note to the list", ("message-0004",)),
    )
    return (
        story_file("mail/Fw_ FIC hedge.eml", alternative(hedge), hedge),
        story_file("mail/wool.eml", wholly_base64(wool), wool),
        Placed("mail/diogenes-list.mbox", mailbox(cabman), works),
        Placed("mail/digest.v3-42", digest((first, second)), (Held(first), Held(second))),
    )


def headers(pairs: Sequence[tuple[str, str]]) -> str:
    """Header lines and the blank line after them."""
    return "".join(f"{name}: {value}\n" for name, value in pairs) + "\n"


def quoted_printable(text: str) -> str:
    """Encode UTF-8 text as quoted-printable with soft line breaks."""
    return binascii.b2a_qp(text.encode("utf-8"), istext=True).decode("ascii")


def alternative(story: Story) -> bytes:
    """Text and HTML of one story, signed with another name than the author's."""
    blocks = "\n\n".join(block.text for block in story.blocks)
    text = "\n".join(story.head) + f"\n\n{blocks}\n\n-- \nSent on by Maria Lucas\n"
    lines = "<br>\n".join(html_text(line) for line in story.head)
    body = html_blocks(story.blocks, HtmlStyle(rule='<p align="center">{}</p>'))
    signature = "<p>-- <br>Sent on by Maria Lucas</p>"
    page = f"<html><body><p>{lines}</p>\n{body}\n{signature}\n</body></html>\n"
    parts = [("text/plain", text), ("text/html", page)]
    out = headers(
        [
            ("From", "Maria Lucas <maria@example.org>"),
            ("To", "meryton-l@example.org"),
            ("Subject", f"FIC: {story.title} (K)"),
            ("Date", "Sun, 12 May 2002 09:41:00 +0100"),
            ("Message-ID", "<20020512.hedge@example.org>"),
            ("MIME-Version", "1.0"),
            ("Content-Type", f'multipart/alternative;\n\tboundary="{BOUNDARY}"'),
        ]
    )
    out += "This is a multi-part message in MIME format.\n\n"
    for media_type, content in parts:
        out += f"--{BOUNDARY}\n"
        kind = ("Content-Type", f"{media_type}; charset=utf-8")
        out += headers([kind, ("Content-Transfer-Encoding", "quoted-printable")])
        out += quoted_printable(content) + "\n"
    return (out + f"--{BOUNDARY}--\n").replace("\n", "\r\n").encode("ascii")


def wholly_base64(story: Story) -> bytes:
    """One text part in base64, its subject an encoded word."""
    text = plain_page(story.head, story.chapters[0], story.tail)
    subject = base64.b64encode(f"FIC: {story.title} — FRT".encode()).decode("ascii")
    out = headers(
        [
            ("From", '"Knossos Night Shift" <nightshift@example.org>'),
            ("To", "labyrinth-fic@example.org"),
            ("Subject", f"=?utf-8?B?{subject}?="),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "base64"),
        ]
    )
    out += base64.encodebytes(text.encode("utf-8")).decode("ascii")
    return out.replace("\n", "\r\n").encode("ascii")


def mailbox(story: Story) -> bytes:
    """Four messages: part one, a review, part two, an off-topic note."""
    subject = f"FIC: {story.title}"
    first, second = (plain_blocks(chapter.blocks) for chapter in story.chapters)
    head = "\n".join(story.head)
    again = f"Title: {story.title} (2/2)\nAuthor: {story.author}\n(see part 1 for the rest)"
    author = "Montague Place <montague@example.org>"
    messages = [
        (author, f"{subject} (1/2)", f"{head}\n\n{first}\n\n[continued in part 2]\n"),
        ("Netley Novice <netley@example.org>", f"Re: {subject} (1/2)", REVIEW),
        (author, f"{subject} (2/2)", f"{again}\n\n{second}\n\nTHE END\n"),
        ("List Mother <mother@example.org>", "[ADMIN] down on Saturday", OFF_TOPIC),
    ]
    out = ""
    for at, (sender, line, text) in enumerate(messages, 1):
        date = f"{DAYS[at]}, {at:02} Jun 2001 20:00:00 +0000"
        escaped = "".join(
            f">{row}" if row.startswith("From ") else row for row in text.splitlines(keepends=True)
        )
        out += f"From list@example.org {DAYS[at]} Jun {at:>2} 20:00:00 2001\n"
        out += headers([("From", sender), ("Subject", line), ("Date", date)])
        out += escaped + "\n"
    return out.encode("ascii")


def digest(stories: Sequence[Story]) -> bytes:
    """A news digest as RFC 1153 lays it out: rules of 70 and of 30 dashes."""
    dates = ("Fri, 09 Feb 1996 18:02:11 GMT", "Sat, 10 Feb 1996 07:45:30 GMT")
    out = headers(
        [
            ("Path", "news.example.org!not-for-mail"),
            ("From", "moderator@example.org (Storybook Moderator)"),
            ("Newsgroups", "alt.storybook.creative"),
            ("Subject", "Storybook Digest V3 #42"),
            ("Date", "Sat, 10 Feb 1996 20:00:00 GMT"),
        ]
    )
    out += CONTENTS + "\n" + "-" * 70 + "\n\n"
    for story, date in zip(stories, dates, strict=True):
        subject = f"FIC: {story.title}"
        pairs = [("Date", date), ("From", "poster@example.org"), ("Subject", subject)]
        page = plain_page(story.head, story.chapters[0], story.tail)
        out += headers(pairs) + page + "\n" + "-" * 30 + "\n\n"
    return (out + "End of Storybook Digest V3 #42\n" + "*" * 30 + "\n").encode("ascii")
