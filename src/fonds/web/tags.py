"""Tags: names and what they mean, for those who look after the catalogue.

Pages are for curators. One who may not see everything sees the names of the works they may see,
counted over those. Names hold any characters, so they stand in an address's query, never in its
path.
"""

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response
from msgspec import Struct

from fonds.app.authors import plan_pseudonym, plan_two_people
from fonds.app.question import Question
from fonds.app.shelf import Shelf, find_entry
from fonds.app.tag_leads import KIND_OF_FACET
from fonds.app.tag_proposals import Proposal, group_proposals, propose_all
from fonds.app.tag_sight import (
    keep_seen_decisions,
    list_seen_tags,
    list_seen_works,
    read_seen_page,
)
from fonds.app.tags import (
    WORDS,
    decide,
    list_decisions,
    plan_broader,
    plan_canonical,
    plan_left,
    plan_no_broader,
    plan_synonyms,
    plan_undecided,
    say_synonyms,
)
from fonds.errors import UserError
from fonds.library.acts import NewChange, find_undoing, get_act
from fonds.library.history import last_event_id
from fonds.library.tags import TAG_KINDS, TagKind, TagLine, find_canonical, find_tag
from fonds.packs.wrangling import say_breaches
from fonds.publish.addresses import mask_addresses
from fonds.publish.characters import one_line
from fonds.search.kept import Kept
from fonds.web.forms import Form, Typed
from fonds.web.looks import find_way_back
from fonds.web.mine import read_page
from fonds.web.pages import GET, Lent, get_room, render_page
from fonds.web.sign_in import say_mistake
from fonds.web.suggesting import fold_name
from fonds.web.tag_lines import cut_lines, link_names, make_row, say_change, tag_url
from fonds.web.visiting import Curator, Visitor, get_doors

router = APIRouter()

PAGE_GROUPS = 15
GROUP_NAMES = 60
WORKS_SHOWN = 12

STATES = {
    "": "all",
    "undecided": "undecided",
    "canonical": "canonical",
    "synonym": "synonyms",
    "left": "left as typed",
}

SURE = (0.5, 0.7, 0.9)
"""How sure a proposal may be asked to be."""

_FACET_OF = {kind: facet for facet, kind in KIND_OF_FACET.items()}
_WHY_MOST = 500
_LINES = 4  # of one act that are shown: the first tell what it was about
_LISTED = 300  # canonical names that a box suggests
_NAME_MOST = 4000
_KEPT_LISTS = 8
_KEPT: Kept[tuple[Proposal, ...]] = Kept(_KEPT_LISTS)

KindAsked = Annotated[str, Query(max_length=20)]
NameAsked = Annotated[str, Query(max_length=_NAME_MOST)]


class Group(Struct, frozen=True):
    """Proposals that one decision settles.

    Attributes:
        canonical: the name that could stand for them.
        url: of its page, or "" when no work has it.
        proposals: at most `GROUP_NAMES`, with their pages' addresses.
        more: names beyond those.
        works: that have one of the names.
    """

    canonical: str
    url: str
    proposals: tuple[tuple[Proposal, str], ...]
    more: int
    works: int


class Decision(Struct, frozen=True):
    """Something that was decided of a name, in words."""

    at: str
    by: str
    why: str
    words: str
    lines: tuple[str, ...]


def read_known_kind(text: str) -> TagKind:
    """Read the kind an address asks for.

    Raises:
        HTTPException: 404, there is none.
    """
    for kind in TAG_KINDS:
        if kind == text:
            return kind
    raise HTTPException(404, "There is no such kind of tag.")


def make_undo(request: Request, shelf: Shelf) -> dict[str, Any]:
    """Make the offer to take back what was done last on a page of tags."""
    text = request.query_params.get("done", "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    words = ""
    if number:
        try:
            act = get_act(shelf.library, number)
        except UserError:
            act = None
        # Whoever may not see all names may not take decisions on them back: the history says why.
        is_seen = act is not None and act.kind == "tags" and shelf.sight.is_full
        if act is not None and is_seen and find_undoing(shelf.library, number) is None:
            words = act.words
    pairs = [pair for pair in request.query_params.multi_items() if pair[0] != "done"]
    query = f"?{urlencode(pairs)}" if pairs else ""
    return {"done": number if words else 0, "done_words": words, "back": request.url.path + query}


class Asked(Struct, frozen=True):
    """Which names an address asks for.

    Attributes:
        kind: of the names.
        q: letters that they hold, or "".
        state: what was decided of them, or "" for whatever was.
    """

    kind: TagKind
    q: str = ""
    state: str = ""

    @property
    def url(self) -> str:
        """The address of these names."""
        return "/tags?" + urlencode({"kind": self.kind, "q": self.q, "state": self.state})

    def keeps(self, line: TagLine) -> bool:
        """Tell whether a name is asked for."""
        wanted = fold_name(self.q)
        held = (line.name, line.canonical or "")
        return self.state in {"", line.state} and (
            not wanted or any(wanted in fold_name(one) for one in held)
        )


def read_asked(
    kind: KindAsked = "relationship",
    q: Annotated[str, Query(max_length=200)] = "",
    state: Annotated[str, Query(max_length=20)] = "",
) -> Asked:
    """Read which names an address asks for.

    Raises:
        HTTPException: 404, there is no such kind.
    """
    return Asked(read_known_kind(kind), q.strip(), state if state in STATES else "")


@router.api_route("/tags", methods=GET)
def show_tags(
    request: Request, shelf: Lent, _: Curator, asked: Annotated[Asked, Depends(read_asked)]
) -> Response:
    """Show names of one kind, undecided ones first."""
    return _show_list(request, shelf, asked)


def _show_list(
    request: Request,
    shelf: Shelf,
    asked: Asked,
    *,
    typed: Mapping[str, Any] | None = None,
    message: str = "",
) -> Response:
    lines = list_seen_tags(shelf, asked.kind)
    counts = {name: sum(name in {"", one.state} for one in lines) for name in STATES}
    found = [one for one in lines if asked.keeps(one)]
    pages = cut_lines(found)
    page = min(read_page(request), len(pages))
    values = {
        "asked": asked,
        "kind": asked.kind,
        "kinds": [(one, WORDS[one][1]) for one in TAG_KINDS],
        "many": WORDS[asked.kind][1],
        "states": [(name, said, counts[name]) for name, said in STATES.items()],
        "rows": [make_row(one) for one in pages[page - 1]],
        "total": len(found),
        "page": page,
        "pages": len(pages),
        "suggested": [one.name for one in lines if one.is_canonical][:_LISTED],
        "typed": typed or {"canonical": "", "why": "", "names": frozenset()},
        "message": message,
        **make_undo(request, shelf),
    }
    return render_page(request, "tags.html", values, status=400 if message else 200)


@router.api_route("/tags/proposals", methods=GET)
def show_proposals(
    request: Request,
    shelf: Lent,
    visitor: Curator,
    kind: KindAsked = "relationship",
    least: Annotated[float, Query(ge=0, le=1)] = SURE[0],
) -> Response:
    """Show which names may mean the same, those that settle the most works first."""
    chosen = read_known_kind(kind)
    groups = make_groups(shelf, chosen, least)
    pages = max(1, -(-len(groups) // PAGE_GROUPS))
    page = min(read_page(request), pages)
    values = {
        "kind": chosen,
        "kinds": [(one, WORDS[one][1]) for one in TAG_KINDS],
        "many": WORDS[chosen][1],
        "least": least,
        "sure": SURE,
        "groups": groups[(page - 1) * PAGE_GROUPS : page * PAGE_GROUPS],
        "total": len(groups),
        "page": page,
        "pages": pages,
        "base": "/tags/proposals?" + urlencode({"kind": chosen, "least": least}),
        **make_undo(request, shelf),
    }
    return render_page(request, "tag-proposals.html", values)


def make_groups(shelf: Shelf, kind: TagKind, least: float = SURE[0]) -> tuple[Group, ...]:
    """Make the proposals of a kind ready to be shown, by the name they lead to.

    Cost: seconds for 20,000 names, once for each state of the library and each sight.
    """
    seen = {one.name: one for one in list_seen_tags(shelf, kind)}
    groups = []
    for group in group_proposals([one for one in _propose(shelf, kind) if one.confidence >= least]):
        shown = [one for one in group if one.name in seen and mask_addresses(one.name) == one.name]
        canonical = group[0].canonical
        if not shown or (not shelf.sight.is_full and canonical not in seen):
            continue
        groups.append(
            Group(
                canonical,
                tag_url(kind, canonical) if canonical in seen else "",
                tuple((one, tag_url(kind, one.name)) for one in shown[:GROUP_NAMES]),
                max(0, len(shown) - GROUP_NAMES),
                sum(seen[one.name].works for one in shown),
            )
        )
    return tuple(groups)


def _propose(shelf: Shelf, kind: TagKind) -> tuple[Proposal, ...]:
    key = (str(shelf.library.folder), last_event_id(shelf.library), kind, shelf.sight)
    known = _KEPT.find(key)
    if known is None:
        seen = list_seen_works(shelf)
        known = propose_all(shelf.library, shelf.packs, kind, seen=seen)
        _KEPT.keep(key, known)
    return known


@router.api_route("/tags/one", methods=GET)
def show_tag(
    request: Request,
    shelf: Lent,
    visitor: Curator,
    kind: KindAsked = "",
    name: NameAsked = "",
) -> Response:
    """Show one name: what it means, what it stands for, and what was decided of it."""
    return _show_one(request, shelf, read_known_kind(kind), name)


def _show_one(
    request: Request, shelf: Shelf, kind: TagKind, name: str, *, message: str = ""
) -> Response:
    if mask_addresses(name) != name:
        raise HTTPException(404, "There is no such name here.")
    try:
        page = read_seen_page(shelf, kind, name)
    except UserError:
        raise HTTPException(404, "There is no such name here. The lists have them all.") from None
    asked = page.line.canonical or name
    entries = [find_entry(shelf, one) for one in page.works[:WORKS_SHOWN]]
    breaches: tuple[str, ...] = ()
    if kind == "relationship" and page.line.is_canonical:
        breaches = say_breaches(name, shelf.packs)
    values = {
        "kind": kind,
        "page": page,
        "one": WORDS[kind][0],
        "synonyms": [make_row(one) for one in page.synonyms],
        "canonical_url": tag_url(kind, page.line.canonical) if page.line.canonical else "",
        "links": {
            "Broader": link_names(page.broader),
            "Broader still": link_names([one for one in page.above if one not in page.broader]),
            "Narrower": link_names(page.narrower),
        },
        "entries": [one for one in entries if one is not None],
        "shelf_url": Question().choose(_FACET_OF[kind], asked).url(),
        "kinds": [(one, WORDS[one][0]) for one in TAG_KINDS],
        "breaches": breaches,
        "decisions": _say_decisions(shelf, kind, name),
        "message": message,
        **make_undo(request, shelf),
    }
    return render_page(request, "tag.html", values, status=400 if message else 200)


def _say_decisions(shelf: Shelf, kind: TagKind, name: str) -> tuple[Decision, ...]:
    found = keep_seen_decisions(shelf, list_decisions(shelf.library, kind, name))
    return tuple(
        Decision(
            act.at,
            act.by,
            act.why,
            act.words,
            # The words of an act of one change say it already.
            tuple(map(say_change, changes[:_LINES])) if act.changes > 1 or not act.words else (),
        )
        for act, changes in found
    )


@router.post("/tags")
def change_tags(request: Request, shelf: Lent, visitor: Curator, form: Typed) -> Response:
    """Decide on names: one act, however many there are."""
    kind = read_known_kind(form["kind"])
    try:
        changes, words = plan_form(shelf, kind, form)
        done = decide(
            shelf,
            changes,
            words,
            by=_name_of(visitor),
            clock=get_doors(request).read_clock(),
            why=one_line(form["why"])[:_WHY_MOST],
        )
    except UserError as error:
        return _show_again(request, shelf, kind, form, say_mistake(error))
    get_room(request).catching_up.soon()
    back = find_way_back(form["back"] or f"/tags?kind={kind}")
    if done.act is None:
        return RedirectResponse(back, 303)
    return RedirectResponse(f"{back}{'&' if '?' in back else '?'}done={done.act}", 303)


def _show_again(
    request: Request, shelf: Shelf, kind: TagKind, form: Form, message: str
) -> Response:
    names = form.list("name")
    if form["back"].startswith("/tags/one") and names:
        return _show_one(request, shelf, kind, names[0], message=message)
    typed = {"canonical": form["canonical"], "why": form["why"], "names": frozenset(names)}
    return _show_list(request, shelf, Asked(kind), typed=typed, message=message)


def _name_of(visitor: Visitor) -> str:
    return visitor.person.name if visitor.person is not None else ""


def plan_form(shelf: Shelf, kind: TagKind, form: Form) -> tuple[tuple[NewChange, ...], str]:
    """Plan what a form asks for.

    Returns:
        Changes of one act, and what it does in a sentence.

    Raises:
        UserError: no name is chosen, or it cannot be done.
        HTTPException: 400, the form is none of ours.
    """
    library = shelf.library
    names = tuple(dict.fromkeys(read_sent(shelf, kind, one) for one in form.list("name")))
    if not names:
        raise UserError("choose the names that are to be decided on")
    if not shelf.sight.is_full:
        known = {one.name for one in list_seen_tags(shelf, kind)}
        unknown = next((one for one in names if one not in known), None)
        if unknown is not None:
            raise UserError(f"there is no {WORDS[kind][0]} “{unknown}” here")
    said = f"“{names[0]}”" if len(names) == 1 else f"{len(names)} {WORDS[kind][1]}"
    other = read_sent(shelf, kind, form["canonical"])
    if form["do"] in {"synonyms", "broader", "pseudonym"} and not other.strip():
        raise UserError("say which name is to stand for them, or above them")
    if form["do"] == "synonyms":
        target = find_canonical(library, kind, other.strip())
        return plan_synonyms(library, kind, names, target), say_synonyms(kind, names, target)
    if form["do"] == "canonical":
        changes = tuple(one for name in names for one in plan_canonical(library, kind, name))
        return changes, f"Made {said} canonical"
    if form["do"] == "leave":
        return plan_left(library, kind, names), f"Left {said} as typed"
    if form["do"] == "undecided":
        return plan_undecided(library, kind, names), f"Left {said} undecided again"
    if form["do"] == "pseudonym" and kind == "author":
        made = plan_pseudonym(library, names[0], other)
        return made, f"Made “{names[0]}” a pseudonym of “{other.strip()}”"
    if form["do"] == "two people" and kind == "author":
        return plan_two_people(names[0], other), f"“{names[0]}” and “{other}” are two people"
    above = read_known_kind(form["broader_kind"] or kind)
    if form["do"] == "broader":
        changes = plan_broader(library, kind, names, other, above)
        return changes, f"Put {said} under “{other.strip()}”"
    if form["do"] == "no-broader":
        changes = plan_no_broader(library, kind, names[0], form["broader"], above)
        return changes, f"Took {said} out from under “{form['broader']}”"
    raise HTTPException(400, "The form holds something this page does not know.")


def read_sent(shelf: Shelf, kind: TagKind, text: str) -> str:
    """Read a name that a form sent: browsers write every line break as two characters."""
    if "\r\n" in text and find_tag(shelf.library, kind, text) is None:
        for end in ("\n", "\r"):
            known = text.replace("\r\n", end)
            if find_tag(shelf.library, kind, known) is not None:
                return known
    return text
