"""Accuracy, cases: how a set is read, and its works held against their gold."""

import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct, structs

from fonds.app.accuracy_answers import Answer, hold_answers
from fonds.app.accuracy_match import is_same_value
from fonds.app.heap_reading import iter_works
from fonds.app.reader_process import knowledge_here, prepare_reader
from fonds.app.reading import finish_works, read_leaf
from fonds.engine.run import run_all
from fonds.intake.limits import Limits
from fonds.model.record import Record
from fonds.model.work import Leaf, Work
from fonds.packs.character import find_character
from fonds.packs.fandom import find_fandoms, find_packs
from fonds.packs.pack import Pack
from fonds.packs.relationship import find_relationship
from fonds.publish.record import build_record

Half = Literal["tune", "report", "all"]

SEEDS = {"tune": 17, "report": 1999, "all": 1999}
"""Chance of generated headers: those reported are not those that were looked at."""

ROUNDS = 6
"""Styles in which each work of a generated set is written."""


class Setting(Struct, frozen=True):
    """How sets are read.

    Attributes:
        samples: folder with `heap` and `gold.jsonl`.
        shared: folder with the shared heaps.
        half: which part of each set.
        packs: fandom packs.
        workers: processes that read.
        progress: told ("reading", done, total).
        seed: of generated headers, or None for the half's own.
        rounds: styles for each work.
    """

    samples: Path
    shared: Path
    half: Half
    packs: tuple[Pack, ...]
    workers: int
    progress: Callable[[str, int, int], None]
    seed: int | None = None
    rounds: int = ROUNDS

    @property
    def chance(self) -> int:
        """The seed that holds."""
        return SEEDS[self.half] if self.seed is None else self.seed


class Case(Struct, frozen=True):
    """A text that is read by itself, and what is right for it.

    Attributes:
        path: of its file.
        text: all of it.
        media_type: of its file.
        gold: by field; None for what is not stated.
        style: of its header, when it was generated.
    """

    path: str
    text: str
    media_type: str
    gold: dict[str, Any]
    style: str = ""


def find_half(key: str) -> Literal["tune", "report"]:
    """Find the half a key belongs to, for ever."""
    return "report" if zlib.crc32(key.encode()) % 2 else "tune"


def is_in_half(key: str, half: Half) -> bool:
    """Tell whether a key belongs to a half, or to all."""
    return half in ("all", find_half(key))


def iter_set_works(paths: Sequence[Path], setting: Setting) -> Iterator[Work]:
    """Read the files of a set as one heap."""
    return iter_works(
        paths,
        packs=setting.packs,
        limits=Limits(),
        workers=setting.workers,
        progress=setting.progress,
    )


def choose_work(works: Sequence[Work]) -> Work | None:
    """Choose the work that stands for a file: the first story, else the first."""
    return next((work for work in works if work.kind == "story"), works[0] if works else None)


def read_alone(leaf: Leaf) -> tuple[Work, ...]:
    """Read a leaf as if it were a whole heap, in a process that `prepare_reader` made ready."""
    return finish_works(read_leaf(leaf, knowledge_here()), knowledge_here())


def hold_cases(cases: Sequence[Case], setting: Setting) -> list[Answer]:
    """Read texts, each by itself, and hold them against their gold.

    Args:
        cases: n texts.
        setting: packs, workers and whom to tell.

    Returns:
        An answer for each field of each gold, by case. A text whose reader failed is
        missing everything.

    Cost: that of reading them.
    """
    answers: list[Answer] = []
    for case, work in read_cases(cases, setting):
        record = None if work is None else build_record(work)
        held = hold_answers(case.path, work, record, case.gold, case.text)
        mine = _find_packs_of(case, record, setting.packs)
        known = (_forgive_names(answer, setting.packs, mine) for answer in held)
        answers += [structs.replace(answer, style=case.style) for answer in known]
    return answers


def read_cases(cases: Sequence[Case], setting: Setting) -> Iterator[tuple[Case, Work | None]]:
    """Read texts, each by itself; None for one whose reader failed.

    Cost: that of reading them.
    """
    leaves = [Leaf(case.path, None, case.text.encode(), case.media_type) for case in cases]
    outcomes = run_all(
        read_alone,
        leaves,
        workers=setting.workers,
        initializer=prepare_reader,
        initargs=(setting.packs,),
    )
    for done, (case, outcome) in enumerate(zip(cases, outcomes, strict=True), 1):
        yield case, choose_work(outcome.value or ())
        setting.progress("reading", done, len(cases))


def _find_packs_of(case: Case, record: Record | None, packs: Sequence[Pack]) -> Sequence[Pack]:
    """The packs of a case's fandoms, as its gold has them, else as they were read; or all."""
    stated = case.gold.get("fandom") or (() if record is None else record.fandoms)
    names = [name for one in stated for name in find_fandoms(one, packs)]
    return find_packs(names, packs) or packs


def _forgive_names(answer: Answer, packs: Sequence[Pack], mine: Sequence[Pack]) -> Answer:
    """Forgive names that are told as our packs spell them: the header named the same.

    Many worlds have a Donna: names of people are looked up in the packs of the fandom, `mine`.
    """
    if answer.verdict != "wrong" or answer.field not in ("fandom", "characters", "pairing"):
        return answer
    among = packs if answer.field == "fandom" else mine
    gold, found = (
        [name for one in names for name in _list_known(answer.field, one, among)]
        for names in (answer.gold, answer.found)
    )
    same = is_same_value(answer.field, gold, found)
    return structs.replace(answer, verdict="right", kind="") if same else answer


def _list_known(field: str, name: str, packs: Sequence[Pack]) -> Sequence[str]:
    if field == "fandom":
        return find_fandoms(name, packs) or (name,)
    if field == "characters":
        return (find_character(name, packs) or name,)
    return find_relationship(name, packs) or (name,)
