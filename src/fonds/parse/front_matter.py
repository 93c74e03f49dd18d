"""Front matter: where the story begins, and what stands before it.

Items near the top carry weights for and against being front matter; the story begins
where the running sum of weights is highest. So a keeper's note between a mail header and
a title does not end the header, and a letter inside the story does not begin one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, structs

from fonds.model.claim import Claim, Evidence
from fonds.parse.front_extent import find_front_items
from fonds.parse.front_title import (
    BY,
    choose_authors,
    choose_title,
    find_named_title,
)
from fonds.parse.head_items import iter_items
from fonds.parse.item import Item
from fonds.parse.lines import Line, split_lines
from fonds.parse.mail_header import find_mail_header
from fonds.parse.matter_claims import find_item_claims, find_yaml_claims
from fonds.parse.page_marks import NO_PAGE, Page
from fonds.parse.signature import find_sign_off, iter_signatures
from fonds.parse.stated import fold_value, make_claim
from fonds.parse.subject import (
    Anchor,
    find_anchor,
    find_subject_title,
    fold_letters,
    is_abbreviation,
    is_generic,
)
from fonds.parse.title_value import read_title
from fonds.parse.titles import find_continuation, find_part
from fonds.parse.yaml_header import find_yaml_header

_HEAD_CHARS = 48_000  # a header of more is unheard of; disclaimers of five paragraphs fit
_FIRST_CHARS = 6_000
_BEHIND_PART = re.compile(
    r"(?:\s{0,3}[(\[][^()\[\]]{1,30}[)\]]){1,3}\s{0,3}$|(?<=\d)[)\]]?\s{1,3}[A-Z][A-Z0-9-]{0,5}\+?$"
)
_HEADS = ("field", "byline", "title-by", "mail", "copyright", "disclaimer")
_CHAPTER_NUMBER = re.compile(r"chapter (\d{1,3})\b", re.IGNORECASE)
_LEADING_NUMBER = re.compile(r"\d{1,3}\b")
_HEADER_CHARS = 6_000  # a mail's header before its text
_LOGIN = re.compile(
    r"^[>~ ]{0,3}+From:[ \t]{1,4}+<?(?P<login>[A-Za-z][A-Za-z0-9]{3,19}(?:[._][A-Za-z]{2,20})?)@",
    re.MULTILINE,
)
_NAMED_ONLY = re.compile(r"[A-Z][\w'’-]{1,20}(?: [A-Z][\w'’.-]{0,20}){1,3}")
_NOBODY = frozenset(
    "news usenet root postmaster daemon owner admin archive archivist moderator anonymous noreply info list majordomo listserv webmaster anon user guest sysop".split()
)
_SENDER = re.compile(
    r"\"?(?P<name>[^\"<(@\s][^\"<(@]{1,59})\"? ?<[^>]*>|\((?P<paren>[^()@]{2,60})\)"
)


class FrontMatter(Struct, frozen=True):
    """What stands before the story.

    Attributes:
        start: code point where the front matter begins, half-open.
        end: code point where the story begins.
        claims: what the front matter states: contract fields, and "label:…" fields whose
            words the describe room reads.
        weight: how surely it is a header: the sum of its items' weights; 0 when empty.
    """

    start: int
    end: int
    claims: tuple[Claim, ...] = ()
    weight: float = 0.0


def find_front_matter(
    chars: str,
    start: int,
    end: int,
    *,
    subject: str | None = None,
    sender: str | None = None,
    page: Page = NO_PAGE,
) -> FrontMatter:
    """Find the front matter of a story that begins at `start`.

    Args:
        chars: the text.
        start: where to look, half-open.
        end: where the story at the latest ends.
        subject: the subject of a mail whose header lies before `start`, or None.
        sender: that mail's display name, or None.
        page: what the markup says of the text: its frames, headings and quotations.

    Returns:
        The front matter; empty (`start == end`) when the story begins at once.

    Cost: O(1) beyond the first 48,000 characters.
    """
    yaml_header = find_yaml_header(chars[start:end]) if chars.startswith("---", start) else None
    claims: list[Claim] = []
    begin = start
    if yaml_header is not None:
        begin = start + yaml_header[0]
        claims += find_yaml_claims(chars, start, yaml_header[1])
    anchor = find_anchor(subject) if subject else None
    lines, front, weight = _find_head(chars, (begin, end), page, anchor)
    if yaml_header is not None and claims:
        front = _below_yaml(front)
    stop = lines[front[-1].end - 1].end if front else begin
    if not (front or claims or subject or sender):
        return FrontMatter(start, start)
    mail_subject, mail_sender, mail_claims = _mail_values(chars, lines, front)
    # A mail inside the mail is nearer to who wrote it.
    subject, sender = subject or mail_subject, mail_sender or sender
    claims += find_item_claims(chars, front, "front")
    claims += mail_claims
    claims += _title_claims(chars, front, subject, claims)
    claims += choose_authors(chars, front, subject, sender)
    if not any(claim.field == "label:author" and claim.confidence > 0.6 for claim in claims):
        claims += _signed(chars, lines, front, (begin, end), sender)
    if not any(claim.field == "label:author" for claim in claims):
        claims += _logged_in(chars, begin, stop)
    claims += _part_claims(chars, front, subject)
    return FrontMatter(start, stop, tuple(claims), weight)


def _find_head(
    chars: str, region: tuple[int, int], page: Page, anchor: Anchor | None
) -> tuple[list[Line], list[Item], float]:
    """The lines that were looked at, the items of the header and their weight.

    Most headers end soon: only where the first lines do not show an end are more cut.
    """
    begin, end = region
    for size in (_FIRST_CHARS, _HEAD_CHARS):
        lines = page.without_frames(split_lines(chars, begin, min(end, begin + size)))
        taken: list[Item] = []
        items = page.judge(_note(iter_items(lines, 0, anchor=anchor), taken))
        front, weight = find_front_items(chars, items)
        cut = begin + size < end
        if not (cut and taken and taken[-1].end >= len(lines) - 2):
            break
    return lines, front, weight


def _note(items: Iterable[Item], taken: list[Item]) -> Iterator[Item]:
    for item in items:
        taken.append(item)
        yield item


def _below_yaml(front: Sequence[Item]) -> list[Item]:
    """Of the items below a YAML header those that are plainly a header too: it said the rest."""
    plain = [k for k, item in enumerate(front) if item.weight > 1 and item.kind in _HEADS]
    return list(front[: plain[-1] + 1]) if plain else []


def _mail_values(
    chars: str, lines: Sequence[Line], front: Sequence[Item]
) -> tuple[str | None, str | None, list[Claim]]:
    """Subject, poster's display name, and what else a mail header states."""
    subject = sender = None
    claims: list[Claim] = []
    for item in front:
        if item.field == "subject" and subject is None:
            subject = chars[item.start : item.stop]
        header = find_mail_header(lines, item.first) if item.kind == "mail" else None
        for name, start, stop in header.fields if header else ():
            value = chars[start:stop]
            if name == "subject" and subject is None:
                subject = value
                claim = make_claim(chars, "label:subject", [(start, stop)], 0.9, BY)
                claims += [] if claim is None else [claim]
            elif name == "from":
                # A mail that was passed on has another one inside: nearer to who wrote it.
                sender = find_sender_name(value) or sender
            elif name in ("reply-to", "sender", "originator") and sender is None:
                sender = find_sender_name(value)
            elif name in ("date", "posted", "sent"):
                claim = make_claim(chars, "label:date", [(start, stop)], 0.6, BY, basis="derived")
                claims += [] if claim is None else [claim]
    return subject, sender, claims


def find_sender_name(value: str) -> str | None:
    """Find the display name in a From line; never an address.

    Example:
        >>> find_sender_name('iq@example.org (Ida Quill)'), find_sender_name("iq@example.org")
        ('Ida Quill', None)
    """
    folded = " ".join(value[:300].split())
    match = _SENDER.search(folded)
    if match is None:
        # Bulletin boards know names only: "From: IDA QUILL".
        if _NAMED_ONLY.fullmatch(folded) is None:
            return None
        return folded.title() if folded.isupper() else folded
    name = (match.group("name") or match.group("paren") or "").strip()
    return name or None


def _signed(
    chars: str,
    lines: Sequence[Line],
    front: Sequence[Item],
    region: tuple[int, int],
    sender: str | None,
) -> list[Claim]:
    """Names that sign a note above the story or the end of it."""
    found: list[tuple[int, int, float]] = []
    for item in front:
        if item.kind in ("unclear", "notes", "disclaimer", "story", "title", "facts"):
            name = find_sign_off(lines, item.first, item.end)
            found += [] if name is None else [(*name, 0.6)]
    found += iter_signatures(chars, *region)
    full = sender is not None and " " in sender
    return [
        Claim(
            "label:author",
            fold_value(chars[start:stop]),
            "derived",
            min(confidence, 0.5) if full else confidence,
            (Evidence(0, start, stop, chars[start:stop]),),
            "signature/1",
        )
        for start, stop, confidence in found[:2]
    ]


def _logged_in(chars: str, begin: int, stop: int) -> list[Claim]:
    """The login of a poster who gave no name: hardly a name, but all there is to go by."""
    for match in _LOGIN.finditer(chars, max(0, begin - _HEADER_CHARS), stop):
        if match["login"].lower() in _NOBODY:
            continue
        first, last = match.span("login")
        words = match["login"].replace(".", " ").replace("_", " ")
        said = words.title() if " " in words else words
        place = (Evidence(0, first, last, chars[first:last]),)
        return [Claim("label:author", said, "derived", 0.3, place, "mail-login/1")]
    return []


def _title_claims(
    chars: str, front: Sequence[Item], subject: str | None, claims: Sequence[Claim]
) -> list[Claim]:
    if any(claim.field == "title" and claim.confidence > 0.95 for claim in claims):
        return []
    title = choose_title(chars, front, subject)
    found = [] if title is None else [title]
    found += find_named_title(chars, front)
    if subject:
        found += [_whole(claim, found) for claim in _subject_claims(chars, subject)]
    return found


def _whole(claim: Claim, others: Sequence[Claim]) -> Claim:
    """The subject's title, surer than a piece of it that a line holds."""
    whole = fold_letters(str(claim.value))
    for other in others[:1]:
        piece = fold_letters(str(other.value))
        drawn = "".join(str(other.value).split())
        if len(piece) * 3 > len(drawn) * 2:
            continue  # a title of letters; what follows is for pieces of a drawing
        if 2 < len(piece) < len(whole) and piece in whole and other.confidence < 0.96:
            return structs.replace(claim, confidence=other.confidence + 0.005)
    return claim


def _subject_claims(chars: str, subject: str) -> list[Claim]:
    """The title that the subject names, low when it names hardly anything."""
    value = find_subject_title(subject)[0]
    place = chars.find(value)
    quote = value
    if place < 0:
        place = chars.find(subject)
        quote = subject
    if not value or place < 0:
        return []
    evidence = (Evidence(0, place, place + len(quote), quote),)
    confidence = 0.3 if is_generic(value) else 0.5 if is_abbreviation(value) else 0.72
    title = value if is_abbreviation(value) else read_title(value)
    return [Claim("title", title, "stated", confidence, evidence, "subject/1")]


def _part_claims(chars: str, front: Sequence[Item], subject: str | None) -> list[Claim]:
    """Find the part number wherever the header says it."""
    places = [
        (item.start, item.stop) for item in front if item.kind in ("part", "title", "title-by")
    ]
    places += [(item.start, item.stop) for item in front if item.field in ("part", "title")]
    if subject:
        at = chars.find(subject)
        places += [(at, at + len(subject))] if at >= 0 else []
    found: list[Claim] = []
    for start, stop in places:
        quote = chars[start:stop]
        part = find_part(quote) or find_part(_BEHIND_PART.sub("", quote))
        number = part.number if part else (find_continuation(quote) or -1) + 1
        if number > 0:
            value = {"number": number, "of": part.of if part else None}
            evidence = (Evidence(0, start, stop, quote),)
            found.append(Claim("part", value, "stated", 0.9, evidence, BY))
    if found:
        # "Continued from part 13" below "(14/22)": the one that says of how many.
        return [next((claim for claim in found if claim.value["of"]), found[0])]
    return _chapter_of(chars, front)


def _chapter_of(chars: str, front: Sequence[Item]) -> list[Claim]:
    """Find one chapter of several: "Chapters: 3" above, "Chapter 2: …" below."""
    total = next((chars[item.start : item.stop] for item in front if item.field == "part"), "")
    count = _LEADING_NUMBER.match(total)
    for item in front if count else ():
        match = _CHAPTER_NUMBER.search(chars, item.start, item.stop)
        if match and count and item.kind in ("title", "title-by", "heading"):
            number, of = int(match[1]), int(count[0])
            if 1 <= number <= of and of > 1:
                place = (Evidence(0, *match.span(), match.group()),)
                return [Claim("part", {"number": number, "of": of}, "stated", 0.8, place, BY)]
    return []
