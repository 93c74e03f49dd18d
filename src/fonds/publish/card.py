"""Card: facts and sources as markup, the same on a page and in a book."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from fonds.model.record import Record
from fonds.model.work import Source
from fonds.publish.characters import escape_line, one_line
from fonds.publish.facts import Fact, format_count, list_facts, list_front_notes, make_fact
from fonds.publish.links import find_link
from fonds.publish.markup import render_passage

KEY = "What is lighter, with a dotted underline, was read from the text: nobody stated it."


def render_card(record: Record) -> str:
    """Render the catalogue card of a record as a `<dl>`; derived values look different.

    Args:
        record: a record with n claims.

    Returns:
        One element and a line feed, or "" when nothing is known.

    Cost: O(n) for each of a fixed number of fields.
    """
    facts = list_facts(record)
    if not facts:
        return ""
    lines = ['<dl class="card">']
    for fact in facts:
        lines.append(f"<dt>{escape_line(fact.label)}</dt>")
        lines.append(f"<dd>{_render_values(fact)}</dd>")
    lines.append("</dl>")
    if any(fact.is_read for fact in facts):
        lines.append(f'<p class="why">{KEY}</p>')
    return "\n".join(lines) + "\n"


def render_title(record: Record, title: str) -> str:
    """Render a work's title inline; one that nobody stated looks derived.

    Args:
        record: the work's record.
        title: as `fonds.publish.sections.give_title` says it.

    Returns:
        Inline markup.

    Cost: O(n) in claims.
    """
    return mark_basis(make_fact(record, "title", "Title", [title]), escape_line(title))


def render_creators(record: Record) -> str:
    """Render "by X and Y" as one paragraph, or "" when nobody is named.

    Args:
        record: the work's record.

    Returns:
        One element and a line feed, or "".

    Cost: O(n) in claims.
    """
    names = [line for line in map(one_line, record.creators) if line]
    if not names:
        return ""
    fact = make_fact(record, "creators", "By", names)
    return f'<p class="by">by {mark_basis(fact, escape_line(join_names(names)))}</p>\n'


def join_names(names: Sequence[str]) -> str:
    """Join names as one says them.

    Example:
        >>> join_names(["Ada", "Basil", "Clio"])
        'Ada, Basil and Clio'
    """
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def mark_basis(fact: Fact, markup: str) -> str:
    """Put a value's markup in a `<span>` that says why, when the value is derived.

    Args:
        fact: who says so.
        markup: safe inline markup.

    Returns:
        Safe inline markup.

    Cost: O(n).
    """
    if not fact.is_read:
        return markup
    return f'<span class="derived" title="{escape_line(fact.explain())}">{markup}</span>'


def render_sayings(record: Record) -> str:
    """Render who says so, value by value, with the words quoted, as a `<ul>`.

    Args:
        record: a record with n claims.

    Returns:
        One element and a line feed, or "".

    Cost: O(n) for each of a fixed number of fields.
    """
    facts = list(list_facts(record))
    names = [line for line in map(one_line, record.creators) if line]
    if names:
        facts.insert(0, make_fact(record, "creators", "By", names))
    if title := one_line(record.title or ""):
        facts.insert(0, make_fact(record, "title", "Title", [title]))
    lines = [f"<li>{_render_saying(fact)}</li>" for fact in facts]
    return "\n".join(["<ul>", *lines, "</ul>"]) + "\n" if lines else ""


def render_sources(sources: Sequence[Source]) -> str:
    """Render what was read, with digests, as a `<ul>`.

    Only the last part of a path is shown: folders say more of a person than of a story.

    Args:
        sources: s originals in reading order.

    Returns:
        One element and a line feed, or "".

    Cost: O(s).
    """
    lines = [f"<li>{_render_source(source)}</li>" for source in sources]
    return "\n".join(["<ul>", *lines, "</ul>"]) + "\n" if lines else ""


def render_passages(record: Record, *, heading: str) -> str:
    """Render summary, epigraph, notes at the front, a keeper's too, and disclaimer.

    Each stands under a heading.

    Notes at the back are not among them: they stand in the back matter, word for word.

    Args:
        record: a record.
        heading: the element of each heading, "h2" or so.

    Returns:
        Elements, one a line, or "".

    Cost: O(n) in their length.
    """
    front = list_front_notes(record)
    passages = [
        ("summary", "Summary", [record.summary or ""], False),
        ("epigraph", "Epigraph", [record.epigraph or ""], True),
        ("keeper_notes", "Note by a keeper", list(record.keeper_notes), False),
        ("notes", "Notes", front, False),
        ("disclaimer", "Disclaimer", [record.disclaimer or ""], False),
    ]
    parts: list[str] = []
    for field, label, texts, lined in passages:
        inner = "".join(render_passage(text, lined=lined) for text in texts)
        if not inner:
            continue
        fact = make_fact(record, field, label, [])
        title = f"<{heading}>{mark_basis(fact, label)}</{heading}>"
        parts.append(f'{title}\n<div class="passage">\n{inner}</div>\n')
    return "".join(parts)


def _render_values(fact: Fact) -> str:
    if fact.field == "source_url" and (link := find_link(fact.values[0])):
        return mark_basis(fact, f'<a href="{escape_line(link)}">{escape_line(link)}</a>')
    return mark_basis(fact, escape_line(", ".join(fact.values)))


def _render_saying(fact: Fact) -> str:
    value = mark_basis(fact, escape_line(", ".join(fact.values)))
    quote = f" “{escape_line(fact.quote)}”" if fact.quote else ""
    return f"{escape_line(fact.label)}: {value}. {escape_line(fact.explain())}{quote}"


def _render_source(source: Source) -> str:
    name = PurePosixPath(source.path.replace("\\", "/")).name or source.path
    member = f", {escape_line(source.member)}" if source.member else ""
    encoding = f", {escape_line(source.encoding)}" if source.encoding else ""
    return (
        f"{escape_line(name)}{member} ({escape_line(source.media_type)}{encoding}, "
        f'{format_count(source.bytes)} bytes)<br/><span class="digest">'
        f"{escape_line(source.digest)}</span>"
    )
