"""Review screen: one question, large: the evidence in its place, the proposal, the keys."""

import re
from collections.abc import Sequence

from rich.text import Text

from fonds.app.evidence import Passage
from fonds.app.review import Choice
from fonds.app.review_queue import EditionShown, Question
from fonds.app.review_values import LISTS, say_answer
from fonds.app.review_words import ask
from fonds.cli.styles import MARK, QUIET, TITLE
from fonds.cli.terminal import Terminal
from fonds.cli.words import count_words
from fonds.publish.characters import clean_characters, one_line, shorten

ROWS = 24
"""A screen of the smallest terminal we promise to fit on."""

_MOST_WIDE = 100
_LEAST_EVIDENCE = 4
_FRAME = 12
"""Lines of a screen that are neither evidence nor answers: head, question, names, path, why,
keys, the lines between, and the one the cursor stands on."""

_MARGIN = "  "
_LEFT_OUT = "…"
_CARRIED = re.compile(
    r"(?:path|message-id|xref|received|return-path|references|in-reply-to|article-i\.d\.|"
    r"organi[sz]ation|sender|followup-to|mime-version|content-(?:type|transfer-encoding|length)|"
    r"nntp-[a-z-]{1,30}|x-[a-z0-9-]{1,40}|posted-date|delivered-to):(?:\s|$)|lines:\s*\d",
    re.IGNORECASE,
)
"""Lines of a mail's header that say how it travelled: they would fill the screen."""

_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_HINTS = {
    "kind": " Type `story` or `not a story`.",
    "tag": " Type the name that stands for it; an empty line leaves it as it was typed.",
    "editions": " Type `apart`, or the identifier of the best edition.",
    "damage": " Type `right` when it is right as it is.",
    "missing-parts": " Type `right` when it is right as it is.",
}
_HELP = (
    ("a", "Accept: what Fonds proposes is right."),
    ("e", "Type another answer; an empty line says that the work has none."),
    ("1 2 …", "Take the answer of that number."),
    ("w", "Ask of each work by itself what was asked of several at once."),
    ("s", "Put it off. `fonds review --again` asks it later."),
    ("b", "Back: take the last answer back and ask again."),
    ("q", "Stop. Every answer is kept already."),
    ("?", "This help."),
)


def say_question(
    terminal: Terminal,
    question: Question,
    passage: Passage | None,
    place: tuple[int, int],
    *,
    said: str = "",
    can_go_back: bool = True,
) -> None:
    """Show one question; on a terminal on a screen of its own.

    Args:
        terminal: where.
        question: what is asked.
        passage: the words it hangs on, in their place; None when they cannot be read.
        place: which question of how many this is, from 1.
        said: what the last key did.
        can_go_back: whether there is an answer that could be taken back.
    """
    width = min(terminal.width, _MOST_WIDE)
    clear_screen(terminal)
    count = len(question.works)
    settles = f"settles {count_words(count, 'work')}"
    head = f"{place[0]} of {place[1]} · {settles}"
    terminal.say(Text(shorten(f"{head} · {said}" if said else head, width), style=QUIET))
    terminal.say(Text(shorten(clean(ask(question)), width), style=TITLE))
    terminal.say(Text(_name_works(question, width)))
    terminal.say()
    answers = _list_answers(question, width - len(_MARGIN))
    room = max(_LEAST_EVIDENCE, find_rows(terminal) - len(answers) - _FRAME)
    if passage is not None:
        source = passage.source
        name = one_line(f"{source.path} › {source.member}" if source.member else source.path)
        terminal.say(Text(_MARGIN + _shorten_left(name, width - 4), style=QUIET))
        for line in lay_out(passage, width - 4, room):
            terminal.say(line)
        terminal.say()
    for line in _list_editions(question.editions, width - 4, room):
        terminal.say(line)
    terminal.say(Text(clean(question.why)), lead=_MARGIN, indent=len(_MARGIN))
    for line in answers:
        terminal.say(Text(_MARGIN).append_text(line))
    terminal.say()
    terminal.say(_list_keys(question, can_go_back=can_go_back))


def _list_editions(editions: Sequence[EditionShown], width: int, rows: int) -> list[Text]:
    """The works that may be one story, a line or two each."""
    lines: list[Text] = []
    for number, one in enumerate(editions, 1):
        by = f", {clean(one.by)}" if one.by else ""
        head = f"{number}. {clean(one.name)}{by} · {one.words:,} words"
        lines.append(Text(_MARGIN + shorten(head, width)))
        lines.append(Text(f"{_MARGIN}   {_shorten_left(clean(one.path), width - 3)}", style=QUIET))
    if len(lines) > rows:
        lines = lines[: max(0, rows // 2 * 2 - 2)]
        rest = len(editions) - len(lines) // 2
        lines.append(Text(f"{_MARGIN}and {rest} more", style=QUIET))
    return [*lines, Text()] if lines else []


def clear_screen(terminal: Terminal) -> None:
    """Begin a new screen, where there is one."""
    if terminal.is_watched:
        terminal.out.clear()


def find_rows(terminal: Terminal) -> int:
    """Find how many rows a question may take; a pipe has as many as a small screen."""
    return terminal.out.height if terminal.is_watched else ROWS


def clean(text: str) -> str:
    """Give text of a file as one line that a terminal can only show.

    Addresses stay: this screen is the owner's, and an address may tell who wrote.
    """
    return one_line(_DIRECTION.sub("", text))


def _name_works(question: Question, width: int) -> str:
    names = [shorten(clean(name), 60) for name in question.names]
    rest = len(question.works) - len(names)
    if len(question.works) == 1:
        return shorten(names[0], width)
    more = f" and {rest} more" if rest else ""
    return shorten("; ".join(names), width - len(more)) + more


def _shorten_left(name: str, most: int) -> str:
    return name if len(name) <= most else "…" + name[len(name) - most + 1 :]


def lay_out(passage: Passage, width: int, rows: int) -> list[Text]:
    """Lay out a passage around its marked words, which are marked in the margin as well.

    Args:
        passage: words in their place.
        width: columns, the margin not counted.
        rows: most lines.

    Returns:
        n <= rows lines; runs of empty lines are one.
    """
    before, marked, after = map(_clean_lines, (passage.before, passage.marked, passage.after))
    if not passage.is_start and "\n" in before:
        before = before.partition("\n")[2]
    if not passage.is_end and "\n" in after:
        after = after.rpartition("\n")[0]
    text = Text(before + marked + after)
    text.stylize(MARK, len(before), len(before) + len(marked))
    lines = _wrap(text, width, len(before), len(before) + len(marked))
    begin, end = _choose_window([is_marked for _, is_marked in lines], rows, has_words=bool(marked))
    while begin < end and not lines[begin][0].plain:
        begin += 1
    while end > begin and not lines[end - 1][0].plain:
        end -= 1
    return [
        Text(_MARGIN + ("▌ " if is_marked and marked else "│ ")).append_text(line)
        for line, is_marked in lines[begin:end]
    ]


def _wrap(text: Text, width: int, start: int, end: int) -> list[tuple[Text, bool]]:
    """Wrap at the width; says of each line whether it holds some of the marked words."""
    lines: list[tuple[Text, bool]] = []
    at = 0
    is_empty = True
    is_carried = False
    for raw in text.split("\n", allow_blank=True):
        first, last = at, at + len(raw)
        at = last + 1
        here = max(first, start) < min(last, end) or (start == end and first <= start <= last)
        # The header's longer lines go on where the next one begins with a blank.
        goes_on = is_carried and raw.plain[:1] in {" ", "\t"} and bool(raw.plain.strip())
        is_carried = goes_on or _CARRIED.match(raw.plain) is not None
        if is_carried and (start == end or not here):
            if not lines or lines[-1][0].plain != _LEFT_OUT:
                lines.append((Text(_LEFT_OUT, style=QUIET), False))
            continue
        if not raw.plain.strip():
            if not is_empty:
                lines.append((Text(), False))
            is_empty = True
            continue
        is_empty = False
        for piece in _wrap_line(raw, width):
            holds = here and (start == end or any(span.style == MARK for span in piece.spans))
            lines.append((piece, holds))
    return lines


def _wrap_line(line: Text, width: int) -> list[Text]:
    cut: list[int] = []
    plain = line.plain
    at = 0
    while len(plain) - at > width:
        space = plain.rfind(" ", at + 1, at + width + 1)
        at = space + 1 if space > at else at + width
        cut.append(at)
    pieces = list(line.divide(cut)) if cut else [line]
    for piece in pieces:
        piece.rstrip()
    return pieces


def _choose_window(marks: Sequence[bool], rows: int, *, has_words: bool) -> tuple[int, int]:
    where = [index for index, is_marked in enumerate(marks) if is_marked]
    first = where[0] if where else 0
    last = where[-1] if where else 0
    if not has_words:
        begin = max(0, first - 1)
        return begin, min(len(marks), begin + rows)
    # What follows says more than what stands before.
    above = max(1, (rows - (last - first + 1)) // 3)
    begin = max(0, min(first - above, len(marks) - rows))
    return begin, min(len(marks), begin + rows)


def _clean_lines(text: str) -> str:
    lines = clean_characters(_DIRECTION.sub("", text)).expandtabs(4)
    return lines.replace("\r", "\n")


def _list_answers(question: Question, width: int) -> list[Text]:
    lines = []
    if question.proposal is not None:
        lines.append(_say_choice("a", question.field, question.proposal, width))
    lines += [
        _say_choice(str(number), question.field, choice, width)
        for number, choice in enumerate(question.alternatives, 1)
    ]
    return lines


def _say_choice(key: str, field: str, choice: Choice, width: int) -> Text:
    """An answer on one line; the end of a long one is left out, for `e` shows it whole."""
    reasons = [choice.where] if choice.where and field != "tag" else []
    if choice.confidence is not None:
        reasons.append(f"{choice.confidence * 100:.0f} % sure")
    why = f"  ({', '.join(reasons)})" if reasons else ""
    room = max(width - len(key) - 2 - len(why), 12)
    line = Text(f"{key}  ", style=TITLE)
    said = choice.words or say_answer(field, choice.value)
    line.append(shorten(clean(said), room), style=TITLE)
    return line.append(why, style=QUIET)


def _list_keys(question: Question, *, can_go_back: bool) -> Text:
    last = len(question.alternatives)
    keys = (
        ("a", "accept", question.proposal is not None),
        ("1" if last == 1 else f"1–{last}", "take", last > 0),
        ("e", "type", True),
        ("w", "each", question.can_split),
        ("s", "later", True),
        ("b", "back", can_go_back),
        ("q", "stop", True),
        ("?", "help", True),
    )
    line = Text()
    for key, words, is_offered in keys:
        if is_offered:
            line.append(f" {key} ", style=MARK).append(f" {words} ")
    line.rstrip()
    return line


def say_edit(terminal: Terminal, field: str) -> None:
    """Say what to type."""
    several = " Put ; between several." if field in LISTS else ""
    terminal.say(f"Type the answer.{several}{_HINTS.get(field, ' An empty line: it has none.')}")


def say_help(terminal: Terminal) -> None:
    """Say what the keys do."""
    clear_screen(terminal)
    for key, words in _HELP:
        terminal.say(words, lead=f"{_MARGIN}{key}".ljust(9), indent=9)
    terminal.say()
    terminal.say("Any key leads back to the question.")
