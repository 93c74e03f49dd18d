"""Header generator: facts of a story put back as a header that somebody might have typed.

The same seed and name give the same header. What it says is told beside it: a field the
header leaves out is None, so a value read of it is a mistake.
"""

import random
import re
import textwrap
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from fonds.app.header_styles import STYLES, Style
from fonds.app.header_words import (
    ARCHIVE,
    AUTHORS,
    BETA,
    DISCLAIMERS,
    ENDINGS,
    FEEDBACK,
    GROUPS,
    KEEPER_NOTES,
    LABELS,
    MISSPELLED,
    NOTE_LINES,
    POSTERS,
    PROSE_DISCLAIMERS,
    RATINGS,
    SPOILERS,
    without_honour,
)

_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)\s]*\)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|~<>\"'^=])")
_HEADING = re.compile(r"^#{1,6}[ \t]+", re.MULTILINE)
_BLANKS = re.compile(r"\n(?:[ \t]*\n)+")
_LOOKS_LABELLED = re.compile(r"^\W*\w[\w' /]{0,30}\W{0,2}:", re.MULTILINE)
_SPACEABLE = re.compile(r"[A-Za-z ]{3,24}")
_CLEARLY_RATED = re.compile(r"[A-Z]{1,3}-?\d\d|FR[A-Z]{1,2}|XXX|K\+")
_WIDTH = 72

_MISSPELLED = 0.03
_ENDS = 0.3
_NAMED_IN_SUBJECT = 0.15
"""Shares of labels that are misspelled, of stories with a word at their end, of subjects that
name the author. Source: our judgement; nobody has counted."""


class Facts(Struct, frozen=True):
    """What is known of a story.

    Attributes:
        title: its title.
        rating: one of AO3's.
        body: its text, paragraphs between blank lines.
        fandoms, pairings, characters, tags: as its author names them.
        summary, notes: plain text, or None.
        date: ISO, or None.
        series: its title, or None.
        series_index: its place there, or None.
    """

    title: str
    rating: str
    body: str
    fandoms: tuple[str, ...] = ()
    pairings: tuple[str, ...] = ()
    characters: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    summary: str | None = None
    notes: str | None = None
    date: str | None = None
    series: str | None = None
    series_index: float | None = None


class Generated(Struct, frozen=True):
    """A text with a header, and what the header states.

    Attributes:
        style: its name.
        text: the whole text.
        gold: by field; None for what the header does not state.
    """

    style: str
    text: str
    gold: dict[str, Any]


GOLD_FIELDS = (
    "title",
    "author",
    "rating",
    "rating_stated",
    "summary",
    "notes",
    "pairing",
    "disclaimer",
    "fandom",
    "characters",
    "tags",
    "date",
    "series",
)
"""Fields that a header of the generator may state."""


def make_plain(markdown: str) -> str:
    r"""Take links, escapes and headings off Markdown; emphasis stays, as people typed it.

    Example:
        >>> make_plain("### i\\.\n\nOn the [moor](http://moor.example) \\-\\- *alone*.")
        'i.\n\nOn the moor -- *alone*.'
    """
    text = _LINK.sub(r"\1", _IMAGE.sub("", markdown))
    text = _ESCAPE.sub(r"\1", _HEADING.sub("", text))
    lines = (line.rstrip() for line in text.split("\n"))
    return _BLANKS.sub("\n\n", "\n".join(lines)).strip()


def generate_header(facts: Facts, *, name: str, seed: int, style: Style) -> Generated:
    """Write a header above (and perhaps below) a story.

    Args:
        facts: what may be stated.
        name: of the story; with the seed it decides every choice.
        seed: any number.
        style: one of `STYLES`.

    Returns:
        The text and its gold.

    Cost: O(characters).
    """
    return _Writer(facts, style, random.Random(f"{seed}/{name}/{style.name}")).write()  # noqa: S311


def choose_styles(name: str, seed: int, count: int) -> tuple[Style, ...]:
    """Choose different styles for a story. The same name and seed choose the same."""
    return tuple(random.Random(f"{seed}/{name}").sample(STYLES, count))  # noqa: S311


class _Writer:
    """Writes one header; every choice comes from one source of chance."""

    def __init__(self, facts: Facts, style: Style, chance: random.Random) -> None:
        self._facts = facts
        self._style = style
        self._chance = chance
        self._gold: dict[str, Any] = dict.fromkeys(GOLD_FIELDS)
        self._author = chance.choice(AUTHORS)
        self._address = f"{re.sub('[^a-z]', '', self._author.lower())[:8]}@quill.example"
        self._plain = chance.random() < 0.4
        self._below: list[str] = []

    def write(self) -> Generated:
        stated = self._choose_fields()
        parts: list[str] = []
        if self._style.keeper:
            parts.append(self._chance.choice(KEEPER_NOTES))
        if self._style.mail:
            parts.append(self._write_mail(stated))
        labelled = [field for field in stated if not self._stands_above(field)]
        if self._style.rule_above:
            parts.append(self._style.rule)
        if self._style.top:
            parts.append(self._write_top())
        parts += self._write_fields(labelled)
        if self._style.rule:
            parts.append(self._style.rule)
        body = self._lay_out_body()
        ending = [self._chance.choice(ENDINGS)] if self._chance.random() < _ENDS else []
        text = "\n\n".join([*(part for part in parts if part), body, *ending, *self._below])
        if self._style.keeper and self._gold["notes"] is None:
            del self._gold["notes"]  # whose notes are the work's is a matter of taste
        return Generated(self._style.name, f"{text}\n", self._gold)

    def _choose_fields(self) -> list[str]:
        style = self._style
        kept = [
            field
            for field in style.fields
            if field in ("title", "author") or self._chance.random() >= style.leave_out
        ]
        if style.order == "shuffled":
            self._chance.shuffle(kept)
        return kept

    def _stands_above(self, field: str) -> bool:
        style = self._style
        if style.top and field in ("title", "author"):
            return True
        bare = style.name == "news, bare"
        return bare and field in ("title", "author", "rating")

    def _choose_label(self, field: str) -> str:
        if field in MISSPELLED and self._chance.random() < _MISSPELLED:
            return MISSPELLED[field]
        spellings = LABELS[field]
        return spellings[0] if self._plain else self._chance.choice(spellings)

    # -- title and author without labels

    def _write_top(self) -> str:
        title, author = self._facts.title, self._author
        self._gold["title"], self._gold["author"] = title, without_honour(author)
        top = self._style.top
        by = self._chance.choice(("by {}", "By {}", "by {}", "Written by {}")).format(author)
        by = self._add_address(by)
        if top == "copyright":
            return self._write_copyright()
        if top == "line" and " by " not in f" {title.lower()} ":
            return f"{title} by {author}"
        if top == "quoted":
            return f'"{title}"\n{by}'
        if top == "caps":
            return f"{title.upper()}\n\n{by}"
        if top == "spaced" and _SPACEABLE.fullmatch(title):
            return f"{'   '.join(' '.join(word) for word in title.upper().split())}\n\n{by}"
        if top in ("centred", "spaced"):
            between = self._chance.choice(("\n", "\n\n"))
            return f"{title.center(_WIDTH).rstrip()}{between}{by.center(_WIDTH).rstrip()}"
        if top == "underlined":
            return f"{title}\n{'=' * len(title)}\n{by}"
        if top == "boxed":
            return _draw_box((title, by), self._chance.choice("*#+"))
        return f"{title}\n{self._chance.choice(('', chr(10)))}{by}"

    def _write_copyright(self) -> str:
        year = (self._facts.date or "1997")[:4]
        del self._gold["date"]  # whether the year of a copyright is a date is a matter of taste
        mark = self._chance.choice(("Copyright {} by {}", "(c) {} {}", "Copyright (c) {}, {}"))
        return f"{self._facts.title}\n\n{mark.format(year, self._author)}"

    # -- mail

    def _write_mail(self, stated: Sequence[str]) -> str:
        chance = self._chance
        is_author = self._style.mail == "author"
        name = self._author if is_author else chance.choice(POSTERS)
        address = f"{re.sub('[^a-z]', '', name.lower())[:8]}@moor.example"
        sender = chance.choice(
            (f"{address} ({name})", f"{name} <{address}>", f'"{name}" <{address}>')
        )
        title = self._facts.title
        subject = chance.choice(("[FIC] {}", "NEW: {}", "{}", "FIC: {}", "Story: {}", "REPOST: {}"))
        named = f"{title} by {self._author}" if chance.random() < _NAMED_IN_SUBJECT else title
        subject = subject.format(named) + chance.choice((" (1/1)", " 1/1", " [1/1]", ""))
        if ("rating" in stated and chance.random() < 0.5) or self._style.name == "news, bare":
            rating = self._choose_rating(short=True)
            bare = (f" {rating}",) if _CLEARLY_RATED.fullmatch(rating) else ()
            subject += chance.choice((*bare, f" ({rating})", f" [{rating}]"))
        lines = [f"From: {sender}", f"Subject: {subject}"]
        if self._facts.date:
            self._gold["date"] = self._facts.date
            year, month, day = self._facts.date.split("-")
            lines.append(f"Date: {int(day)} {_MONTHS[int(month) - 1][:3]} {year} 20:13:02 GMT")
        lines.insert(chance.randrange(2), f"Newsgroups: {chance.choice(GROUPS)}")
        self._gold["title"] = title
        if is_author:
            self._gold["author"] = without_honour(self._author)
        return "\n".join(lines)

    # -- labelled fields

    def _write_fields(self, fields: Sequence[str]) -> list[str]:
        items: list[tuple[str, str]] = []
        first: list[str] = []
        paragraphs: list[str] = []
        for field in fields:
            value = self._value_of(field)
            if value is None:
                continue
            if field == "disclaimer" and self._style.prose_disclaimer:
                paragraphs.append(self._wrap(value, 0))
            elif field == "rating" and self._style.rating != "label":
                first.append(self._write_rating(value))
            elif field == "notes" and self._style.notes_last:
                self._below.append(f"{self._choose_label('notes')}: {self._one_line(value)}")
            else:
                items.append((self._choose_label(field), value))
        if self._style.extras:
            items[2:2] = self._extra_items()
        block = self._set_items(items)
        # Below a note nobody could tell where the note ends.
        above = self._style.fields[0] == "disclaimer" or self._gold["notes"] is not None
        return [*first, *paragraphs, *block] if above else [*first, *block, *paragraphs]

    def _write_rating(self, value: str) -> str:
        self._gold["rating_stated"] = [value, f"Rated {value}"]
        if self._style.rating == "line":
            bare = f"({value})" if _CLEARLY_RATED.fullmatch(value) else f"Rated {value}"
            return self._chance.choice((bare, f"Rated {value}"))
        words = ("This story is rated {}.", "I would rate this {}.", "Rated {}.")
        return self._chance.choice(words).format(value)

    def _set_items(self, items: Sequence[tuple[str, str]]) -> list[str]:
        between = "\n\n" if self._style.blank else "\n"
        joined = self._style.joined
        lines: list[str] = []
        row: list[str] = []
        for label, value in items:
            is_short = len(value) <= 60 and joined.strip() not in value and "\n" not in value
            if joined and is_short and (joined != ". " or not value.endswith((".", "?", "!"))):
                row.append(self._set(label, value))
                continue
            if row:
                lines.append(joined.join(row))
                row = []
            lines.append(self._set(label, value))
        if row:
            lines.append(joined.join(row))
        return [between.join(lines)] if lines else []

    def _set(self, label: str, value: str) -> str:
        head = _SETTINGS[self._style.label].format(self._case(label))
        if self._style.below:
            return f"{head.rstrip()}\n{self._wrap(value, 0)}"
        if self._style.label == "columns":
            head = head.ljust(self._style.indent)
        elif not head.endswith((" ", "\t", ".")):
            head += " "
        return self._wrap(head + value, self._style.indent)

    def _case(self, label: str) -> str:
        kind = self._style.label
        return label.upper() if kind == "upper" else label.lower() if kind == "lower" else label

    def _wrap(self, text: str, indent: int) -> str:
        if not self._style.wrap:
            return text
        return "\n\n".join(
            "\n".join(
                textwrap.wrap(
                    part,
                    self._style.wrap,
                    subsequent_indent=" " * indent,
                    break_long_words=False,
                    break_on_hyphens=False,
                    expand_tabs=False,
                )
            )
            for part in text.split("\n\n")
        )

    def _extra_items(self) -> list[tuple[str, str]]:
        chance = self._chance
        address = chance.choice(("wren@quill.example", "moor_post@letters.example"))
        items = [
            ("Feedback", chance.choice(FEEDBACK).format(address=address)),
            (chance.choice(("Archive", "Distribution")), chance.choice(ARCHIVE)),
            (chance.choice(("Beta", "Betas", "Thanks to")), chance.choice(BETA)),
            ("Spoilers", chance.choice(SPOILERS)),
            ("Warnings", "none"),
        ]
        return chance.sample(items, chance.randint(1, 4))

    # -- values

    def _value_of(self, field: str) -> str | None:
        value, gold = self._choose_value(field)
        if value is None:
            return None
        self._gold[field] = gold
        return value

    def _choose_value(self, field: str) -> tuple[str | None, Any]:
        facts = self._facts
        if field in ("title", "author"):
            if field == "title":
                return facts.title, facts.title
            return self._add_address(self._author), without_honour(self._author)
        if field == "rating":
            self._gold["rating_stated"] = self._choose_rating(short=False)
            return self._gold["rating_stated"], self._gold["rating"]
        if field in ("summary", "notes"):
            return self._choose_passage(field)
        if field == "disclaimer":
            prose = self._style.prose_disclaimer
            value = self._chance.choice(PROSE_DISCLAIMERS if prose else DISCLAIMERS)
            return value, value
        if field == "date":
            return self._choose_date()
        if field == "series":
            return self._choose_series()
        values = {
            "fandom": facts.fandoms,
            "pairing": facts.pairings,
            "characters": facts.characters,
            "tags": facts.tags,
        }[field]
        return (", ".join(values), list(values)) if values else (None, None)

    def _add_address(self, name: str) -> str:
        if not self._style.address:
            return name
        beside = [f" <{self._address}>", f" ({self._address})"]
        below = [f"\n{self._address}"] if self._style.top else []
        return name + self._chance.choice([*beside, *below])

    def _choose_rating(self, *, short: bool) -> str:
        if self._gold["rating_stated"] is not None:
            return str(self._gold["rating_stated"])
        rating = self._facts.rating
        if rating not in RATINGS or self._chance.random() < 0.4:
            rating = self._chance.choice(tuple(RATINGS))
        words = [one for one in RATINGS[rating] if not short or " " not in one]
        self._gold["rating"] = rating
        self._gold["rating_stated"] = self._chance.choice(words)
        return str(self._gold["rating_stated"])

    def _choose_passage(self, field: str) -> tuple[str | None, Any]:
        text = self._facts.summary if field == "summary" else self._facts.notes
        if not text and field == "notes" and self._chance.random() < 0.5:
            text = self._chance.choice(NOTE_LINES)
        if not text:
            return None, None
        many = self._style.several and not _LOOKS_LABELLED.search(text)
        value = text if many else self._one_line(text)
        return value, " ".join(text.split())

    def _one_line(self, text: str) -> str:
        return " ".join(text.split())

    def _choose_date(self) -> tuple[str | None, Any]:
        date = self._facts.date
        if not date or self._gold.get("date", ""):
            return None, None
        year, month, day = date.split("-")
        name = _MONTHS[int(month) - 1]
        forms = [date, f"{int(day)} {name} {year}", f"{name} {int(day)}, {year}"]
        if int(day) > 12:
            forms.append(f"{month}/{day}/{year[2:]}")
        return self._chance.choice(forms), date

    def _choose_series(self) -> tuple[str | None, Any]:
        title, index = self._facts.series, self._facts.series_index
        if not title:
            return None, None
        if index is None or self._chance.random() < 0.3:
            return title, {"title": title, "index": None}
        return f"{title} #{index:g}", {"title": title, "index": index}

    # -- the story

    def _lay_out_body(self) -> str:
        style = self._style.body
        if style == "whole":
            return self._facts.body
        indent = self._chance.choice((3, 4, 5)) if style == "indented" else 0
        laid: list[str] = []
        for part in self._facts.body.split("\n\n"):
            lines = [
                "\n".join(
                    textwrap.wrap(
                        line,
                        _WIDTH,
                        initial_indent=" " * indent,
                        break_long_words=False,
                        break_on_hyphens=False,
                    )
                )
                for line in part.split("\n")
            ]
            laid.append("\n".join(lines))
        return ("\n" if indent else "\n\n").join(laid)


_MONTHS = (
    "January February March April May June July August September October November December".split()
)

_SETTINGS = {
    "colon": "{}:",
    "upper": "{}:",
    "lower": "{}:",
    "tab": "{}:\t",
    "dash": "{} -",
    "dashes": "{} --",
    "bold": "**{}:**",
    "bold-word": "**{}**:",
    "italic": "*{}:*",
    "bracket": "[{}]",
    "equals": "{} =",
    "columns": "{}:",
    "star": "* {}:",
    "dots": "{}......",
}


def _draw_box(lines: Sequence[str], mark: str) -> str:
    width = max(len(line) for line in lines) + 6
    rows = [f"{mark}{line.center(width - 2)}{mark}" for line in lines]
    return "\n".join([mark * width, *rows, mark * width])
