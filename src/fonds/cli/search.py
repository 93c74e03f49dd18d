"""`fonds search`: find stories by their words and by what is known of them."""

from itertools import groupby
from typing import Annotated

import typer
from rich.text import Text

from fonds.app.shelf import read_entries, search_shelf
from fonds.cli.door import JsonOption, LibraryOption, enter_shelf, get_door
from fonds.cli.json_lines import write_masked_json
from fonds.cli.line import INDENT, say_entry
from fonds.cli.styles import KEY, MARK, QUIET
from fonds.cli.terminal import Terminal
from fonds.cli.words import count_words
from fonds.publish.addresses import mask_addresses
from fonds.search.searching import Results, Snippet, Sort

NOTHING_FOUND = 1


EXAMPLES = (
    "fonds search fog moor",
    "fonds search 'fandom:oz words:>5000 -rating:explicit'",
    """fonds search --sort date --limit 5 'author:"Jane Doe"'""",
)


def search(
    context: typer.Context,
    *,
    query: Annotated[list[str], typer.Argument(metavar="QUERY", help="Words, phrases, fields.")],
    sort: Annotated[Sort, typer.Option("--sort", help="What to order by.")] = "relevance",
    limit: Annotated[
        int, typer.Option("--limit", min=1, max=10_000, metavar="N", help="Most works to show.")
    ] = 20,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Find stories.

    Words match anywhere; "a phrase" in quotation marks stays together; fields narrow:
    author: title: series: fandom: pairing: character: tag: rating: warning: category:
    language: status: crossover: pov: narrator: words: chapters: date: added:. Exit 0 when
    something was found, 1 when nothing was.
    """
    door = get_door(context)
    terminal = door.terminal
    text = " ".join(query)
    with enter_shelf(door, library) as shelf:
        results = search_shelf(shelf, text, sort=sort, limit=limit)
        entries = read_entries(shelf, results)
        if as_json:
            hits = [
                {"work_id": hit.work_id, "score": hit.score, "snippet": hit.snippet, "entry": entry}
                for hit, entry in zip(results.hits, entries, strict=True)
            ]
            facets = {name: [list(pair) for pair in rows] for name, rows in results.facets.items()}
            write_masked_json(
                terminal, {"query": text, "total": results.total, "hits": hits, "facets": facets}
            )
            return 0 if results.total else NOTHING_FOUND
        is_marked = False
        for hit, entry in zip(results.hits, entries, strict=True):
            if entry is not None:
                is_marked |= say_entry(terminal, entry)
                _say_snippet(terminal, hit.snippet)
    _say_total(terminal, results, is_marked=is_marked)
    return 0 if results.total else NOTHING_FOUND


def mark_snippet(snippet: Snippet) -> Text:
    r"""Give a snippet on one line with its words marked.

    Example:
        >>> mark_snippet(Snippet("the\n fog rose", ((5, 8),))).markup
        'the [bold reverse]fog[/bold reverse] rose'
    """
    # What is covered keeps its length, so the marks, which count code points, stay true.
    chars = mask_addresses(snippet.text)
    marked = {at for start, end in snippet.marks for at in range(start, end)}
    shown: list[tuple[str, bool]] = []
    for at, char in enumerate(chars):
        if char.isprintable() and not char.isspace():
            shown.append((char, at in marked))
        elif shown and shown[-1][0] != " ":
            shown.append((" ", at in marked))
    line = Text()
    for is_marked, run in groupby(shown, key=lambda pair: pair[1]):
        line.append("".join(char for char, _ in run), style=MARK if is_marked else None)
    return line


def _say_snippet(terminal: Terminal, snippet: Snippet) -> None:
    line = mark_snippet(snippet)
    if not line.plain.strip() or not terminal.is_watched:
        return
    line.stylize(QUIET)
    terminal.say(line, lead=" " * INDENT, indent=INDENT)


def _say_total(terminal: Terminal, results: Results, *, is_marked: bool) -> None:
    shown = len(results.hits)
    if not results.total:
        terminal.note("No story matches. Fewer words find more; `fonds list` shows everything.")
        return
    if not terminal.is_watched:
        return
    terminal.say()
    if is_marked:
        terminal.say(KEY)
    found = count_words(results.total, "story", "stories").capitalize()
    more = f", the first {shown} of them shown; --limit shows more" if shown < results.total else ""
    terminal.say(f"{found}{more}.")
