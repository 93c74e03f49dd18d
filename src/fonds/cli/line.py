"""Line: a work as a catalogue entry of two or three lines, for lists and searches."""

from rich.text import Text

from fonds.cli.styles import QUIET, TITLE, mark_basis
from fonds.cli.terminal import Terminal
from fonds.cli.words import count_words, safe_line
from fonds.model.entry import Entry
from fonds.publish.card import join_names

INDENT = 4


def say_entry(terminal: Terminal, entry: Entry) -> bool:
    """Print a catalogue entry.

    To a pipe it is one line with tabs between: identifier, title, creators, facts.

    Args:
        terminal: where.
        entry: of one work.

    Returns:
        Whether anything was marked as read from the text.
    """
    title = _name_entry(entry)
    names = join_names([safe_line(name) for name in entry.creators])
    facts = _list_facts(entry)
    if not terminal.is_watched:
        words = " · ".join(fact.plain for fact in facts[:-1])
        columns = "\t".join([entry.work_id, title.plain, names, words])
        terminal.say(columns)
        return False
    head = Text().append_text(title)
    if names:
        head.append(" by ").append_text(mark_basis(names, is_read="creators" in entry.derived))
    terminal.say(head, indent=INDENT)
    line = Text(" · ").join(facts)
    terminal.say(line, lead=" " * INDENT, indent=INDENT)
    shown = {"title", "creators", "fandoms", "rating", "relationships", "date"}
    return bool(shown & set(entry.derived))


def _name_entry(entry: Entry) -> Text:
    if entry.title:
        title = mark_basis(safe_line(entry.title), is_read="title" in entry.derived)
        title.stylize(TITLE, 0, len(safe_line(entry.title)))
        return title
    if entry.incipit:
        return Text(f"“{safe_line(entry.incipit)}…”", style="italic")
    return Text("(no title)", style=QUIET)


def _list_facts(entry: Entry) -> list[Text]:
    facts: list[Text] = []

    def add(field: str, words: str) -> None:
        if words:
            facts.append(mark_basis(words, is_read=field in entry.derived))

    if entry.kind != "story":
        facts.append(Text("not a story"))
    add("fandoms", ", ".join(map(safe_line, entry.fandoms[:2])))
    add("relationships", safe_line(entry.relationships[0]) if entry.relationships else "")
    add("rating", safe_line(entry.rating or ""))
    if entry.words:
        facts.append(Text(count_words(entry.words, "word")))
    if entry.chapters > 1:
        facts.append(Text(count_words(entry.chapters, "chapter")))
    add("date", entry.date or "")
    facts.append(Text(entry.work_id, style=QUIET))
    return facts
