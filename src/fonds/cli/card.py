"""Card: a work as a catalogue card on a terminal."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from fonds.cli.styles import QUIET, TITLE, mark_basis
from fonds.cli.terminal import Terminal
from fonds.cli.words import safe_line
from fonds.model.problem import Problem
from fonds.model.record import Record
from fonds.model.work import Source
from fonds.publish.card import join_names
from fonds.publish.facts import Fact, list_facts, list_front_notes, make_fact
from fonds.publish.sections import give_title

_MARGIN = 4
_LABEL = 17
_FEWEST_COLUMNS = 60
"""Narrower than this, values stand under their label instead of beside it."""


def say_card(terminal: Terminal, record: Record, *, lead: str = "", explain: bool = False) -> bool:
    """Print a record as a catalogue card.

    Args:
        terminal: where.
        record: of one work.
        lead: stands before the title, such as the work's identifier.
        explain: say of every value who says so, with the words quoted.

    Returns:
        Whether anything was marked as read from the text; then `styles.KEY` explains it.
    """
    head = [make_fact(record, "title", "Title", [safe_line(give_title(record))])]
    names = [safe_line(name) for name in record.creators]
    title = mark_basis(head[0].values[0], is_read=head[0].is_read and bool(record.title))
    title.stylize(TITLE, 0, len(head[0].values[0]))
    if names:
        head.append(make_fact(record, "creators", "By", [join_names(names)]))
        title.append(" by ").append_text(mark_basis(head[1].values[0], is_read=head[1].is_read))
    terminal.say(title, lead=lead)
    if explain:
        for fact in head if record.title else head[1:]:
            _say_fact(terminal, fact.label, _join_values(fact))
            _say_why(terminal, fact)
    facts = list_facts(record)
    for fact in facts:
        _say_fact(terminal, fact.label, _join_values(fact))
        if explain:
            _say_why(terminal, fact)
    for label, words, is_read in _list_passages(record):
        _say_fact(terminal, label, mark_basis(words, is_read=is_read))
    return any(fact.is_read for fact in (*head[1:], *facts)) or (
        head[0].is_read and bool(record.title)
    )


def say_sources(terminal: Terminal, sources: Sequence[Source]) -> None:
    """Print which originals a work is made of."""
    for number, source in enumerate(sources):
        member = f" › {safe_line(source.member)}" if source.member else ""
        kind = ", ".join(part for part in (source.media_type, source.encoding) if part)
        line = Text(f"{safe_line(source.path)}{member}")
        line.append(f" ({kind}, {source.bytes:,} bytes)", style=QUIET)
        _say_fact(terminal, "From" if number == 0 else "", line)


def say_problems(terminal: Terminal, problems: Sequence[Problem]) -> None:
    """Print what was odd about a work."""
    for number, problem in enumerate(problems):
        line = Text(safe_line(problem.message))
        line.append(f" [{problem.code}]", style=QUIET)
        _say_fact(terminal, "Odd" if number == 0 else "", line)


def name_source(source: Source) -> str:
    """Name an original on one line."""
    member = f" › {source.member}" if source.member else ""
    return safe_line(f"{source.path}{member}")


def _say_fact(terminal: Terminal, label: str, value: Text) -> None:
    lead = " " * _MARGIN + label
    if terminal.width >= _FEWEST_COLUMNS:
        terminal.say(value, lead=lead.ljust(_MARGIN + _LABEL), indent=_MARGIN + _LABEL)
        return
    if label:
        terminal.say(Text(lead, style=QUIET))
    terminal.say(value, lead=" " * (_MARGIN + 2), indent=_MARGIN + 2)


def _join_values(fact: Fact) -> Text:
    return mark_basis(", ".join(map(safe_line, fact.values)), is_read=fact.is_read)


def _say_why(terminal: Terminal, fact: Fact) -> None:
    words = fact.explain()
    if fact.quote:
        words += f" “{safe_line(fact.quote)}”"
    indent = _MARGIN + (_LABEL if terminal.width >= _FEWEST_COLUMNS else 2)
    terminal.say(Text(words, style=QUIET), lead=" " * indent, indent=indent)


def _list_passages(record: Record) -> Iterator[tuple[str, str, bool]]:
    passages = [
        ("summary", "Summary", record.summary),
        ("epigraph", "Epigraph", record.epigraph),
        *(("keeper_notes", "Keeper's note", note) for note in record.keeper_notes),
        *(("notes", "Note", note) for note in list_front_notes(record)),
        ("disclaimer", "Disclaimer", record.disclaimer),
    ]
    for field, label, text in passages:
        if text and (words := safe_line(text)):
            yield label, words, make_fact(record, field, label, [words]).is_read
