"""Account in words: what became of a heap and what an undoing takes, wherever it is said."""

from collections import Counter
from itertools import islice

from msgspec import Struct

from fonds.app.counting import count_words
from fonds.library.account import Account
from fonds.library.entries import iter_entries
from fonds.library.opening import Library
from fonds.library.originals import iter_heap_files
from fonds.library.undo import UndoPlan
from fonds.library.works import iter_source_places
from fonds.model.sight import FULL_SIGHT, Sight

NOTHING_NEW = "Nothing is new: every file of this heap is in the library already."

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


def tally_account(library: Library, account: Account, sight: Sight = FULL_SIGHT) -> Tally:
    """Count what an accession brought. Cost: reads each of its catalogue lines once.

    Args:
        library: an open library.
        account: as far as whoever asks may see it.
        sight: what is hidden from them.
    """
    stories = in_parts = 0
    others: Counter[tuple[str, str]] = Counter()
    for entry in iter_entries(library, accession_id=account.accession):
        if not sight.shows(entry):
            continue
        if entry.kind == "story":
            stories += 1
            places = iter_source_places(library, entry.work_id)
            in_parts += len(list(islice(places, 2))) > 1
        else:
            others[find_sort(entry.code)] += 1
    unread = account.counts.get("unreadable", 0)
    # What could not be opened made works without words; the report tells of it in its place.
    rest = max(0, others.pop(_OTHER_SORT, 0) - unread)
    paths = {line.path for line in account.lines}
    heap = iter_heap_files(library, account.accession)
    files = Counter(one.outcome for one in heap if one.path in paths)
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


def describe_undo(plan: UndoPlan) -> str:
    """Say what undoing an accession takes out, and what stays.

    Example:
        >>> describe_undo(UndoPlan(1, ("w1",), ("a", "b"), (), 0))
        '1 work and 2 originals go.'
    """
    goes = (
        f"{count_words(len(plan.works), 'work')} and "
        f"{count_words(len(plan.originals), 'original')} go.".capitalize()
    )
    kept = len(plan.kept)
    if kept:
        goes += f" {count_words(kept, 'original').capitalize()} stay: other accessions hold them."
    if plan.curated:
        goes += (
            f" {count_words(plan.curated, 'value').capitalize()} that people set go too; "
            "the history keeps their words."
        )
    return goes
