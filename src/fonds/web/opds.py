"""OPDS: the library for e-readers, as feeds of version 1.2 and of version 2.0.

Every feed is made once (`app/catalogue`) and written as the address asks. Answers are not
kept by anybody between, and are sent again only when they have changed.
"""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import PlainTextResponse, Response
from fastapi.routing import APIRoute

from fonds.app.catalogue import (
    BROWSED,
    ask_words,
    find_book,
    make_collections,
    make_reading,
    make_shelves,
    make_start,
    make_stories,
    make_values,
)
from fonds.app.mine import Mine
from fonds.app.question import read_question
from fonds.errors import UserError
from fonds.library.settings import find_setting
from fonds.publish import opds_atom, opds_auth, opds_json
from fonds.publish.opds_feed import Feed
from fonds.search.query import Either, Exact, Query, Without
from fonds.web.adult import ADULT
from fonds.web.conditional import answer_conditionally
from fonds.web.pages import GET, Lent
from fonds.web.visiting import Visiting, Visitor, Whole

LIBRARY_NAME = "library_name"
"""The setting that holds what the library is called."""

NAME = "Fonds"

CHALLENGE = 'Basic realm="Fonds", charset="UTF-8"'

_Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class _CatalogueRoute(APIRoute):
    """Answers an e-reader that may not come in so as OPDS says, and complaints in words."""

    def get_route_handler(self) -> _Handler:
        handle = super().get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                return await handle(request)
            except HTTPException as error:
                if error.status_code in (303, 401):
                    return ask_key(request)
                return PlainTextResponse(str(error.detail), error.status_code)
            except UserError as error:
                return PlainTextResponse(f"{error}.", 400)

        return answer


router = APIRouter(route_class=_CatalogueRoute, include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Asking:
    """A request for a feed: who asks, and how it is to be written."""

    request: Request
    mine: Mine
    visitor: Visitor
    library: str

    @property
    def is_second(self) -> bool:
        """Whether version 2.0 is asked for."""
        path = self.request.url.path
        return path == opds_json.ROOT or path.startswith(f"{opds_json.ROOT}/")

    @property
    def narrow(self) -> tuple[Query, ...]:
        """What is left out for guests: an e-reader cannot show the page before adult works."""
        if not self.visitor.asks_adult or self.visitor.person is not None:
            return ()
        return (Without(Either(tuple(Exact("rating", one) for one in sorted(ADULT)))),)

    def answer(self, feed: Feed) -> Response:
        """Write a feed."""
        if self.is_second:
            return answer_conditionally(
                self.request, opds_json.build_opds(feed), opds_json.FEED_TYPE
            )
        data = opds_atom.build_atom(feed, library=self.library)
        return answer_conditionally(self.request, data, opds_atom.KIND_TYPES[feed.kind])


def get_asking(request: Request, shelf: Lent, visitor: Visiting) -> Asking:
    """Give what a feed is made from."""
    mine = Mine(shelf, visitor.person, visitor.role, visitor.sees_as)
    return Asking(request, mine, visitor, _find_name(mine))


Asked = Annotated[Asking, Depends(get_asking)]


def get_own_asking(asking: Asked) -> Asking:
    """Give the same to somebody with an account.

    Raises:
        HTTPException: 401 for a guest.
    """
    if asking.visitor.person is None and not asking.visitor.is_alone:
        raise HTTPException(401, "This is each reader's own.")
    return asking


AskedOwn = Annotated[Asking, Depends(get_own_asking)]


def ask_key(request: Request) -> Response:
    """Ask for a name and a device key: status 401 with the authentication document."""
    site = find_site(request)
    data = opds_auth.build_authentication(library=NAME, site=site)
    link = (
        f'<{site}{opds_auth.PATH}>; rel="{opds_auth.DOCUMENT_REL}"; type="{opds_auth.MEDIA_TYPE}"'
    )
    headers = {"WWW-Authenticate": CHALLENGE, "Link": link, "Cache-Control": "no-store"}
    return Response(data, 401, headers=headers, media_type=opds_auth.MEDIA_TYPE)


def find_site(request: Request) -> str:
    """Give the site's own address, as whoever asks wrote it."""
    return str(request.base_url).rstrip("/")


def _find_name(mine: Mine) -> str:
    name = find_setting(mine.library, LIBRARY_NAME)
    return name if isinstance(name, str) and name.strip() else NAME


@router.api_route(opds_auth.PATH, methods=GET)
def show_authentication(request: Request, whole: Whole) -> Response:
    """Show how to sign in; nobody need sign in for it."""
    data = opds_auth.build_authentication(library=NAME, site=find_site(request))
    return answer_conditionally(request, data, opds_auth.MEDIA_TYPE)


@router.api_route(f"{opds_atom.ROOT}/{opds_atom.SEARCH_PATH}", methods=GET)
def show_search_description(asking: Asked) -> Response:
    """Show how to search, to a client of version 1.2."""
    data = opds_atom.build_search_description(
        library=asking.library, site=find_site(asking.request)
    )
    return answer_conditionally(asking.request, data, opds_atom.SEARCH_TYPE)


@router.api_route(opds_atom.ROOT, methods=GET)
@router.api_route(opds_json.ROOT, methods=GET)
def show_start(asking: Asked) -> Response:
    """Show where everything begins."""
    return asking.answer(make_start(asking.mine, asking.library))


@router.api_route(f"{opds_atom.ROOT}/all", methods=GET)
@router.api_route(f"{opds_json.ROOT}/all", methods=GET)
def show_stories(asking: Asked) -> Response:
    """Show a page of stories; the address asks as that of the shelf does."""
    question = read_question(asking.request.query_params.multi_items())
    return asking.answer(make_stories(asking.mine, question, narrow=asking.narrow))


@router.api_route(f"{opds_atom.ROOT}/search", methods=GET)
@router.api_route(f"{opds_json.ROOT}/search", methods=GET)
def search_stories(
    asking: Asked,
    *,
    q: str = "",
    query: str = "",
    author: str = "",
    title: str = "",
    page: str = "",
) -> Response:
    """Search, as both versions' templates ask."""
    text = ask_words(q or query, author=author, title=title)
    question = read_question([("q", text), ("page", page)])
    return asking.answer(make_stories(asking.mine, question, narrow=asking.narrow))


@router.api_route(f"{opds_atom.ROOT}/by/{{facet}}", methods=GET)
@router.api_route(f"{opds_json.ROOT}/by/{{facet}}", methods=GET)
def show_values(asking: Asked, facet: str) -> Response:
    """Show all values of a facet."""
    if facet not in BROWSED:
        raise HTTPException(404, "There is no such list here.")
    page = read_question([("page", asking.request.query_params.get("page", ""))]).page
    return asking.answer(make_values(asking.mine, facet, page, narrow=asking.narrow))


@router.api_route(f"{opds_atom.ROOT}/collections", methods=GET)
@router.api_route(f"{opds_json.ROOT}/collections", methods=GET)
def show_collections(asking: Asked) -> Response:
    """Show the lists made for everybody."""
    return asking.answer(make_collections(asking.mine))


@router.api_route(f"{opds_atom.ROOT}/shelves", methods=GET)
@router.api_route(f"{opds_json.ROOT}/shelves", methods=GET)
def show_shelves(asking: AskedOwn) -> Response:
    """Show somebody's own lists."""
    return asking.answer(make_shelves(asking.mine))


@router.api_route(f"{opds_atom.ROOT}/reading", methods=GET)
@router.api_route(f"{opds_json.ROOT}/reading", methods=GET)
def show_reading(asking: AskedOwn) -> Response:
    """Show what somebody is reading."""
    return asking.answer(make_reading(asking.mine))


@router.api_route(f"{opds_atom.ROOT}/works/{{work_id}}", methods=GET)
@router.api_route(f"{opds_json.ROOT}/works/{{work_id}}", methods=GET)
def show_book(asking: Asked, work_id: str) -> Response:
    """Show all that feeds say of one work."""
    book = find_book(asking.mine.shelf, work_id)
    is_adult = book is not None and any(
        one.facet == "rating" and one.value in ADULT for one in book.subjects
    )
    if book is None or (asking.narrow and is_adult):
        raise HTTPException(404, "There is no work of this name here.")
    if asking.is_second:
        data, kind = opds_json.build_publication(book), opds_json.BOOK_TYPE
    else:
        data, kind = opds_atom.build_atom_entry(book), opds_atom.ENTRY_TYPE
    return answer_conditionally(asking.request, data, kind)
