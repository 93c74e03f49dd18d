"""Mine by the API: marks, shelves, collections, saved searches, and what is left out."""

from typing import Annotated

from fastapi import Depends, HTTPException, Path, Query, Request, Response

from fonds.app.mine import (
    Mine,
    OwnPreferences,
    SavedLine,
    find_own_marks,
    find_since,
    find_visible_shelf,
    keep_search,
    list_continuing,
    list_marked,
    list_own_conditions,
    list_saved,
    list_works,
    make_saved_line,
    mark_work,
    put_own_preferences,
    read_kept_question,
    read_preferences,
)
from fonds.app.own_shelves import (
    CountedShelf,
    count_shelf_of,
    find_all,
    find_last_change,
    list_collections,
    list_own_shelves,
    may_edit,
    put_on_shelf,
    remove_own_search,
    remove_own_shelf,
    rename_own_shelf,
    take_back,
    take_off_shelf,
)
from fonds.app.question import ask_shelf
from fonds.library.marks import Mark
from fonds.library.saved_searches import (
    SavedSearch,
    find_search,
    mark_search_seen,
    rename_search,
)
from fonds.library.shelves import OwnShelf, put_shelf, works_of
from fonds.web.api.cursors import make_cursor, read_cursor
from fonds.web.api.models import API, Listing, WorkLine, make_work_line
from fonds.web.api.problems import document_problems
from fonds.web.api.routes import make_router
from fonds.web.mine import Anybody, Somebody, is_work_id, read_work_id
from fonds.web.mine_models import (
    ChangedOut,
    ContinuingOut,
    Exclusions,
    ExclusionsWish,
    MarkedOut,
    MarkOut,
    MarkWish,
    PutWish,
    Said,
    SearchChange,
    SearchOut,
    SearchWish,
    ShelfChange,
    ShelfOut,
    ShelfWish,
    StatusName,
)
from fonds.web.visiting import Curator, get_doors, get_reader

router = make_router("mine")

MOST_ITEMS = 200
Limit = Annotated[int, Query(ge=1, le=MOST_ITEMS, description="Items of this piece.")]
Cursor = Annotated[str, Query(max_length=200, description="`next` of the piece before.")]
Number = Annotated[int, Path(ge=1, le=2**53, description="As a list gave it.")]


def _tell(response: Response) -> None:
    """What is one person's is kept by nobody else."""
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Vary"] = "Cookie, Authorization"


def _mark_out(mark: Mark) -> MarkOut:
    return MarkOut(
        work=mark.work_id, status=mark.status, favourite=mark.favourite, at=mark.at or None
    )


@router.get("/me/marks", summary="Works you marked")
def list_own_marks(
    mine: Somebody,
    response: Response,
    *,
    status: StatusName | None = None,
    favourite: Annotated[bool, Query(description="Only favourites.")] = False,
    limit: Limit = 20,
    cursor: Cursor = "",
) -> Listing[MarkedOut]:
    """List the works you have marked, the newest mark first."""
    _tell(response)
    asked = f"marks {status} {favourite}"
    offset = read_cursor(asked, cursor)
    found = list_marked(mine, status, favourite=favourite, offset=offset, limit=limit)
    marks = find_own_marks(mine, [one.work_id for one in found.entries])
    items = [
        MarkedOut(**_mark_out(marks[one.work_id]).model_dump(), line=make_work_line(one))
        for one in found.entries
    ]
    return Listing[MarkedOut](
        items=items, total=found.total, next=_find_next(asked, offset, limit, found.total)
    )


def _find_next(asked: str, offset: int, limit: int, total: int) -> str | None:
    return make_cursor(asked, offset + limit) if offset + limit < total else None


@router.get("/me/marks/{work_id}", summary="Your mark of a work")
def show_mark(mine: Somebody, response: Response, work_id: str) -> MarkOut:
    """Give what you say of a work."""
    _tell(response)
    found = read_work_id(mine, work_id)
    return _mark_out(find_own_marks(mine, [found])[found])


@router.patch("/me/marks/{work_id}", summary="Mark a work")
def change_mark(request: Request, mine: Somebody, work_id: str, wish: MarkWish) -> MarkOut:
    """Say how far you are with a work, or whether it is a favourite."""
    found = read_work_id(mine, work_id)
    clock = get_doors(request).read_clock()
    return _mark_out(
        mark_work(mine, found, status=wish.status, favourite=wish.favourite, clock=clock)
    )


@router.delete("/me/marks/{work_id}", summary="Take your mark away")
def remove_mark(request: Request, mine: Somebody, work_id: str) -> MarkOut:
    """Take away all that you say of a work."""
    found = read_work_id(mine, work_id)
    clock = get_doors(request).read_clock()
    return _mark_out(mark_work(mine, found, status="none", favourite=False, clock=clock))


@router.get("/me/continuing", summary="What you are reading")
def list_own_continuing(
    mine: Somebody, response: Response, limit: Limit = 20
) -> Listing[ContinuingOut]:
    """List the works you are in, the newest first."""
    _tell(response)
    items = [
        ContinuingOut(
            line=make_work_line(one.entry),
            chapter=one.position.chapter if one.position else None,
            paragraph=one.position.paragraph if one.position else None,
            share=one.position.fraction if one.position else None,
            at=one.position.at if one.position else None,
            device=one.device or None,
        )
        for one in list_continuing(mine, limit=limit)
    ]
    return Listing[ContinuingOut](items=items, total=len(items), next=None)


def _shelf_out(one: CountedShelf) -> ShelfOut:
    shelf = one.shelf
    place = "collections" if shelf.is_collection else "shelves"
    return ShelfOut(
        id=shelf.id,
        name=shelf.name,
        about=shelf.about,
        made=shelf.made,
        works=one.count,
        is_collection=shelf.is_collection,
        is_editable=one.is_editable,
        url=f"/{place}/{shelf.id}",
    )


def _list_out(found: tuple[CountedShelf, ...]) -> Listing[ShelfOut]:
    items = [_shelf_out(one) for one in found]
    return Listing[ShelfOut](items=items, total=len(items), next=None)


@router.get("/me/shelves", summary="Your shelves")
def list_shelves(mine: Somebody, response: Response) -> Listing[ShelfOut]:
    """List your shelves by name."""
    _tell(response)
    return _list_out(list_own_shelves(mine))


@router.get("/collections", summary="The collections")
def list_open_collections(mine: Anybody, response: Response) -> Listing[ShelfOut]:
    """List the collections that are open to you, by name."""
    _tell(response)
    return _list_out(list_collections(mine))


@router.post("/me/shelves", status_code=201, summary="Make a shelf")
def make_shelf(request: Request, mine: Somebody, wish: ShelfWish) -> ShelfOut:
    """Make a shelf of yours."""
    clock = get_doors(request).read_clock()
    made = put_shelf(mine.library, mine.number, wish.name, about=wish.about, clock=clock)
    return _shelf_out(CountedShelf(made, 0, is_editable=True))


@router.post("/collections", status_code=201, summary="Make a collection")
def make_collection(request: Request, mine: Somebody, wish: ShelfWish, _: Curator) -> ShelfOut:
    """Make a collection; curators do."""
    clock = get_doors(request).read_clock()
    made = put_shelf(mine.library, None, wish.name, about=wish.about, clock=clock)
    return _shelf_out(CountedShelf(made, 0, is_editable=True))


def get_shelf(request: Request, mine: Anybody, number: Number) -> OwnShelf:
    """Give the shelf, or the collection, that a path names; of each its own numbers alone.

    Raises:
        HTTPException: 404, there is none for who asks.
    """
    found = find_visible_shelf(mine, number)
    is_ours = request.url.path.startswith(f"{API}/collections/")
    if found is None or found.is_collection != is_ours:
        what = "collection" if is_ours else "shelf"
        raise HTTPException(404, f"There is no {what} of this number here.")
    return found


That = Annotated[OwnShelf, Depends(get_shelf)]


def get_editable(mine: Somebody, shelf: That) -> OwnShelf:
    """Give the shelf, or the collection, that a path names, to be changed.

    Raises:
        HTTPException: 404, there is none for who asks; 403, only curators may change it.
    """
    if not may_edit(mine, shelf):
        raise HTTPException(403, "Collections are looked after by curators.")
    return shelf


Editable = Annotated[OwnShelf, Depends(get_editable)]
_OWN = [Depends(get_reader)]


@router.get("/me/shelves/{number}", summary="A shelf", dependencies=_OWN)
@router.get("/collections/{number}", summary="A collection", operation_id="showCollection")
def show_shelf(mine: Anybody, response: Response, shelf: That) -> ShelfOut:
    """Give a shelf of yours, or a collection."""
    _tell(response)
    return _shelf_out(count_shelf_of(mine, shelf))


@router.patch("/me/shelves/{number}", summary="Rename a shelf")
@router.patch(
    "/collections/{number}", summary="Rename a collection", operation_id="changeCollection"
)
def change_shelf(mine: Somebody, shelf: Editable, wish: ShelfChange) -> ShelfOut:
    """Give a shelf another name."""
    renamed = rename_own_shelf(mine, shelf.id, wish.name, wish.about)
    return _shelf_out(count_shelf_of(mine, renamed))


@router.delete("/me/shelves/{number}", summary="Remove a shelf")
@router.delete(
    "/collections/{number}", summary="Remove a collection", operation_id="removeCollection"
)
def remove_shelf(mine: Somebody, shelf: Editable) -> Said:
    """Remove a shelf; its works stay in the library, and it can be taken back."""
    return Said(said=f"“{remove_own_shelf(mine, shelf.id).name}” was removed.")


@router.get("/me/shelves/{number}/works", summary="Works on a shelf", dependencies=_OWN)
@router.get(
    "/collections/{number}/works",
    summary="Works of a collection",
    operation_id="listCollectionWorks",
)
def list_shelf_works(
    mine: Anybody, response: Response, shelf: That, limit: Limit = 20, cursor: Cursor = ""
) -> Listing[WorkLine]:
    """List the works on a shelf that you may see, the last put first."""
    _tell(response)
    asked = f"shelf {shelf.id}"
    offset = read_cursor(asked, cursor)
    works = works_of(mine.library, shelf.id)
    found = list_works(mine.shelf, works, offset=offset, limit=limit)
    return Listing[WorkLine](
        items=[make_work_line(one) for one in found.entries],
        total=found.total,
        next=_find_next(asked, offset, limit, found.total),
    )


@router.post("/me/shelves/{number}/works", summary="Put works on a shelf")
@router.post(
    "/collections/{number}/works",
    summary="Put works into a collection",
    operation_id="putCollectionWorks",
)
def put_works(request: Request, mine: Somebody, shelf: Editable, wish: PutWish) -> ChangedOut:
    """Put works on a shelf; gives how many were not on it. Unknown ones are left out."""
    clock = get_doors(request).read_clock()
    works = [one for one in wish.works if is_work_id(one)]
    if wish.question is not None:
        works += find_all(mine, read_kept_question(wish.question))
    return ChangedOut(count=put_on_shelf(mine, shelf.id, works, clock=clock))


@router.delete("/me/shelves/{number}/works/{work_id}", summary="Take a work off a shelf")
@router.delete(
    "/collections/{number}/works/{work_id}",
    summary="Take a work out",
    operation_id="takeCollectionWork",
)
def take_work(mine: Somebody, shelf: Editable, work_id: str) -> ChangedOut:
    """Take a work off a shelf; it stays in the library."""
    return ChangedOut(count=take_off_shelf(mine, shelf.id, [read_work_id(mine, work_id)]))


def _search_out(line: SavedLine) -> SearchOut:
    search = line.search
    return SearchOut(
        id=search.id,
        name=search.name,
        question=search.question,
        url=line.question.url(),
        made=search.made,
        new=line.new,
        complaint=line.complaint or None,
    )


def _get_search(mine: Mine, number: int) -> SavedSearch:
    found = find_search(mine.library, mine.number, number)
    if found is None:
        raise HTTPException(404, "There is no saved search of this number.")
    return found


@router.get("/me/searches", summary="Your saved searches")
def list_searches(mine: Somebody, response: Response) -> Listing[SearchOut]:
    """List your saved searches by name, each with how many works are new."""
    _tell(response)
    items = [_search_out(one) for one in list_saved(mine)]
    return Listing[SearchOut](items=items, total=len(items), next=None)


@router.post("/me/searches", status_code=201, summary="Save a search")
def make_search(request: Request, mine: Somebody, wish: SearchWish) -> SearchOut:
    """Save a search under a name; what it finds now counts as seen."""
    question = read_kept_question(wish.question)
    saved = keep_search(mine, wish.name, question, clock=get_doors(request).read_clock())
    return _search_out(make_saved_line(mine, saved))


@router.get("/me/searches/{number}", summary="A saved search")
def show_search(mine: Somebody, response: Response, number: Number) -> SearchOut:
    """Give a saved search."""
    _tell(response)
    return _search_out(make_saved_line(mine, _get_search(mine, number)))


@router.get("/me/searches/{number}/new", summary="What is new in a saved search")
def list_new(
    mine: Somebody, response: Response, number: Number, limit: Limit = 20, cursor: Cursor = ""
) -> Listing[WorkLine]:
    """List the works that a saved search finds and that came since you last looked."""
    _tell(response)
    line = make_saved_line(mine, _get_search(mine, number))
    if line.complaint:
        raise HTTPException(400, f"It cannot be asked any more: {line.complaint}.")
    asked = f"new {number}"
    offset = read_cursor(asked, cursor)
    narrow = (*list_own_conditions(mine, line.question), find_since(line.search))
    answer = ask_shelf(
        mine.shelf, line.question, narrow=narrow, limit=limit, offset=offset, facets=()
    )
    return Listing[WorkLine](
        items=[make_work_line(one) for one in answer.entries if one is not None],
        total=answer.total,
        next=_find_next(asked, offset, limit, answer.total),
    )


@router.patch("/me/searches/{number}", summary="Rename a saved search")
def change_search(mine: Somebody, number: Number, wish: SearchChange) -> SearchOut:
    """Give a saved search another name."""
    _get_search(mine, number)
    renamed = rename_search(mine.library, mine.number, number, wish.name)
    return _search_out(make_saved_line(mine, renamed))


@router.post("/me/searches/{number}/seen", summary="See what is new as seen")
def see_search(mine: Somebody, number: Number) -> SearchOut:
    """Remember that you have looked at all that a saved search finds now."""
    _get_search(mine, number)
    seen = mark_search_seen(mine.library, mine.number, number)
    return _search_out(make_saved_line(mine, seen))


@router.delete("/me/searches/{number}", summary="Remove a saved search")
def remove_search(mine: Somebody, number: Number) -> Said:
    """Remove a saved search; it can be taken back."""
    _get_search(mine, number)
    return Said(said=f"“{remove_own_search(mine, number).name}” was removed.")


@router.post("/me/undo", summary="Take back what you did last", responses=document_problems(409))
def undo(mine: Somebody) -> Said:
    """Take back the last removal, or the last putting on a shelf."""
    if find_last_change(mine) is None:
        raise HTTPException(409, "There is nothing to take back.")
    return Said(said=take_back(mine))


def _exclusions_out(preferences: OwnPreferences) -> Exclusions:
    return Exclusions(always_hidden=preferences.always_hidden, read=preferences.read)


@router.get("/me/exclusions", summary="What is left out of your searches")
def show_exclusions(mine: Somebody, response: Response) -> Exclusions:
    """Give what is left out of every search of yours."""
    _tell(response)
    return _exclusions_out(read_preferences(mine.person))


@router.patch("/me/exclusions", summary="Leave something out of your searches")
def change_exclusions(mine: Somebody, wish: ExclusionsWish) -> Exclusions:
    """Choose what is left out of every search of yours."""
    return _exclusions_out(
        put_own_preferences(mine, always_hidden=wish.always_hidden, read=wish.read)
    )
