"""A catalogue as plain dicts: what `fonds.library.acts` ought to do, in the shortest words."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

Cell = tuple[str, tuple[str, ...]]
Change = tuple[Cell, Any, Any]
"""A cell, what it held, what it holds."""


class RefusedError(Exception):
    """What is asked cannot be done; nothing was changed."""


@dataclass
class ModelAct:
    """An act: what it changed, and which act it took back."""

    changes: list[Change]
    undoes: int | None = None


@dataclass
class Model:
    """What a library ought to hold.

    Attributes:
        heap_of: the heap of each work.
        read: what was read of each work, by field.
        heaps: heaps that are taken in.
        cells: what each cell holds; empty ones are absent.
        acts: all acts, the first is number 1.
    """

    heap_of: dict[str, str]
    read: dict[str, dict[str, Any]]
    heaps: set[str]
    cells: dict[Cell, Any] = field(default_factory=dict)
    acts: list[ModelAct] = field(default_factory=list)

    # What follows from the cells.

    def stored(self) -> list[str]:
        return sorted(one for one, heap in self.heap_of.items() if heap in self.heaps)

    def leads_to(self, work: str) -> str:
        """The last stored work on the way that an identifier leads."""
        here, last = work, work
        while ("merged", (here,)) in self.cells:
            here = self.cells["merged", (here,)]
            if self.heap_of[here] in self.heaps:
                last = here
        return last

    def below(self, work: str) -> list[str]:
        """The stored works whose way comes through a work."""
        found = []
        for one in self.stored():
            here = one
            while ("merged", (here,)) in self.cells:
                here = self.cells["merged", (here,)]
                if here == work:
                    found.append(one)
        return found

    def standing(self) -> list[str]:
        return [
            one
            for one in self.stored()
            if self.leads_to(one) == one and ("withdrawn", (one,)) not in self.cells
        ]

    def value(self, work: str, name: str) -> Any:
        said = self.cells.get(("claim", (work, name)))
        return self.read[work][name] if said is None else said["value"]

    def shown(self, work: str, name: str, kind: str) -> list[str]:
        """Names with people's decisions laid over them."""
        names = [self._canonical(kind, one) for one in self.value(work, name) or []]
        return list(dict.fromkeys(names))

    def broader(self, work: str, name: str, kind: str) -> set[str]:
        return {up for one in self.shown(work, name, kind) for up in self.above(kind, one)}

    def above(self, kind: str, name: str) -> set[str]:
        found: set[str] = set()
        waiting = [name]
        while waiting:
            here = waiting.pop()
            for cell, key in self.cells:
                if cell == "broader" and key[:2] == (kind, here) and key[3] not in found:
                    found.add(key[3])
                    waiting.append(key[3])
        return found

    def _canonical(self, kind: str, name: str) -> str:
        decided = self.cells.get(("tag", (kind, name)))
        return name if decided is None or decided["canonical"] is None else decided["canonical"]

    # What people do.

    def put(self, wanted: Iterable[tuple[Cell, Any]], undoes: int | None = None) -> bool:
        """Do an act, all or nothing; False when all of it held already."""
        before = dict(self.cells)
        made: list[Change] = []
        try:
            for cell, after in wanted:
                held = self.cells.get(cell)
                if held != after:
                    self._write(cell, after)
                    made.append((cell, held, after))
        except RefusedError:
            self.cells = before
            raise
        if made:
            self.acts.append(ModelAct(made, undoes))
        return bool(made)

    def undoing(self, number: int) -> int | None:
        """The act that took one back and holds."""
        for later, act in enumerate(self.acts, 1):
            if act.undoes == number and self.undoing(later) is None:
                return later
        return None

    def undo(self, number: int) -> None:
        if self.undoing(number) is not None:
            raise RefusedError
        made: list[Change] = []
        for cell, before, after in reversed(self.acts[number - 1].changes):
            if self.cells.get(cell) != after:
                continue
            held = dict(self.cells)
            try:
                self._write(cell, before)
            except RefusedError:
                self.cells = held
                continue
            made.append((cell, after, before))
        if not made:
            raise RefusedError
        self.acts.append(ModelAct(made, number))

    def undo_heap(self, heap: str) -> None:
        going = {one for one in self.stored() if self.heap_of[one] == heap}
        cut = [
            one
            for one in self.stored()
            if one not in going
            and self.leads_to(one) in going
            and self.cells.get(("merged", (one,))) in going
        ]
        self.put((("merged", (one,)), None) for one in cut)
        self.heaps.discard(heap)

    # What an act is made of.

    def plan_merge(self, works: Sequence[str], best: str) -> list[tuple[Cell, Any]]:
        target = self.leads_to(best)
        others = list(dict.fromkeys(self.leads_to(one) for one in works))
        others = [one for one in others if one != target]
        wanted: list[tuple[Cell, Any]] = []
        for other in others:
            wanted.append((("merged", (other,)), target))
            wanted.append((("apart", tuple(sorted((other, target)))), None))
        return wanted + self._take_over(target, others)

    def plan_best(self, best: str) -> list[tuple[Cell, Any]]:
        target = self.leads_to(best)
        others = [target, *(one for one in self.below(target) if one != best)]
        wanted: list[tuple[Cell, Any]] = [(("merged", (best,)), None)]
        wanted += [(("merged", (one,)), best) for one in others]
        return wanted + self._take_over(best, [target])

    def _take_over(self, best: str, others: Sequence[str]) -> list[tuple[Cell, Any]]:
        wanted: list[tuple[Cell, Any]] = []
        said = {key[1] for cell, key in self.cells if cell == "claim" and key[0] == best}
        for other in others:
            mine = sorted(key for cell, key in self.cells if cell == "claim" and key[0] == other)
            for key in mine:
                if key[1] not in said:
                    said.add(key[1])
                    wanted.append((("claim", (best, key[1])), self.cells["claim", key]))
        return wanted

    def plan_edit(
        self, works: Sequence[str], name: str, operation: str, value: Any, said: dict[str, str]
    ) -> list[tuple[Cell, Any]]:
        wanted: list[tuple[Cell, Any]] = []
        for work in dict.fromkeys(self.leads_to(one) for one in works):
            cell: Cell = ("claim", (work, name))
            before, after = self.value(work, name), value
            if operation == "clear":
                wanted.append((cell, None))
                continue
            if operation == "add":
                after = [*before, *(one for one in value if one not in before)]
            if operation == "remove":
                gone = {one.casefold() for one in value}
                after = [one for one in before if one.casefold() not in gone]
            if operation == "set" and cell in self.cells and self.cells[cell]["value"] == after:
                continue
            if operation != "set" and after == before:
                continue
            wanted.append((cell, {"value": after, **said}))
        return wanted

    # What a cell can hold.

    def _write(self, cell: Cell, value: Any) -> None:
        name, key = cell
        check: Callable[[tuple[str, ...], Any], None] | None = {
            "merged": self._check_merged,
            "tag": self._check_tag,
            "broader": self._check_broader,
        }.get(name)
        if value is None:
            self.cells.pop(cell, None)
        else:
            self.cells[cell] = value
        if check is not None:
            check(key, value)

    def _check_merged(self, key: tuple[str, ...], value: Any) -> None:
        here = value
        while here is not None:
            if here == key[0]:
                raise RefusedError
            here = self.cells.get(("merged", (here,)))

    def _check_tag(self, key: tuple[str, ...], value: Any) -> None:
        kind, name = key
        canonical = None if value is None else value["canonical"]
        if canonical == name:
            return
        if canonical is not None and not self._is_canonical(kind, canonical):
            raise RefusedError
        for cell, other in self.cells:
            held = self.cells[cell, other]
            is_synonym = cell == "tag" and other[0] == kind and held["canonical"] == name
            if is_synonym and other[1] != name:
                raise RefusedError
            if cell == "broader" and (kind, name) in {other[:2], other[2:]}:
                raise RefusedError

    def _check_broader(self, key: tuple[str, ...], value: Any) -> None:
        if value is None:
            return
        if not (self._is_canonical(*key[:2]) and self._is_canonical(*key[2:])):
            raise RefusedError
        if key[:2] == key[2:] or key[1] in self.above(key[2], key[3]):
            raise RefusedError

    def _is_canonical(self, kind: str, name: str) -> bool:
        decided = self.cells.get(("tag", (kind, name)))
        return decided is not None and decided["canonical"] == name
