"""Explain: one field of a work on a terminal, with the words it was read from."""

import json
from collections.abc import Iterator, Sequence

from rich.text import Text

from fonds.app.explaining import Explanation, Quoted, Said
from fonds.cli.card import name_source
from fonds.cli.search import mark_snippet
from fonds.cli.styles import QUIET, TITLE
from fonds.cli.terminal import Terminal
from fonds.cli.words import count_words, safe_line
from fonds.model.claim import Basis
from fonds.publish.characters import shorten
from fonds.search.snippets import Snippet

_MOST_ITEMS = 12
"""Items of a list shown on a terminal; `--json` has all."""

_LONGEST = 400
"""Code points of a value shown on a terminal."""

_SAYS: dict[Basis, str] = {
    "curated": "a person set it",
    "stated": "the source states it",
    "derived": "Fonds read it from the text",
}


def say_explanation(terminal: Terminal, told: Explanation) -> None:
    """Print what is said of a field, each claim with its words in their place."""
    head = Text(safe_line(told.title), style=TITLE)
    terminal.say(head.append(f": {_name_field(told.field)}", style="not bold"))
    for source in told.sources[:_MOST_ITEMS]:
        terminal.say(Text(name_source(source), style=QUIET), lead="  ", indent=2)
    if told.why:
        for line in _list_value(told.value) if told.value else ():
            terminal.say(line, lead="  ", indent=4)
        terminal.say(told.why, lead="    ", indent=4)
    for said in told.claims:
        _say_claim(terminal, said)


def _name_field(field: str) -> str:
    return field.replace("_", " ")


def _say_claim(terminal: Terminal, said: Said) -> None:
    for line in _list_value(said.value):
        terminal.say(line, lead="  ", indent=4)
    overruled = "" if said.speaks else ", overruled by the first"
    words = f"{said.sure} ({said.confidence:.2f}){overruled}: {_SAYS[said.basis]}"
    terminal.say(Text(f"{words} [{said.by}]", style=QUIET), lead="    ", indent=4)
    if said.why:
        terminal.say(said.why, lead="    ", indent=4)
    for quoted in said.evidence:
        terminal.say(Text(_name_place(quoted), style=QUIET), lead="    ", indent=6)
        terminal.say(_mark(quoted, has_colour=_has_colour(terminal)), lead="      ", indent=6)


def _name_place(quoted: Quoted) -> str:
    member = f" › {quoted.member}" if quoted.member else ""
    place = safe_line(f"{quoted.path}{member}")
    if quoted.is_line_of_file:
        return f"{place}:{quoted.line}"
    return f"{place}, line {quoted.line} of its text"


def _has_colour(terminal: Terminal) -> bool:
    return terminal.is_watched and terminal.out.color_system is not None


def _mark(quoted: Quoted, *, has_colour: bool) -> Text:
    """The line with its words marked; in brackets where nothing else can mark them."""
    before, after = quoted.before.lstrip(), quoted.after.rstrip()
    text = f"{before}{quoted.quote}{after}"
    start, end = len(before), len(before) + len(quoted.quote)
    line = mark_snippet(Snippet(text, ((start, end),)))
    if has_colour:
        return line
    # Covered and squeezed as a whole first: an address may lie across the marks.
    marked = next((span for span in line.spans), None)
    if marked is None:
        return line
    plain = line.plain
    words = plain[marked.start : marked.end]
    return Text(f"{plain[: marked.start]}[{words}]{plain[marked.end :]}")


def _list_value(value: object) -> Iterator[str]:
    """Give a value as lines for a terminal, the first few of a long list."""
    if isinstance(value, list | tuple) and any(isinstance(item, dict) for item in value):
        for item in value[:_MOST_ITEMS]:
            yield _say_value(item)
        if len(value) > _MOST_ITEMS:
            yield f"and {count_words(len(value) - _MOST_ITEMS, 'more', 'more')}; --json has all"
    else:
        yield _say_value(value)


def _say_value(value: object) -> str:
    if isinstance(value, dict):
        parts = [f"{_name_field(key)} {_say_part(part)}" for key, part in value.items() if part]
        return shorten(", ".join(parts), _LONGEST) or "nothing"
    return shorten(_say_part(value), _LONGEST) or "nothing"


def _say_part(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return safe_line(value)
    if isinstance(value, Sequence):
        return ", ".join(map(_say_part, value))
    if isinstance(value, dict):
        return safe_line(json.dumps(value, ensure_ascii=False))
    return "none" if value is None else f"{value:,}" if isinstance(value, int) else str(value)
