"""Review sitting: question after question, until there is none left or the person stops."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from fonds.app.evidence import Passage, find_passage
from fonds.app.review import Question, split_question
from fonds.app.review_answers import Sitting, ask_again, give_answer, put_off, take_back_numbers
from fonds.app.review_decisions import Kind, encode_decision, make_decision
from fonds.app.review_values import read_value, say_answer
from fonds.cli.review_keys import STOP, read_key, read_line
from fonds.cli.review_screen import clean, say_edit, say_help, say_question
from fonds.cli.terminal import Terminal
from fonds.cli.words import count_words
from fonds.errors import DamageError, UserError
from fonds.packs.pack import Pack
from fonds.publish.characters import shorten

_AROUND = 1200
"""Code points read on either side: enough to fill a screen with short lines."""

_PUT_OFF: tuple[int, ...] = ()
"""What stands for the events of a question that was put off: it changed no work."""


class Tally(Struct, frozen=True):
    """What a sitting came to.

    Attributes:
        answers: questions answered.
        works: works they settled, each as often as it was.
        put_off: questions put off.
        left: questions still to be asked.
    """

    answers: int
    works: int
    put_off: int
    left: int


class _Done(Struct, frozen=True):
    """One answer: which question, and the numbers of the events; none when put off."""

    at: int
    events: tuple[int, ...]


class Pile:
    """The questions of a sitting, which of them is on the table, and what was done.

    Attributes:
        questions: all of them, in order.
        at: index of the one on the table.
        said: what the last key did, in one line.
    """

    def __init__(self, sitting: Sitting, questions: Sequence[Question], save: Path | None) -> None:
        self.questions = list(questions)
        self.at = 0
        self.said = ""
        self._sitting = sitting
        self._save = save
        self._done: list[_Done] = []

    @property
    def packs(self) -> tuple[Pack, ...]:
        """The fandoms that are known here."""
        return self._sitting.shelf.packs

    @property
    def now(self) -> Question:
        """The question on the table."""
        return self.questions[self.at]

    @property
    def can_go_back(self) -> bool:
        """Whether there is an answer of this sitting to take back."""
        return bool(self._done)

    def answer(self, value: Any) -> None:  # noqa: ANN401 - the value of a claim is any JSON value
        """Keep an answer and go on.

        Raises:
            UserError: it could not be kept.
        """
        one = self.now
        events = give_answer(self._sitting, one.works, one.field, value, question=one.id)
        self._write("set", value)
        words = shorten(clean(say_answer(one.field, value)), 50)
        self.said = f"Kept for {count_words(len(one.works), 'work')}: {words}."
        self._go_on(events)

    def put_off(self) -> None:
        """Put the question off and go on."""
        put_off(self._sitting, self.now)
        self._write("put off")
        self.said = "Put off."
        self._go_on(_PUT_OFF)

    def back(self) -> None:
        """Take the last answer back and ask it again."""
        if not self._done:
            self.said = "There is nothing to take back in this sitting."
            return
        done = self._done[-1]
        at, self.at = self.at, done.at
        try:
            if done.events:
                take_back_numbers(self._sitting, done.events)
            else:
                ask_again(self._sitting, self.now)
        except UserError:
            self.at = at
            raise
        self._write("taken back")
        self._done.pop()
        self.said = "Taken back."

    def split(self) -> None:
        """Ask work by work what was asked of several at once."""
        one = self.now
        if len(one.works) > 1:
            self.questions[self.at : self.at + 1] = split_question(one, self._sitting.shelf)
            self.said = f"{len(one.works)} questions now, work by work."

    def count(self) -> Tally:
        """Count what was done."""
        answered = [done for done in self._done if done.events]
        return Tally(
            answers=len(answered),
            works=sum(len(done.events) for done in answered),
            put_off=len(self._done) - len(answered),
            left=len(self.questions) - len(self._done),
        )

    def _go_on(self, events: tuple[int, ...]) -> None:
        self._done.append(_Done(self.at, events))
        self.at += 1

    def _write(self, answer: Kind, value: Any = None) -> None:  # noqa: ANN401 - as above
        if self._save is None:
            return
        line = encode_decision(make_decision(self._sitting, self.now, answer, value))
        append_line(self._save, line)


def append_line(path: Path, line: bytes) -> None:
    """Append to a file of decisions.

    Raises:
        UserError: it cannot be written.
    """
    try:
        with path.open("ab") as file:
            file.write(line)
    except OSError as error:
        raise UserError(f"{path}: decisions cannot be saved there ({error.strerror})") from error


def sit(
    terminal: Terminal, sitting: Sitting, questions: Sequence[Question], *, save: Path | None
) -> Tally:
    """Ask until the questions are over or the person stops.

    Args:
        terminal: where.
        sitting: under way.
        questions: n of them, the first to be asked first.
        save: where each decision is appended as a line, or None.

    Raises:
        UserError: decisions cannot be saved.
    """
    pile = Pile(sitting, questions, save)
    if save is not None:
        append_line(save, b"")
    while pile.at < len(pile.questions):
        passage = find_evidence(sitting, pile.now)
        say_question(
            terminal,
            pile.now,
            passage,
            (pile.at + 1, len(pile.questions)),
            said=pile.said,
            can_go_back=pile.can_go_back,
        )
        pile.said = ""
        if not _take_key(terminal, pile):
            break
    return pile.count()


def put_off_all(sitting: Sitting, questions: Sequence[Question], *, save: Path | None) -> Tally:
    """Put n questions off without asking them.

    Raises:
        UserError: decisions cannot be saved, or somebody else is writing to the library.
    """
    pile = Pile(sitting, questions, save)
    for _ in questions:
        pile.put_off()
    return pile.count()


def find_evidence(sitting: Sitting, question: Question) -> Passage | None:
    """Find the words a question hangs on; None when the original cannot be read any more."""
    place = question.place
    try:
        return find_passage(
            sitting.shelf,
            question.works[0],
            place.source,
            place.start,
            place.end,
            around=_AROUND,
        )
    except (UserError, DamageError):
        # The question stands without it; `fonds check` tells of the damage.
        return None


def _take_key(terminal: Terminal, pile: Pile) -> bool:
    """Do what one key says; False when it says stop."""
    while True:
        key = read_key()
        if key == STOP:
            return False
        try:
            if _press(terminal, pile, key):
                return True
        except UserError as error:
            terminal.say(f"{error}.")


def _press(terminal: Terminal, pile: Pile, key: str) -> bool:
    """Do what a key says; False when it says nothing here, and another is waited for."""
    one = pile.now
    acts: dict[str, Callable[[], None]] = {
        "s": pile.put_off,
        "b": pile.back,
        "w": pile.split,
    }
    if key in acts:
        acts[key]()
        return True
    if key == "a" and one.proposal is not None:
        pile.answer(one.proposal.value)
        return True
    if key.isdecimal() and 1 <= int(key) <= len(one.alternatives):
        pile.answer(one.alternatives[int(key) - 1].value)
        return True
    if key == "e":
        return _edit(terminal, pile)
    if key == "?":
        say_help(terminal)
        if terminal.is_watched:
            read_key()
        return True
    return False


def _edit(terminal: Terminal, pile: Pile) -> bool:
    one = pile.now
    say_edit(terminal, one.field)
    given = one.proposal.value if one.proposal is not None else None
    typed = read_line(say_answer(one.field, given) if given else "")
    if typed is not None:
        pile.answer(read_value(one.field, typed, pile.packs))
    return True
