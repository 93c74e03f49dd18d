"""Text: a work as plain text."""

import re
from collections.abc import Iterable

from fonds.model.block import Block
from fonds.model.record import Record
from fonds.model.work import Work
from fonds.publish.card import join_names
from fonds.publish.characters import clean_characters, one_line
from fonds.publish.facts import list_facts, list_front_notes
from fonds.publish.markup import ORNAMENT, has_words
from fonds.publish.sections import give_title, split_work

_BLANK = re.compile("\n[ \t]*\n")
_LINED = frozenset({"verse", "letter", "chat"})
_ITALIC = frozenset({"italic", "thought"})


def build_text(work: Work, record: Record) -> str:
    """Build the plain text of a work.

    First the header as labels, with "(?)" behind what nobody stated; then the story, one
    paragraph a line and a blank line between; then what followed it and the header as it
    stood. Italics are `_underscores_`.

    Args:
        work: a work whose blocks have c code points.
        record: its record.

    Returns:
        Text in which lines end in a line feed; nothing is wrapped.

    Cost: O(c log c) at worst, in the number of italic stretches.
    """
    sections = split_work(work, record)
    parts = ["\n".join(_list_header(record))]
    parts.extend(_list_passages(record))
    for section in sections.story:
        if section.heading:
            parts.append(one_line(section.heading))
        parts.extend(_render_blocks(section.blocks))
    if sections.back:
        parts += ["-- After the story --", *_render_blocks(sections.back)]
    if sections.front:
        parts += ["-- The header as it stood --", *_render_blocks(sections.front)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _list_header(record: Record) -> Iterable[str]:
    yield f"Title: {give_title(record)}"
    names = [line for line in map(one_line, record.creators) if line]
    if names:
        yield f"By: {join_names(names)}"
    for fact in list_facts(record):
        doubt = " (?)" if fact.is_read else ""
        yield f"{fact.label}: {', '.join(fact.values)}{doubt}"


def _list_passages(record: Record) -> Iterable[str]:
    front = list_front_notes(record)
    for label, text in [
        ("Summary", record.summary or ""),
        ("Epigraph", record.epigraph or ""),
        *(("Note by a keeper", note) for note in record.keeper_notes),
        *(("Note", note) for note in front),
        ("Disclaimer", record.disclaimer or ""),
    ]:
        paragraphs = [one_line(piece) for piece in _BLANK.split(clean_characters(text))]
        plain = "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
        if plain:
            yield f"{label}: {plain}"


def _render_blocks(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        if block.kind == "break" and not has_words(block.text):
            yield ORNAMENT
            continue
        text = clean_characters(_mark_italics(block))
        text = text.strip("\n") if block.kind in _LINED else one_line(text)
        if text.strip():
            yield f"- {text}" if block.kind == "item" else text


def _mark_italics(block: Block) -> str:
    """Set underscores around italic stretches; those that touch or overlap are joined."""
    spans: list[tuple[int, int]] = []
    chosen = [run for run in block.runs if run.style in _ITALIC]
    for run in sorted(chosen, key=lambda run: run.start):
        start, end = max(0, run.start), min(run.end, len(block.text))
        if start >= end:
            continue
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    parts: list[str] = []
    at = 0
    for start, end in spans:
        inner = block.text[start:end]
        bare = inner.strip()
        if not bare:
            continue
        lead = start + len(inner) - len(inner.lstrip())
        parts += [block.text[at:lead], "_", bare, "_"]
        at = lead + len(bare)
    parts.append(block.text[at:])
    return "".join(parts)
