"""Account as far as somebody may see it: the files of a hidden work are not named to them."""

from collections import Counter, defaultdict

from msgspec import Struct, structs

from fonds.app.account_words import describe_tally, tally_account
from fonds.app.reach import make_withdrawn_entry
from fonds.app.shelf import Shelf, find_whole_entry
from fonds.app.taking_in import Job
from fonds.library.accessions import Accession, list_accessions
from fonds.library.account import Account, AccountLine, account_of
from fonds.library.claims import claims_of
from fonds.library.history import last_event_id
from fonds.library.marks import follow_redirects
from fonds.library.originals import find_original, iter_heap_files
from fonds.library.undo import UndoPlan, find_held_only_by
from fonds.library.works import find_minted_places, find_works_of_heap, iter_source_places
from fonds.model.entry import Entry
from fonds.search.kept import Kept

_Place = tuple[str, str | None, str]
"""Original, member and archive name."""

_NAMELESS = "several files"
"""What a heap is called whose name would tell of a hidden file."""

_KEPT_LISTS = 16
_SEEN: Kept[tuple[Accession, ...]] = Kept(_KEPT_LISTS)


def list_seen(shelf: Shelf) -> tuple[Accession, ...]:
    """List the accessions that whoever a shelf is lent to may know of, oldest first.

    One of which all works are hidden is none to them; one that is called after a file that is
    hidden has another name.

    Cost: reads every catalogue line when something is hidden; anew only after something
    happened to the library.
    """
    if shelf.sight.closed:
        return ()
    every = list_accessions(shelf.library)
    if shelf.sight.is_full:
        return every
    key = str(shelf.library.folder), last_event_id(shelf.library), shelf.sight
    known = _SEEN.find(key)
    if known is None:
        named = (_limit_name(shelf, one) for one in every if one.id not in shelf.sight.accessions)
        known = tuple(one for one in named if one is not None)
        _SEEN.keep(key, known)
    return known


def _limit_name(shelf: Shelf, accession: Accession) -> Accession | None:
    parted = _part(shelf, accession.id)
    if not parted.hidden:
        return accession
    if not parted.shown:
        return None
    account = account_of(shelf.library, accession.id)
    left = {_top_of(line.path) for line in limit_account(shelf, account).lines}
    gone = {_top_of(line.path) for line in account.lines} - left
    # An upload is called after its first file.
    is_told = any(top in accession.heap for top in gone)
    return structs.replace(accession, heap=_NAMELESS) if is_told else accession


def _top_of(path: str) -> str:
    return path.partition("/")[0]


def find_seen(shelf: Shelf, number: int) -> Accession | None:
    """Find an accession; None when there is none, or it is hidden."""
    return next((one for one in list_seen(shelf) if one.id == number), None)


class _Parted(Struct, frozen=True):
    """What is in the files of an accession, parted by whether somebody may see it.

    Attributes:
        shown: works that they may see.
        hidden: works that they may not.
        shown_places: original, member and archive name of the places of the first, by work.
        hidden_places: the same of the others; also of works that were merged into them.
    """

    shown: tuple[Entry, ...]
    hidden: tuple[Entry, ...]
    shown_places: dict[str, set[_Place]]
    hidden_places: set[_Place]


def _part(shelf: Shelf, accession_id: int) -> _Parted:
    library = shelf.library
    minted = find_minted_places(library, accession_id)
    now = follow_redirects(library, [one.work_id for one in minted])
    works = {*find_works_of_heap(library, accession_id), *now.values()}
    found = (
        find_whole_entry(library, one) or make_withdrawn_entry(library, one)
        for one in sorted(works)
    )
    entries = [one for one in found if one is not None]
    shown = tuple(one for one in entries if shelf.sight.shows(one))
    hidden = tuple(one for one in entries if not shelf.sight.shows(one))
    places: defaultdict[str, set[_Place]] = defaultdict(set)
    for entry in entries:
        for place in iter_source_places(library, entry.work_id):
            places[entry.work_id].add((place.original, place.member, place.name))
    for one in minted:
        # A merged work has no row of its own any more; its file is here still.
        if (work_id := now[one.work_id]) in places:
            places[work_id].add((one.original, one.member, one.name))
    return _Parted(
        shown,
        hidden,
        {one.work_id: places[one.work_id] for one in shown},
        {place for one in hidden for place in places[one.work_id]},
    )


def limit_account(shelf: Shelf, account: Account) -> Account:
    """Leave out of an account what tells of hidden works: their lines, and all their counts.

    Args:
        shelf: with the sight of whoever asks.
        account: of an accession that they may see.

    Cost: some look-ups for each of its files, when anything at all is hidden.
    """
    if shelf.sight.is_full:
        return account
    parted = _part(shelf, account.accession)
    kinds: defaultdict[tuple[str, str | None], set[str]] = defaultdict(set)
    for entry in parted.shown:
        for original, member, _ in parted.shown_places[entry.work_id]:
            kinds[original, member].add(entry.kind)
    gone = {(original, member) for original, member, _ in parted.hidden_places}
    # A file with nothing in it that may be told of is as if it were not there.
    whole = {original for original, _ in gone} - {original for original, _ in kinds}
    files = {one.path: one for one in iter_heap_files(shelf.library, account.accession)}
    lines: list[AccountLine] = []
    for line in account.lines:
        digest = files[line.path].digest
        if digest is None or digest not in whole:
            at = digest or "", line.member
            lines += _limit_line(shelf, line, digest, kinds.get(at), is_hidden=at in gone)
    paths = {line.path for line in lines}
    works = Counter(account.works)
    works.subtract(entry.kind for entry in parted.hidden if entry.accession == account.accession)
    return Account(
        accession=account.accession,
        files=len(paths),
        bytes=sum(files[path].size for path in paths),
        counts=dict(sorted(Counter(line.outcome for line in lines).items())),
        works={kind: count for kind, count in sorted(works.items()) if count > 0},
        lines=tuple(lines),
    )


def _limit_line(
    shelf: Shelf,
    line: AccountLine,
    digest: str | None,
    kinds: set[str] | None,
    *,
    is_hidden: bool,
) -> list[AccountLine]:
    if line.outcome == "duplicate" and digest is not None and shelf.sight.accessions:
        holder = find_original(shelf.library, digest)
        if holder is not None and holder.accession in shelf.sight.accessions:
            # Which file of a hidden heap holds the same is not told.
            return [structs.replace(line, reason="")]
    if not is_hidden or line.outcome not in {"story", "not-story"}:
        return [line]
    if not kinds:
        return []
    # A text of which one work shows and another hides: what it shows is what it is.
    return [structs.replace(line, outcome="story" if "story" in kinds else "not-story")]


def limit_plan(shelf: Shelf, plan: UndoPlan) -> UndoPlan:
    """Leave out of the plan of an undoing what tells of hidden works and accessions.

    Who is told another plan than would be done may not have it done.
    """
    if shelf.sight.is_full:
        return plan
    parted = _part(shelf, plan.accession)
    names = {
        work_id: {name for _, _, name in places} for work_id, places in parted.shown_places.items()
    }
    # What only a hidden accession holds besides would go, as far as they know.
    alone = set(find_held_only_by(shelf.library, plan.accession, shelf.sight.accessions))
    going = {one for one in names if one in plan.works or names[one] & alone}
    gone = {name for _, _, name in parted.hidden_places}.difference(*names.values())
    works = tuple(sorted(going))
    return UndoPlan(
        accession=plan.accession,
        works=works,
        originals=tuple(sorted({*plan.originals, *alone} - gone)),
        kept=tuple(one for one in plan.kept if one not in gone | alone),
        curated=sum(
            claim.basis == "curated" for one in works for claim in claims_of(shelf.library, one)
        ),
    )


def limit_job(shelf: Shelf, job: Job) -> Job | None:
    """Leave out of what became of a job what tells of hidden works; None when it is hidden.

    While a heap is being taken in nothing is known of its works: who takes it in sees how far
    it is.
    """
    if shelf.sight.is_full or job.accession is None:
        return job
    seen = find_seen(shelf, job.accession)
    if seen is None:
        return None
    account = account_of(shelf.library, job.accession)
    limited = limit_account(shelf, account)
    if limited == account:
        return job
    report = describe_tally(tally_account(shelf.library, limited, shelf.sight))
    name = _NAMELESS if seen.heap == _NAMELESS else job.name
    return structs.replace(job, name=name, done=0, total=0, files=limited.files, message=report)
