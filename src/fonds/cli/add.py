"""`fonds add`: take in a heap."""

from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import Annotated

import typer
from msgspec import Struct

from fonds.app.heap_plan import HeapPlan, plan_heap
from fonds.app.shelf import Shelf, refresh_index
from fonds.cli.door import (
    DryRunOption,
    JsonOption,
    LibraryOption,
    WithoutOption,
    WorkersOption,
    count_workers,
    enter_shelf,
    find_paths,
    get_door,
    load_known_packs,
    read_clock,
)
from fonds.cli.json_lines import write_json
from fonds.cli.terminal import Terminal
from fonds.cli.words import count_words, safe_line
from fonds.describe.switches import find_switches
from fonds.intake.limits import Limits
from fonds.intake.walk import iter_heap
from fonds.library.account import Account, AccountLine
from fonds.library.entries import iter_entries
from fonds.library.opening import hold_writer
from fonds.library.originals import iter_heap_files
from fonds.library.works import iter_source_places

SOME_REFUSED = 1

_MOST_NAMED = 20
"""Files named of each sort: a screen's worth; `--json` names all."""

_REVIEW = ("looks like a review", "look like reviews")
_GUIDE = ("is a guide, list or notice", "are guides, lists or notices")
_TALK = ("is an interview or a chat", "are interviews or chats")
_SORTS = {
    "kind.review": _REVIEW,
    "kind.guide": _GUIDE,
    "kind.list": _GUIDE,
    "kind.table": _GUIDE,
    "kind.faq": _GUIDE,
    "kind.notice": _GUIDE,
    "kind.interview": _TALK,
    "kind.chat": _TALK,
    "kind.skit": ("is a joke", "are jokes"),
    "kind.links": ("is a page of links", "are pages of links"),
}
"""The tell that decided that a text is no story, and how the report says it."""

_OTHER_SORT = ("more is no story", "more are no stories")


EXAMPLES = (
    "fonds add ~/old-stories",
    "fonds add --dry-run backup.zip mail/",
    "fonds --library /archive/attic add /media/disk1 /media/disk2",
    "fonds add --without rating --without warnings ~/old-stories",
)


def add(
    context: typer.Context,
    *,
    heap: Annotated[
        list[str], typer.Argument(metavar="HEAP", help="Files, folders, archives, mailboxes.")
    ],
    dry_run: DryRunOption = False,
    without: WithoutOption = None,
    workers: WorkersOption = None,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Take a heap into the library.

    The library is made when there is none.

    Every original is stored before anything reads it. The heap itself is never changed. A
    run that was interrupted goes on where it stopped when the same command is given again.
    Exit 0 when all was taken in, 1 when some files were refused; each is named.
    """
    # The readers take a third of a second to load: other commands need not wait for them.
    from fonds.app.ingest import add_heap

    door = get_door(context)
    terminal = door.terminal
    paths = find_paths(heap)
    switched_off = find_switches(without or ())
    if dry_run:
        with terminal.watch() as progress:
            plan = plan_heap(paths, Limits(), progress)
        if as_json:
            write_json(terminal, plan)
        else:
            _say_plan(terminal, plan)
        return SOME_REFUSED if plan.refused else 0
    # A mistyped path must not leave an empty library behind: the walk looks at all of them
    # before it gives the first file. Nor must a pack that is none.
    next(iter_heap(paths), None)
    packs = load_known_packs(door)
    with enter_shelf(door, library, create=True) as shelf:
        with terminal.watch() as progress:
            account = add_heap(
                shelf.library,
                paths,
                packs=packs,
                limits=Limits(),
                workers=count_workers(workers),
                clock=read_clock,
                progress=progress,
                without=switched_off,
            )
            with hold_writer(shelf.library):
                refresh_index(shelf, progress)
        if as_json:
            write_json(terminal, {"new": account is not None, "account": account})
        elif account is not None:
            _say_account(terminal, shelf, account)
        else:
            terminal.say("Nothing is new: every file of this heap is in the library already.")
        if account is None:
            return 0
        files = iter_heap_files(shelf.library, account.accession)
        return SOME_REFUSED if any(line.outcome == "refused" for line in files) else 0


class Tally(Struct, frozen=True):
    """What an accession brought, counted for the report.

    Attributes:
        taken, doubles, refused: files of the heap by what became of them.
        unread: files and members that were kept but could not be opened.
        lost: pieces inside containers that could not be unpacked.
        stories: works that are stories.
        in_parts: of these, made of several files or messages.
        others: sorts of text that are no story, in words for one and for many: how many.
    """

    taken: int
    doubles: int
    refused: int
    unread: int
    lost: int
    stories: int
    in_parts: int
    others: dict[tuple[str, str], int]


def describe_tally(tally: Tally) -> str:
    """Say what became of a heap, in a line or two; what there is none of is left out.

    Example:
        >>> describe_tally(Tally(62, 0, 0, 2, 0, 45, 9, {("is odd", "are odd"): 3}))
        '62 files taken in. 45 stories, 9 of them in parts. 3 are odd. 2 could not be opened; \
they are kept.'
    """
    parts = f", {tally.in_parts:,} of them in parts" if tally.in_parts else ""
    sentences = [
        f"{count_words(tally.taken, 'file')} taken in.",
        f"{count_words(tally.stories, 'story', 'stories')}{parts}.",
    ]
    for (one, many), number in tally.others.items():
        if number:
            sentences.append(f"{number:,} {one if number == 1 else many}.")
    if tally.doubles:
        have = "was" if tally.doubles == 1 else "were"
        sentences.append(f"{tally.doubles:,} {have} here already.")
    if tally.unread:
        them = "it is" if tally.unread == 1 else "they are"
        sentences.append(f"{tally.unread:,} could not be opened; {them} kept.")
    if tally.lost:
        pieces = count_words(tally.lost, "piece")
        sentences.append(f"{pieces} of archives could not be unpacked; the archives are kept.")
    if tally.refused:
        have = "was" if tally.refused == 1 else "were"
        sentences.append(f"{tally.refused:,} {have} not taken in.")
    return " ".join(sentence[0].upper() + sentence[1:] for sentence in sentences)


def find_sort(code: str) -> tuple[str, str]:
    """Find what sort of text is no story, from the code of its kind; for one and for many.

    Example:
        >>> find_sort("kind.review")
        ('looks like a review', 'look like reviews')
    """
    return _SORTS.get(code, _OTHER_SORT)


def tally_account(shelf: Shelf, account: Account) -> Tally:
    """Count what an accession brought. Cost: reads each of its catalogue lines once."""
    stories = in_parts = 0
    others: Counter[tuple[str, str]] = Counter()
    for entry in iter_entries(shelf.library, accession_id=account.accession):
        if entry.kind == "story":
            stories += 1
            places = iter_source_places(shelf.library, entry.work_id)
            in_parts += len(list(islice(places, 2))) > 1
        else:
            others[find_sort(entry.code)] += 1
    unread = account.counts.get("unreadable", 0)
    # What could not be opened made works without words; the report tells of it in its place.
    rest = max(0, others.pop(_OTHER_SORT, 0) - unread)
    files = Counter(line.outcome for line in iter_heap_files(shelf.library, account.accession))
    return Tally(
        taken=files["taken"],
        doubles=files["duplicate"],
        refused=files["refused"],
        unread=unread,
        lost=account.counts.get("refused", 0) - files["refused"],
        stories=stories,
        in_parts=in_parts,
        others={**dict(others.most_common()), _OTHER_SORT: rest},
    )


def _say_account(terminal: Terminal, shelf: Shelf, account: Account) -> None:
    files = iter_heap_files(shelf.library, account.accession)
    refused = {line.path for line in files if line.outcome == "refused"}
    lines = [line for line in account.lines if line.outcome == "refused"]
    outside = [line for line in lines if line.member is None and line.path in refused]
    _name_lines(terminal, outside, "not taken in")
    _name_lines(terminal, [line for line in lines if line not in outside], "not unpacked")
    for outcome, words in (("unreadable", "kept unopened"), ("unread", "kept, not read yet")):
        _name_lines(terminal, [line for line in account.lines if line.outcome == outcome], words)
    terminal.say(describe_tally(tally_account(shelf, account)))


def _name_lines(terminal: Terminal, lines: Sequence[AccountLine], words: str) -> None:
    for line in lines[:_MOST_NAMED]:
        member = f" › {line.member}" if line.member else ""
        terminal.note(f"{words}: {safe_line(line.path + member)}: {safe_line(line.reason)}")
    if len(lines) > _MOST_NAMED:
        terminal.note(f"{words}: {len(lines) - _MOST_NAMED:,} more; --json names them all")


def _say_plan(terminal: Terminal, plan: HeapPlan) -> None:
    for refused in plan.refused[:_MOST_NAMED]:
        terminal.note(
            f"would not be taken in: {safe_line(refused.path)}: {refused.problem.message}"
        )
    if len(plan.refused) > _MOST_NAMED:
        terminal.note(f"would not be taken in: {len(plan.refused) - _MOST_NAMED:,} more")
    for media_type, number in plan.media_types.items():
        terminal.say(media_type, lead=f"{number:>8,}  ", indent=10)
    mib = plan.bytes / (1 << 20)
    terminal.say(
        f"{count_words(plan.files, 'file').capitalize()}, {mib:,.1f} MiB, would be taken in. "
        "Nothing was done."
    )
