"""`fonds add`: take in a heap."""

from collections import Counter
from itertools import islice
from typing import Annotated

import typer
from msgspec import Struct

from fonds.app.heap_plan import HeapPlan, plan_heap
from fonds.app.ingest import add_heap
from fonds.app.shelf import Shelf, refresh_index
from fonds.cli.door import (
    DryRunOption,
    JsonOption,
    LibraryOption,
    WorkersOption,
    count_workers,
    enter_shelf,
    find_paths,
    get_door,
    read_clock,
)
from fonds.cli.json_lines import write_json
from fonds.cli.terminal import Terminal
from fonds.cli.words import count_words, safe_line
from fonds.intake.limits import Limits
from fonds.intake.walk import iter_heap
from fonds.library.account import Account
from fonds.library.entries import iter_entries
from fonds.library.opening import hold_writer
from fonds.library.works import iter_source_places

SOME_REFUSED = 1

_MOST_NAMED = 20
"""Files named of each sort: a screen's worth; `--json` names all."""

_SORTS = (
    ("as a review does", "looks like a review", "look like reviews"),
    ("guide", "is a guide, list or notice", "are guides, lists or notices"),
    ("list", "is a guide, list or notice", "are guides, lists or notices"),
    ("link", "is a page of links", "are pages of links"),
)
"""What the reason of a text that is no story says, and how the report says it."""

_OTHER_SORT = ("is no story", "are no stories")


EXAMPLES = (
    "fonds add ~/old-stories",
    "fonds add --dry-run backup.zip mail/",
    "fonds --library /archive/attic add /media/disk1 /media/disk2",
)


def add(
    context: typer.Context,
    *,
    heap: Annotated[
        list[str], typer.Argument(metavar="HEAP", help="Files, folders, archives, mailboxes.")
    ],
    dry_run: DryRunOption = False,
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
    door = get_door(context)
    terminal = door.terminal
    paths = find_paths(heap)
    if dry_run:
        with terminal.watch() as progress:
            plan = plan_heap(paths, Limits(), progress)
        if as_json:
            write_json(terminal, plan)
        else:
            _say_plan(terminal, plan)
        return SOME_REFUSED if plan.refused else 0
    # A mistyped path must not leave an empty library behind: the walk looks at all of them
    # before it gives the first file.
    next(iter_heap(paths), None)
    with enter_shelf(door, library, create=True) as shelf:
        with terminal.watch() as progress:
            account = add_heap(
                shelf.library,
                paths,
                packs=shelf.packs,
                limits=Limits(),
                workers=count_workers(workers),
                clock=read_clock,
                progress=progress,
            )
            with hold_writer(shelf.library):
                refresh_index(shelf, progress)
        if as_json:
            write_json(terminal, {"new": account is not None, "account": account})
        elif account is None:
            terminal.say("Nothing is new: every file of this heap is in the library already.")
        else:
            _say_account(terminal, account, _count_works(shelf, account))
    refused = account is not None and account.counts.get("refused", 0)
    return SOME_REFUSED if refused else 0


class WorkCounts(Struct, frozen=True):
    """How many works of which sort an accession brought.

    Attributes:
        stories: that are stories.
        in_parts: of these, made of several files or messages.
        others: a sort of text that is no story, in words for one and for many: how many.
    """

    stories: int
    in_parts: int
    others: dict[tuple[str, str], int]


def describe_account(account: Account, counts: WorkCounts) -> str:
    """Say what became of a heap, in a line or two.

    Args:
        account: of the accession.
        counts: of its works.

    Returns:
        Sentences; what there is none of is not mentioned.
    """
    files = [line for line in account.lines if line.member is None]
    refused = sum(line.outcome == "refused" for line in files)
    doubles = sum(line.outcome == "duplicate" for line in files)
    unread = account.counts.get("unreadable", 0)
    sentences = [f"{count_words(account.files - refused - doubles, 'file')} taken in."]
    if counts.in_parts:
        stories = count_words(counts.stories, "story", "stories")
        sentences.append(f"{stories}, {counts.in_parts:,} of them in parts.")
    else:
        sentences.append(f"{count_words(counts.stories, 'story', 'stories')}.")
    # What could not be opened made works without words; they are told of below.
    others = dict(counts.others)
    others[_OTHER_SORT] = max(0, others.get(_OTHER_SORT, 0) - unread)
    for (one, many), number in others.items():
        if number:
            sentences.append(f"{number:,} {one if number == 1 else many}.")
    if doubles:
        have = "was" if doubles == 1 else "were"
        sentences.append(f"{doubles:,} {have} here already.")
    if unread:
        them = "it is" if unread == 1 else "they are"
        sentences.append(f"{unread:,} could not be opened; {them} kept.")
    if refused:
        have = "was" if refused == 1 else "were"
        sentences.append(f"{refused:,} {have} not taken in.")
    return " ".join(sentence[0].upper() + sentence[1:] for sentence in sentences)


def find_sort(reason: str) -> tuple[str, str]:
    """Find what sort of text is no story, from the reason; in words for one and for many.

    Example:
        >>> find_sort("It talks about a work, as a review does: plot.")
        ('looks like a review', 'look like reviews')
    """
    for words, one, many in _SORTS:
        if words in reason:
            return one, many
    return _OTHER_SORT


def _count_works(shelf: Shelf, account: Account) -> WorkCounts:
    stories = in_parts = 0
    others: Counter[tuple[str, str]] = Counter()
    for entry in iter_entries(shelf.library, accession_id=account.accession):
        if entry.kind == "story":
            stories += 1
            places = iter_source_places(shelf.library, entry.work_id)
            in_parts += len(list(islice(places, 2))) > 1
        else:
            others[find_sort(entry.reason)] += 1
    return WorkCounts(stories, in_parts, dict(others.most_common()))


def _say_account(terminal: Terminal, account: Account, counts: WorkCounts) -> None:
    _name_files(terminal, account, "refused", "not taken in")
    _name_files(terminal, account, "unreadable", "kept unopened")
    _name_files(terminal, account, "unread", "kept, not read yet")
    terminal.say(describe_account(account, counts))


def _name_files(terminal: Terminal, account: Account, outcome: str, words: str) -> None:
    lines = [line for line in account.lines if line.outcome == outcome]
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
