"""Review sitting: question after question, until there is none left or the person stops."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from fonds.app.review_answers import (
    Sitting,
    give_answer,
    put_off,
    read_answer,
    say_choice,
    take_back_number,
)
from fonds.app.review_decisions import Kind, encode_decision, make_decision
from fonds.app.review_queue import Question, find_part, find_words, split_question
from fonds.app.review_values import say_answer
from fonds.cli.review_keys import STOP, read_key, read_line
from fonds.cli.review_screen import clean, say_edit, say_help, say_question
from fonds.cli.terminal import Terminal
from fonds.cli.words import count_words
from fonds.errors import UserError
from fonds.library.doubts import QuestionRow
from fonds.packs.pack import Pack
from fonds.publish.characters import shorten

_AROUND = 1200
"""Code points read on either side: enough to fill a screen with short lines."""


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
    """One answer: which question, the number of the act, and how many works it settled."""

    at: int
    act: int | None
    works: int
    is_put_off: bool


class Pile:
    """The questions of a sitting, which of them is on the table, and what was done.

    A question is made when its turn comes: what was answered before it may have settled it.

    Attributes:
        asked: all of them, in order.
        at: index of the one on the table.
        said: what the last key did, in one line.
    """

    def __init__(
        self, sitting: Sitting, asked: Sequence[QuestionRow | Question], save: Path | None
    ) -> None:
        self.asked: list[QuestionRow | Question] = list(asked)
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
    def can_go_back(self) -> bool:
        """Whether there is an answer of this sitting to take back."""
        return bool(self._done)

    def find_now(self) -> Question | None:
        """Find the question on the table; None when all are over."""
        while self.at < len(self.asked):
            one = self.asked[self.at]
            found = find_part(self._sitting.shelf, one.field, one.key)
            if found is not None:
                self.asked[self.at] = found
                return found
            del self.asked[self.at]
        return None

    def answer(self, one: Question, value: Any) -> None:  # noqa: ANN401 - the value of a claim is any JSON value
        """Keep an answer to the question on the table and go on.

        Raises:
            UserError: it could not be kept.
        """
        act = give_answer(self._sitting, one, value)
        self._write(one, "set", value)
        words = shorten(clean(say_choice(one, value)), 50)
        self.said = f"Kept for {count_words(len(one.works), 'work')}: {words}."
        self._go_on(act, one)

    def put_off(self, one: Question) -> None:
        """Put the question on the table off and go on."""
        act = put_off(self._sitting, one)
        self._write(one, "put off")
        self.said = "Put off."
        self._go_on(act, one, is_put_off=True)

    def back(self) -> None:
        """Take the last answer back and ask it again."""
        if not self._done:
            self.said = "There is nothing to take back in this sitting."
            return
        done = self._done[-1]
        if done.act is not None:
            take_back_number(self._sitting, done.act)
        self.at = done.at
        one = self.asked[self.at]
        if isinstance(one, Question):
            self._write(one, "taken back")
        self._done.pop()
        self.said = "Taken back."

    def split(self, one: Question) -> None:
        """Ask work by work what was asked of several at once."""
        if one.can_split:
            self.asked[self.at : self.at + 1] = split_question(one, self._sitting.shelf)
            self.said = f"{len(one.works)} questions now, work by work."

    def count(self) -> Tally:
        """Count what was done."""
        answered = [done for done in self._done if not done.is_put_off]
        return Tally(
            answers=len(answered),
            works=sum(done.works for done in answered),
            put_off=len(self._done) - len(answered),
            left=len(self.asked) - self.at,
        )

    def _go_on(self, act: int | None, one: Question, *, is_put_off: bool = False) -> None:
        self._done.append(_Done(self.at, act, len(one.works), is_put_off))
        self.at += 1

    def _write(self, one: Question, answer: Kind, value: Any = None) -> None:  # noqa: ANN401 - as above
        if self._save is None:
            return
        line = encode_decision(make_decision(self._sitting, one, answer, value))
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
    terminal: Terminal,
    sitting: Sitting,
    asked: Sequence[QuestionRow],
    *,
    save: Path | None,
) -> Tally:
    """Ask until the questions are over or the person stops.

    Args:
        terminal: where.
        sitting: under way.
        asked: n questions, the first to be asked first.
        save: where each decision is appended as a line, or None.

    Raises:
        UserError: decisions cannot be saved.
    """
    pile = Pile(sitting, asked, save)
    if save is not None:
        append_line(save, b"")
    while (one := pile.find_now()) is not None:
        say_question(
            terminal,
            one,
            find_words(sitting.shelf, one, around=_AROUND),
            (pile.at + 1, len(pile.asked)),
            said=pile.said,
            can_go_back=pile.can_go_back,
        )
        pile.said = ""
        if not _take_key(terminal, pile, one):
            break
    return pile.count()


def put_off_all(sitting: Sitting, asked: Sequence[QuestionRow], *, save: Path | None) -> Tally:
    """Put n questions off without asking them.

    Raises:
        UserError: decisions cannot be saved, or somebody else is writing to the library.
    """
    pile = Pile(sitting, asked, save)
    while (one := pile.find_now()) is not None:
        pile.put_off(one)
    return pile.count()


def _take_key(terminal: Terminal, pile: Pile, one: Question) -> bool:
    """Do what one key says; False when it says stop."""
    while True:
        key = read_key()
        if key == STOP:
            return False
        try:
            if _press(terminal, pile, one, key):
                return True
        except UserError as error:
            terminal.say(f"{error}.")


def _press(terminal: Terminal, pile: Pile, one: Question, key: str) -> bool:
    """Do what a key says; False when it says nothing here, and another is waited for."""
    acts: dict[str, Callable[[], None]] = {
        "s": lambda: pile.put_off(one),
        "b": pile.back,
        "w": lambda: pile.split(one),
    }
    if key in acts:
        acts[key]()
        return True
    if key == "a" and one.proposal is not None:
        pile.answer(one, one.proposal.value)
        return True
    if key.isdecimal() and 1 <= int(key) <= len(one.alternatives):
        pile.answer(one, one.alternatives[int(key) - 1].value)
        return True
    if key == "e":
        return _edit(terminal, pile, one)
    if key == "?":
        say_help(terminal)
        if terminal.is_watched:
            read_key()
        return True
    return False


def _edit(terminal: Terminal, pile: Pile, one: Question) -> bool:
    say_edit(terminal, one.field)
    given = one.proposal.value if one.proposal is not None else None
    shown = say_answer(one.field, given) if given and one.field != "editions" else ""
    typed = read_line(shown)
    if typed is not None:
        pile.answer(one, read_answer(one, typed, pile.packs))
    return True
