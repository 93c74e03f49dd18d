"""Authors: which names are one person's, for those who look after the catalogue."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from msgspec import Struct

from fonds.app.authors import PersonProposal, propose_people
from fonds.app.shelf import Shelf
from fonds.app.tag_sight import list_seen_tags, list_seen_works
from fonds.library.history import last_event_id
from fonds.publish.addresses import mask_addresses
from fonds.search.kept import Kept
from fonds.web.mine import read_page
from fonds.web.pages import GET, Lent, render_page
from fonds.web.tag_lines import tag_url
from fonds.web.tags import SURE, make_undo
from fonds.web.visiting import Curator

router = APIRouter()

PAGE_PAIRS = 25

_KEPT_LISTS = 4
_KEPT: Kept[tuple[PersonProposal, ...]] = Kept(_KEPT_LISTS)


class Pair(Struct, frozen=True):
    """Two names that may be one person's, with their pages' addresses."""

    proposal: PersonProposal
    url: str
    person_url: str


@router.api_route("/authors", methods=GET)
def show_people(
    request: Request,
    shelf: Lent,
    _: Curator,
    least: Annotated[float, Query(ge=0, le=1)] = SURE[0],
) -> Response:
    """Show which names of authors may be one person's, the surest first."""
    pairs = list_pairs(shelf, least)
    pages = max(1, -(-len(pairs) // PAGE_PAIRS))
    page = min(read_page(request), pages)
    values = {
        "pairs": pairs[(page - 1) * PAGE_PAIRS : page * PAGE_PAIRS],
        "total": len(pairs),
        "least": least,
        "sure": SURE,
        "page": page,
        "pages": pages,
        "base": f"/authors?least={least}",
        **make_undo(request, shelf),
    }
    return render_page(request, "authors.html", values)


def list_pairs(shelf: Shelf, least: float = SURE[0]) -> Sequence[Pair]:
    """List the names that may be one person's, as far as whoever asks may know of them.

    Cost: a second or two for 30,000 works, once for each state of the library.
    """
    key = (str(shelf.library.folder), last_event_id(shelf.library), shelf.sight)
    found = _KEPT.find(key)
    if found is None:
        found = propose_people(shelf.library, shelf.packs, seen=list_seen_works(shelf))
        _KEPT.keep(key, found)
    if shelf.sight.is_full:
        shown = [one for one in found if one.confidence >= least]
    else:
        seen = {one.name for one in list_seen_tags(shelf, "author")}
        shown = [one for one in found if one.confidence >= least and {one.name, one.person} <= seen]
    return [
        Pair(one, tag_url("author", one.name), tag_url("author", one.person))
        for one in shown
        if not any(mask_addresses(name) != name for name in (one.name, one.person))
    ]
