"""Mine: what a person reads, means to read and loves, and what they leave out of searches.

Everything here goes by the sight of the shelf: a work that is hidden from a person is
neither listed nor counted, whatever they once marked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, get_args
from urllib.parse import parse_qsl, urlencode

from msgspec import Struct, structs

from fonds.app.question import KINDS, Question, list_complaints, make_query, read_question
from fonds.app.shelf import Shelf, find_entry, see_now
from fonds.errors import UserError
from fonds.library.marks import (
    Mark,
    Status,
    find_marks,
    follow_redirects,
    list_marks,
    marked_works,
    put_mark,
)
from fonds.library.opening import Library
from fonds.library.people import Person, find_person, put_preferences
from fonds.library.positions import Position, list_positions
from fonds.library.restrictions import list_standing
from fonds.library.saved_searches import SavedSearch, list_searches, put_search
from fonds.library.shelves import OwnShelf, find_shelf, works_of
from fonds.library.storage import transaction
from fonds.model.entry import Entry
from fonds.model.sight import Role, is_at_least
from fonds.search.facets import count_works
from fonds.search.query import Among, Query, Span, Without, parse_query

ReadRule = Literal["show", "hide", "only"]
"""What becomes of works marked as read, on the shelf and in searches."""

READ_RULES: tuple[ReadRule, ...] = get_args(ReadRule)

ALWAYS_HIDDEN = "always_hidden"
READ = "read"
"""Names in a person's preferences."""

FINISHED = 0.97
"""From this share on a story is read: what is left is the author's thanks. Ours."""

_POSITIONS_MOST = 500


@dataclass(frozen=True, slots=True)
class Mine:
    """A shelf, and who stands before it.

    Attributes:
        shelf: with the sight of the person.
        person: None for a guest, who has nothing of their own.
        role: what they may do.
        sees_as: the role by whose sight they see; with a token it may be more than `role`.
    """

    shelf: Shelf
    person: Person | None
    role: Role
    sees_as: Role
    _read: list[frozenset[str]] = field(default_factory=list, compare=False, repr=False)

    @property
    def library(self) -> Library:
        """The library of the shelf."""
        return self.shelf.library

    @property
    def number(self) -> int:
        """The person's number.

        Raises:
            UserError: a guest has none.
        """
        if self.person is None:
            raise UserError("sign in first: this is kept for each reader")
        return self.person.id

    @property
    def read_works(self) -> frozenset[str]:
        """Works the person has marked as read; looked up once."""
        if not self._read:
            self._read.append(marked_works(self.library, self.number, "read"))
        return self._read[0]


class OwnPreferences(Struct, frozen=True):
    """What a person leaves out of searches.

    Attributes:
        always_hidden: in the query language; what matches is left out. "" leaves nothing out.
        read: what becomes of works they have read.
    """

    always_hidden: str = ""
    read: ReadRule = "show"


def read_preferences(person: Person | None) -> OwnPreferences:
    """Read what a person prefers; anything odd is as if it were not there."""
    if person is None:
        return OwnPreferences()
    text, rule = person.preferences.get(ALWAYS_HIDDEN), person.preferences.get(READ)
    return OwnPreferences(
        text if isinstance(text, str) else "",
        next((one for one in READ_RULES if one == rule), "show"),
    )


def put_own_preferences(
    mine: Mine, *, always_hidden: str | None = None, read: ReadRule | None = None
) -> OwnPreferences:
    """Keep what a person leaves out of searches; None leaves it as it was.

    Raises:
        UserError: the exclusion is not a query; the message says at which column.
    """
    changed: dict[str, Any] = {}
    if always_hidden is not None:
        parse_query(always_hidden)
        changed[ALWAYS_HIDDEN] = " ".join(always_hidden.split())
    if read is not None:
        changed[READ] = read
    with transaction(mine.library.connection):
        # Read again: another page of theirs may have kept something else meanwhile.
        person = find_person(mine.library, mine.number)
        kept = {**(person.preferences if person is not None else {}), **changed}
        put_preferences(mine.library, mine.number, kept)
    return read_preferences(find_person(mine.library, mine.number))


def list_own_conditions(mine: Mine, question: Question) -> tuple[Query, ...]:
    """List what must match beside a question, for this person: for `ask_shelf`'s `narrow`.

    Their exclusions, unless the address says `hidden=show`; works they have read, as the
    address says, else as they prefer; and the shelf that the address stays within.
    """
    conditions: list[Query] = []
    preferences = read_preferences(mine.person)
    if question.shelf is not None:
        chosen = find_visible_shelf(mine, question.shelf)
        works = works_of(mine.library, chosen.id) if chosen is not None else ()
        conditions.append(Among(frozenset(works)))
    if mine.person is None:
        return tuple(conditions)
    if preferences.always_hidden and question.hidden != "show":
        conditions += _exclude(preferences.always_hidden)
    rule = question.read or preferences.read
    if rule == "only":
        conditions.append(Among(mine.read_works))
    elif rule == "hide" and mine.read_works:
        conditions.append(Without(Among(mine.read_works)))
    return tuple(conditions)


def _exclude(text: str) -> list[Query]:
    try:
        return [Without(parse_query(text))]
    except UserError:
        # Kept by a version whose language knew more; their page of preferences shows it.
        return []


def count_left_out(mine: Mine, question: Question) -> int:
    """Count the works that a question would find, but for what the person always leaves out."""
    shown = structs.replace(question, hidden="show", read=question.read or "show")
    if (everything := list_own_conditions(mine, shown)) == list_own_conditions(mine, question):
        return 0
    found = _count(mine, question, list_own_conditions(mine, question))
    return _count(mine, question, everything) - found


def _count(mine: Mine, question: Question, narrow: Sequence[Query]) -> int:
    return count_works(
        mine.shelf.index,
        make_query(question, narrow, library=mine.library),
        kinds=KINDS[question.kind],
        sight=see_now(mine.shelf),
    )


def find_visible_shelf(mine: Mine, number: int) -> OwnShelf | None:
    """Find a shelf of the person's, or a collection that is open to them; else None."""
    found = find_shelf(mine.library, number)
    if found is None:
        return None
    if not found.is_collection:
        is_theirs = mine.person is not None and found.person == mine.person.id
        return found if is_theirs else None
    return found if is_open(mine, found) else None


def is_open(mine: Mine, collection: OwnShelf) -> bool:
    """Tell whether somebody may know of a collection at all."""
    if mine.shelf.sight.closed:
        return False
    standing = list_standing(mine.library, "collection", str(collection.id))
    return all(is_at_least(mine.sees_as, one.least) for one in standing)


class Listed(Struct, frozen=True):
    """Some works of a list.

    Attributes:
        entries: the works asked for.
        total: works of the whole list that may be seen.
    """

    entries: tuple[Entry, ...]
    total: int


def list_works(
    shelf: Shelf, work_ids: Sequence[str], *, offset: int = 0, limit: int = 20
) -> Listed:
    """List n works in the order given, as far as they are here and may be seen.

    Args:
        shelf: with the sight of whoever asks.
        work_ids: identifiers that works go by now.
        offset: works to skip.
        limit: most to give.

    Cost: reads the catalogue lines of the first offset + limit works.
    """
    entries: list[Entry] = []
    skipped = 0
    for work_id in work_ids:
        if len(entries) == limit:
            break
        entry = find_entry(shelf, work_id)
        if entry is None:
            continue
        if skipped < offset:
            skipped += 1
        else:
            entries.append(entry)
    if len(entries) < limit:
        return Listed(tuple(entries), skipped + len(entries))
    return Listed(tuple(entries), count_visible(shelf, work_ids))


def count_visible(shelf: Shelf, work_ids: Iterable[str]) -> int:
    """Count those of n works that are here and may be seen. Cost: one search."""
    works = frozenset(work_ids)
    if not works:
        return 0
    return count_works(shelf.index, Among(works), kinds=(), sight=see_now(shelf))


def keep_visible(shelf: Shelf, work_ids: Iterable[str]) -> tuple[str, ...]:
    """Keep those of n works that are here and may be seen, by the identifiers of now.

    Cost: reads n catalogue lines.
    """
    now = dict.fromkeys(follow_redirects(shelf.library, work_ids).values())
    return tuple(one for one in now if find_entry(shelf, one) is not None)


def find_visible_work(mine: Mine, work_id: str) -> str:
    """Find the identifier that a work goes by now.

    Raises:
        UserError: there is none, or it is hidden, which sounds the same.
    """
    found = keep_visible(mine.shelf, (work_id,))
    if not found:
        raise UserError(f"there is no work {work_id!r} here")
    return found[0]


def mark_work(
    mine: Mine,
    work_id: str,
    *,
    status: Status | Literal["none"] | None = None,
    favourite: bool | None = None,
    clock: str,
) -> Mark:
    """Mark a work for a person; see `fonds.library.marks.put_mark`.

    Raises:
        UserError: there is no such work, or it is hidden.
    """
    found = find_visible_work(mine, work_id)
    return put_mark(
        mine.library, mine.number, found, status=status, favourite=favourite, clock=clock
    )


def find_own_marks(mine: Mine, work_ids: Iterable[str]) -> dict[str, Mark]:
    """Find what a person says of each of n works; of all nothing, for a guest."""
    if mine.person is None:
        return {one: Mark(one) for one in work_ids}
    return find_marks(mine.library, mine.number, work_ids)


def list_marked(
    mine: Mine,
    status: Status | None = None,
    *,
    favourite: bool = False,
    offset: int = 0,
    limit: int = 20,
) -> Listed:
    """List the works a person has marked so, the newest mark first."""
    marks = list_marks(mine.library, mine.number, status, favourite=favourite)
    return list_works(mine.shelf, [one.work_id for one in marks], offset=offset, limit=limit)


class Continuing(Struct, frozen=True):
    """A work somebody is in.

    Attributes:
        entry: the work.
        position: where they are; None when they only said that they read it.
        device: the name of what they read it on, or "".
    """

    entry: Entry
    position: Position | None
    device: str


def list_continuing(mine: Mine, *, limit: int = 20) -> tuple[Continuing, ...]:
    """List what a person is reading, the newest first.

    A work they have finished is left out, until they open it again at an earlier place.
    Works marked as being read that have no place yet come last.
    """
    marks = {one.work_id: one for one in list_marks(mine.library, mine.number)}
    found: dict[str, Continuing] = {}
    placed = list_positions(mine.library, mine.number, limit=_POSITIONS_MOST)
    now = follow_redirects(mine.library, (one.work_id for one in placed))
    finished: set[str] = set()
    for one in placed:
        work_id = now[one.work_id]
        if _is_finished(one.position, marks.get(work_id)):
            finished.add(work_id)
        elif len(found) < limit and (entry := find_entry(mine.shelf, work_id)) is not None:
            found[work_id] = Continuing(entry, one.position, one.device.name)
    for mark in marks.values():
        if len(found) == limit:
            break
        if mark.status != "reading" or mark.work_id in found or mark.work_id in finished:
            continue
        if (entry := find_entry(mine.shelf, mark.work_id)) is not None:
            found[mark.work_id] = Continuing(entry, None, "")
    return tuple(found.values())


def _is_finished(position: Position, mark: Mark | None) -> bool:
    if position.fraction >= FINISHED:
        return True
    return mark is not None and mark.status == "read" and position.at <= mark.at


class SavedLine(Struct, frozen=True):
    """A saved search as it is listed.

    Attributes:
        search: as it was saved.
        question: what it asks.
        new: works that came since the person last looked, as far as they may see them.
        complaint: why it cannot be asked, or "".
    """

    search: SavedSearch
    question: Question
    new: int
    complaint: str


def read_kept_question(text: str) -> Question:
    """Read a question as a saved search keeps it."""
    return read_question(parse_qsl(text.removeprefix("?"), keep_blank_values=True))


def keep_search(mine: Mine, name: str, question: Question, *, clock: str) -> SavedSearch:
    """Save a question under a name.

    Raises:
        UserError: it has no name, or it is no question.
    """
    if complaint := list_complaints(question):
        raise UserError(complaint)
    kept = urlencode(structs.replace(question, page=1).to_pairs())
    return put_search(mine.library, mine.number, name, kept, clock=clock)


def list_saved(mine: Mine) -> tuple[SavedLine, ...]:
    """List a person's saved searches by name, with how many works each has that are new.

    Cost: one count for each search.
    """
    searches = sorted(list_searches(mine.library, mine.number), key=lambda one: one.name.casefold())
    return tuple(make_saved_line(mine, one) for one in searches)


def make_saved_line(mine: Mine, search: SavedSearch) -> SavedLine:
    """Ask a saved search how many works came since its person last looked."""
    question = read_kept_question(search.question)
    if complaint := list_complaints(question):
        return SavedLine(search, question, 0, complaint)
    narrow = (*list_own_conditions(mine, question), find_since(search))
    return SavedLine(search, question, _count(mine, question, narrow), "")


def find_since(search: SavedSearch) -> Query:
    """Find the condition that only works match which came since somebody last looked."""
    return Span("added", search.seen + 1, None)
