"""Header styles: how people laid out a header, as data.

Source: ours, from the habits of Usenet, mailing lists, BBSes and first web archives, 1990 to
2005. A style says what people did, not what a reader of Fonds can do.
"""

from typing import Literal

from msgspec import Struct

Top = Literal[
    "", "plain", "centred", "boxed", "spaced", "underlined", "quoted", "line", "caps", "copyright"
]
"""How title and author stand above the labels, without any; "" when they have labels."""

Label = Literal[
    "colon",
    "upper",
    "lower",
    "tab",
    "dash",
    "dashes",
    "bold",
    "bold-word",
    "italic",
    "bracket",
    "equals",
    "columns",
    "star",
    "dots",
]


class Style(Struct, frozen=True):
    """One way to write a header.

    Attributes:
        name: for the table of results.
        fields: what it states, in this order.
        top: title and author without labels.
        label: how a label is set off from its value.
        mail: begins as a mail or news message; "poster" when somebody else posted it.
        order: whether the fields come in the order given.
        blank: a blank line between fields.
        below: the value stands on the line after its label.
        wrap: columns at which values are wrapped; 0 leaves them whole.
        indent: columns before the lines of a value after its first.
        joined: short fields share a line with this between them.
        rule: a line between header and story; "" leaves only blank lines.
        rule_above: the rule stands above the header too.
        body: paragraphs as they are, hard-wrapped at 72, or wrapped with an indent and no
            blank lines.
        prose_disclaimer: the disclaimer is a paragraph without a label.
        rating: has a label, stands on a line of its own, or is told in a sentence.
        address: an address of e-mail stands beside the author.
        keeper: an archive keeper's note stands above all.
        notes_last: the notes stand below the story.
        extras: feedback, archive, beta and spoiler lines among the others.
        several: notes may run over several paragraphs.
        leave_out: share of the fields after the first two that are left out.
    """

    name: str
    fields: tuple[str, ...]
    top: Top = ""
    label: Label = "colon"
    mail: Literal["", "author", "poster"] = ""
    order: Literal["given", "shuffled"] = "given"
    blank: bool = False
    below: bool = False
    wrap: int = 0
    indent: int = 0
    joined: str = ""
    rule: str = ""
    rule_above: bool = False
    body: Literal["whole", "wrapped", "indented"] = "whole"
    prose_disclaimer: bool = False
    rating: Literal["label", "line", "sentence"] = "label"
    address: bool = False
    keeper: bool = False
    notes_last: bool = False
    extras: bool = False
    several: bool = False
    leave_out: float = 0.15


def _list(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_ALL = _list("title author fandom pairing rating summary disclaimer notes")
_FULL = _list(
    "title author fandom characters pairing rating series date summary tags disclaimer notes"
)
_SHORT = _list("title author rating summary disclaimer")
_UNDER_TITLE = _list("title author rating pairing summary disclaimer notes")
_NOTES_FIRST = _list("title author notes disclaimer rating pairing summary")
_DISCLAIMER_FIRST = _list("disclaimer title author rating summary")

STYLES: tuple[Style, ...] = (
    Style("plain colons", _ALL),
    Style("everything, with extras", _FULL, extras=True, rule="***"),
    Style("upper-case labels", _ALL, label="upper", extras=True),
    Style("lower-case labels", _ALL, label="lower"),
    Style("tabs after labels", _ALL, label="tab", rule="-" * 40),
    Style("dash after labels", _ALL, label="dash"),
    Style("two dashes after labels", _SHORT, label="dashes", rule="=" * 60),
    Style("bold labels", _FULL, label="bold"),
    Style("bold words, colon outside", _ALL, label="bold-word", blank=True, rule="* * *"),
    Style("italic labels", _ALL, label="italic"),
    Style("labels in brackets", _ALL, label="bracket", rule="~~~"),
    Style("equals signs", _SHORT, label="equals", rule="-----"),
    Style("aligned columns", _FULL, label="columns", wrap=72, indent=14, body="wrapped"),
    Style("starred list", _ALL, label="star", rule="***"),
    Style("dotted leaders", _SHORT, label="dots", rule="=" * 50),
    Style("blank line between fields", _ALL, blank=True),
    Style("blank lines, long notes", _NOTES_FIRST, blank=True, several=True, rule="-" * 30),
    Style("value on the next line", _ALL, below=True, blank=True, rule="* * * * *"),
    Style("value below, upper case", _SHORT, below=True, label="upper", blank=True),
    Style("wrapped without indent", _ALL, wrap=66, body="wrapped", rule="-" * 66),
    Style("wrapped, no rule", _ALL, wrap=72, body="wrapped", extras=True),
    Style("wrapped with indent", _FULL, wrap=60, indent=4, body="wrapped", extras=True),
    Style("wrapped, indented story", _ALL, wrap=70, indent=10, body="indented", rule="***"),
    Style("one line with bars", _ALL, joined=" | "),
    Style("one line with semicolons", _ALL, joined="; ", rule="***"),
    Style("one line with full stops", _FULL, joined=". ", blank=True),
    Style("any order", _FULL, order="shuffled", rule="-=-=-=-=-"),
    Style("any order, upper case", _ALL, order="shuffled", label="upper", extras=True),
    Style("title and by", _UNDER_TITLE, top="plain"),
    Style("title and by, blank lines", _UNDER_TITLE, top="plain", blank=True, rule="***"),
    Style("centred title", _UNDER_TITLE, top="centred", body="wrapped", wrap=72),
    Style("boxed title", _UNDER_TITLE, top="boxed", wrap=70, body="wrapped", extras=True),
    Style("letter-spaced title", _SHORT, top="spaced", rule="* * *"),
    Style("underlined title", _UNDER_TITLE, top="underlined", label="upper"),
    Style("title in quotes", _UNDER_TITLE, top="quoted", prose_disclaimer=True, rule="***"),
    Style("title by author on a line", _UNDER_TITLE, top="line", extras=True),
    Style("title in capitals, bare", _list("title author"), top="caps", leave_out=0),
    Style("bare title, prose disclaimer", _SHORT, top="plain", prose_disclaimer=True, blank=True),
    Style("disclaimer first", _DISCLAIMER_FIRST, prose_disclaimer=True, blank=True),
    Style("author in the copyright", _UNDER_TITLE, top="copyright", rule="* * *"),
    Style("author in the copyright, wrapped", _SHORT, top="copyright", wrap=65, body="wrapped"),
    Style("rating on its own line", _UNDER_TITLE, top="plain", rating="line", blank=True),
    Style("rating in a sentence", _UNDER_TITLE, top="centred", rating="sentence", blank=True),
    Style("notes after the story", _ALL, notes_last=True, rule="---"),
    Style("notes after, title above", _UNDER_TITLE, top="centred", notes_last=True, blank=True),
    Style("news, labels below", _ALL, mail="author", wrap=72, body="wrapped", extras=True),
    Style("news, bare", _list("title rating author"), mail="author", body="wrapped", leave_out=0),
    Style("news, title and by", _UNDER_TITLE, mail="author", top="plain", wrap=70, body="wrapped"),
    Style("news, posted for another", _ALL, mail="poster", wrap=72, body="wrapped", rule="=" * 70),
    Style(
        "mail, prose disclaimer",
        _UNDER_TITLE,
        mail="author",
        top="centred",
        prose_disclaimer=True,
        wrap=68,
        body="indented",
    ),
    Style("addresses beside names", _ALL, address=True, extras=True, wrap=72, body="wrapped"),
    Style("title, by, address", _UNDER_TITLE, top="plain", address=True, rule="***"),
    Style("keeper's note above", _ALL, keeper=True, blank=True, rule="-" * 30),
    Style("keeper's note, title and by", _UNDER_TITLE, keeper=True, top="centred", rule="* * *"),
    Style("ruled above and below", _ALL, rule="=" * 64, rule_above=True, wrap=64, body="wrapped"),
    Style("short, bold, several on a line", _SHORT, label="bold", joined=" | ", rule="* * *"),
)
