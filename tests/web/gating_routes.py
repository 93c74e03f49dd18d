"""The routes of the gating matrix: what is asked of each, and why some are not asked."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI
from starlette.routing import Mount

from fonds.app.question import FACETS
from fonds.app.review_values import ASKED
from fonds.web.review import write_token
from tests.web.gating import C, TwinLibrary, document_of

GROUPS: dict[str, str] = {
    "shelf": "the shelf, its facets, suggestions and a work at random",
    "work": "the card, its evidence and its pictures",
    "reading": "chapters, notes, places, and what a device keeps",
    "download": "books, covers, originals and anthologies",
    "library": "the timeline, authors, and the library in pictures",
    "mine": "marks, saved searches, and what is left out",
    "shelves": "shelves and collections",
    "heaps": "accessions, their files, and how they are undone",
    "restrictions": "what is open to whom",
    "opds": "catalogues for e-readers",
    "sync": "KOReader's positions",
    "api": "works, records, claims and counts as JSON",
    "catalogue": "editions, series, names, corrections, permissions, the review queue, history",
    "no works": "pages and acts that know of no work: looks, accounts, static files, uploads",
}
"""Every route belongs to one of them."""

NO_WORKS = (
    *("/looks", "/sign-in", "/sign-out", "/welcome/{secret}", "/adult", "/adult/asked", "/static"),
    *("/sw.js", "/fonds.webmanifest", "/offline", "/static/bundle/{name}", "/api"),
    *("/people", "/people/{rest}", "/me/{rest}", "/take-in", "/take-in/{rest}"),
    *("/kosync/healthcheck", "/kosync/users/auth", "/kosync/users/create"),
    *("/opds/authentication.json", "/opds/opensearch.xml"),
    *("/api/v1/openapi.json", "/api/v1/people", "/api/v1/people/{rest}", "/api/v1/settings/adult"),
    *("/api/v1/invitations", "/api/v1/invitations/{rest}", "/api/v1/uploads"),
    *("/api/v1/uploads/{rest}", "/api/v1/jobs", "/api/v1/jobs/{rest}", "/api/v1/me"),
    *("/api/v1/me/sessions", "/api/v1/me/sessions/{rest}", "/api/v1/me/tokens"),
    *("/api/v1/me/tokens/{rest}", "/api/v1/me/devices", "/api/v1/me/devices/{rest}"),
    *("/api/v1/me/password", "/api/v1/session", "/api/v1/looks", "/api/v1/me/link"),
)
"""Routes that know of no work; "{rest}" stands for whatever comes after."""

FOLDERS = (
    ("/opds", "opds"),
    ("/kosync", "sync"),
    ("/api/v1/accessions", "heaps"),
    ("/api/v1/restrictions", "restrictions"),
    ("/api/v1/trial-restrictions", "restrictions"),
    ("/api/v1/me/shelves", "shelves"),
    ("/api/v1/collections", "shelves"),
    ("/api/v1/me/positions", "reading"),
    ("/api/v1/me/annotations", "reading"),
    ("/api/v1/me", "mine"),
    ("/api/v1/shelves", "shelves"),
    ("/api/v1/editions", "catalogue"),
    ("/api/v1/series", "catalogue"),
    ("/api/v1/tags", "catalogue"),
    ("/api/v1/tag-decisions", "catalogue"),
    ("/api/v1/review", "catalogue"),
    ("/api/v1/history", "catalogue"),
    ("/api/v1/corrections", "catalogue"),
    ("/api/v1/permissions", "catalogue"),
    ("/api/v1/trial-permissions", "catalogue"),
    ("/api/v1/withdrawals", "catalogue"),
    ("/api/v1/works", "api"),
    ("/api/v1/facets", "api"),
    ("/api/v1/suggest", "api"),
    ("/api/v1/random", "api"),
    ("/api/v1/counts", "api"),
    ("/api/v1/timeline", "api"),
    ("/api/v1/authors", "api"),
    ("/api/v1/anthology", "download"),
    ("/api/v1/originals", "download"),
    ("/editions", "catalogue"),
    ("/series", "catalogue"),
    ("/anthology/series.epub", "catalogue"),
    ("/tags", "catalogue"),
    ("/review", "catalogue"),
    ("/history", "catalogue"),
    ("/correct", "catalogue"),
    ("/permissions", "catalogue"),
    ("/accessions", "heaps"),
    ("/restrictions", "restrictions"),
    ("/timeline", "library"),
    ("/pictures", "library"),
    ("/authors", "library"),
    ("/mine", "mine"),
    ("/shelves", "shelves"),
    ("/collections", "shelves"),
    ("/originals", "download"),
    ("/anthology", "download"),
    ("/facets", "shelf"),
    ("/suggest", "shelf"),
    ("/random", "shelf"),
)
"""Where a path begins so, its group; the first that fits."""

OF_A_WORK: dict[str, str] = {
    "": "work",
    "evidence": "work",
    "pictures": "work",
    "read": "reading",
    "notes": "reading",
    "notes.md": "reading",
    "place": "reading",
    "offline.json": "reading",
    "download": "download",
    "cover.png": "download",
    "mark": "mine",
    "shelf": "shelves",
    "editions": "catalogue",
    "difference": "catalogue",
    "like": "catalogue",
    "correct": "catalogue",
    "history": "catalogue",
    "withdraw": "catalogue",
    "restore": "catalogue",
}
"""What follows `/works/{work_id}/` on pages."""


def classify(path: str) -> str | None:
    """Give the group of a route; None for one that nobody has thought of yet."""
    for one in NO_WORKS:
        if path == one or (one.endswith("/{rest}") and path.startswith(one.removesuffix("{rest}"))):
            return "no works"
    if path == "/":
        return "shelf"
    if path == "/api/v1":
        return "api"
    head = "/works/{work_id}"
    if path.startswith(head):
        return OF_A_WORK.get(path.removeprefix(head).strip("/").partition("/")[0])
    return next(
        (
            group
            for start, group in FOLDERS
            if path == start or path.startswith((f"{start}/", f"{start}."))
        ),
        None,
    )


def list_routes(app: FastAPI) -> list[tuple[str, str]]:
    """List every route of a site, included and mounted ones too, as (method, path)."""
    return sorted(set(_walk(app.routes, "")))


def _walk(routes: Sequence[Any], prefix: str) -> Iterator[tuple[str, str]]:
    for route in routes:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            context = getattr(route, "include_context", None)
            yield from _walk(inner.routes, prefix + (getattr(context, "prefix", "") or ""))
        elif isinstance(route, Mount):
            yield "GET", prefix + route.path
        else:
            for method in getattr(route, "methods", None) or {"GET"}:
                yield method, prefix + route.path


TEXTS = (
    *(
        query
        for canary in (C["title"], C["tag"], C["text"], C["character"])
        for query in (canary, f"lamp {canary}", f"-{canary}", f"fog OR {canary}")
    ),
    *(f'"{C["title"]} lamp"', f'"{C["text"]} all over"', f"title:{C['title']}"),
    *(f"-title:{C['part title']}", f"author:{C['author']}", f"tag:{C['tag']}"),
    *(f'fandom:"{C["fandom"]}"', f"character:{C['character']}", f"series:{C['series']}"),
    *(f"pairing:{C['pairing']}", f"{C['title'][:4]}*", "rating:Explicit", "-rating:Explicit"),
    *(f"summary:{C['summary']}", C["note"], C["file"], C["member"], C["heap"], "words:>150"),
    *("date:<1990", "date:1987", "chapters:>2", "added:>1", "warning:" + C["warning"], ""),
)
"""Searches: canaries as words, phrases, values and away; ranges only hidden works are in."""

SHORT = ("", C["title"], f"-{C['tag']}", f"title:{C['title']}")


def _searches(texts: Sequence[str], *more: str) -> list[str]:
    # By title: how relevant something is, is reckoned with hidden works (docs/gating.md).
    return [f"q={quote(one)}&sort=title" for one in texts] + list(more)


RANGES = (
    *("words=300..", "date=..1990", "chapters=3..", "sort=words&order=turned", "sort=date"),
    *("sort=added", "sort=author", "page=2&sort=title", "page=9&sort=title", "kind=others"),
    *("kind=others&q=" + C["list text"], "rating=Explicit", "not-rating=Explicit", "shelf=1"),
    *("shelf=2", "shelf=5", f"tag={C['tag']}+lamps", f"not-tag={C['tag']}+lamps", "read=only"),
    *(f"character=Lady+{C['character'].title()}", f"fandom={C['fandom']}", "read=hide"),
    *("words=abc", "q=%22", "q=title%3A", "pov=second", f"narrator=Lady+{C['character']}"),
)

PLACES = ("source=0&start=0&end=20", "source=0&start=5&end=2000", "source=3&start=0&end=1")

KINDS = ("fandom", "relationship", "character", "tag", "author")
"""Of names that people decide on."""

NAMED = (
    *(("tag", f"{C['tag']} lamps"), ("tag", "Fog"), ("tag", "Lamps"), ("author", "Ada Moor")),
    *(("author", f"Ada {C['author']}"), ("fandom", C["fandom"]), ("fandom", "Sherlock Holmes")),
    *(("character", f"Lady {C['character']}"), ("character", "Sherlock Holmes"), ("tag", "no")),
)
"""Names that are asked after: of hidden works, of others, of none."""

HIDDEN_NAMES = (
    *(("tag", f"{C['tag']} lamps"), ("author", f"Ada {C['author']}")),
    *(("character", f"Lady {C['character']}"), ("fandom", C["fandom"])),
)
"""Names that only hidden works have."""

QUESTIONS = tuple(
    write_token("tag", f"{kind}\n{name}")
    for kind, name in (*NAMED, ("relationship", f"Holmes/{C['pairing']}"))
)
"""Questions of the review queue that are asked after by name."""

QUERIES: dict[str, Sequence[str]] = {
    "/": _searches(SHORT, *RANGES),
    "/api/v1/works": _searches(
        TEXTS, *RANGES, "limit=1", "limit=3&sort=date", "cursor=bm9uc2Vuc2U"
    ),
    "/api/v1/counts": _searches(SHORT),
    "/api/v1/facets/{name}": ("", f"q={C['title']}", f"begins={C['tag'][:3]}", "limit=1"),
    "/facets/{name}": ("", f"q={C['title']}", f"begins={C['tag'][:3]}", "page=2"),
    "/suggest": [],
    "/api/v1/suggest": [f"q={C['title'][:3]}", f"q={C['title']}", "q=la", "q=fo"],
    "/random": _searches((C["title"], f"tag:{C['tag']}"), "rating=Explicit"),
    "/api/v1/random": _searches((C["title"],), "rating=Explicit"),
    "/works/{work_id}/evidence": PLACES,
    "/api/v1/works/{work_id}/evidence": PLACES,
    "/pictures": ("", f"q={C['title']}", "rating=Explicit"),
    "/timeline": ("", "show=Buffy+the+Vampire+Slayer", f"show={C['fandom']}"),
    "/api/v1/timeline/works": ("show=Buffy+the+Vampire+Slayer", f"show={C['fandom']}"),
    "/opds/search": _searches(SHORT, f"author={C['author']}", f"title={C['title']}"),
    "/opds/v2/search": _searches(SHORT, f"author={C['author']}", f"title={C['title']}"),
    "/opds/all": _searches(("", C["title"]), "rating=Explicit", "sort=added", "page=2", "page=7"),
    "/opds/v2/all": _searches(("", C["title"]), "rating=Explicit", "sort=added", "page=2"),
    "/anthology.epub": _searches((f"tag:{C['tag']}", "tag:fog", "")),
    "/opds/anthology.epub": _searches(("tag:fog",)),
    "/restrictions": ("", "work={hidden}"),
    "/accessions/{number}": (
        "",
        "outcome=story",
        "outcome=duplicate",
        "outcome=not-story",
        "page=2",
    ),
    "/api/v1/accessions/{number}/files": ("", "outcome=story", "outcome=not-story", "limit=1"),
    "/mine/keep": (f"q={C['title']}", "q=fog", "rating=Explicit"),
    "/editions": ("", "page=2", "done=3", "done=40"),
    "/editions/merge": ("", "least=50"),
    "/api/v1/editions": ("", "limit=1", "least=0.9"),
    "/series": (
        "",
        f"q={C['series']}",
        "q=nights",
        "author=Ada+Moor",
        f"name={C['series']}+Nights",
    ),
    "/api/v1/series": ("", f"q={C['series']}", f"author=Ada+{C['author']}", "limit=1"),
    "/anthology/series.epub": (f"of={C['series']}+Nights", "of=Baker+Street+Nights"),
    "/permissions": ("", "done=3", "done=40"),
    "/api/v1/permissions": ("", "limit=1"),
    "/api/v1/withdrawals": ("", "limit=1"),
    "/tags": (
        *(f"kind={kind}" for kind in KINDS),
        *(f"kind=tag&q={C['tag'][:4]}", "kind=tag&state=undecided", "kind=tag&done=40"),
    ),
    "/tags/proposals": tuple(f"kind={kind}&least=0" for kind in KINDS),
    "/tags/one": tuple(f"kind={kind}&name={quote(name)}" for kind, name in NAMED),
    "/api/v1/tags/{kind}": ("", f"q={C['tag'][:4]}", "state=canonical", "limit=1"),
    "/api/v1/tags/{kind}/proposals": ("least=0", "least=0&limit=1"),
    "/authors": ("least=0", "least=0&page=2"),
    "/correct": _searches((C["title"], f"tag:{C['tag']}", "tag:fog"), "work={hidden}", "done=40"),
    "/history": ("", "before=40", "before=4", "done=40"),
    "/works/{work_id}/history": ("", "done=40"),
    "/api/v1/history": ("", "limit=1", "before=40", "work={hidden}"),
    "/review": ("", *(f"field={field}" for field in ASKED), *(f"asked={one}" for one in QUESTIONS)),
    "/review/queue": ("", *(f"field={field}" for field in ASKED)),
    "/api/v1/review": ("", "limit=1", "limit=3", *(f"field={field}" for field in ASKED)),
}
"""What is asked of a route besides its bare address."""


def suggestions() -> list[str]:
    """What is typed into the box: every beginning of every canary, and of fields."""
    typed = {one[:length] for one in C.values() for length in range(2, 6)} | set(C.values())
    fields = [f"{name}:{one[:3]}" for name in ("tag", "author", "fandom") for one in C.values()]
    return sorted(typed) + fields + ["the " + C["title"][:3], "lady " + C["character"][:2], "fog"]


def list_values(library: TwinLibrary, path: str, name: str, hidden: Sequence[str]) -> Sequence[str]:
    """List what stands for one name in a path.

    Args:
        library: the one that holds the hidden works.
        path: of the route.
        name: in braces.
        hidden: names of the hidden works that are asked after.

    Raises:
        KeyError: nobody has thought of this name yet.
    """
    works = [library.works[one] for one in hidden]
    siblings = [library.works[one] for one in ("abbey", "letters", "series")]
    if name == "number":
        return _list_numbers(library, path)
    if path.startswith(("/series", "/api/v1/series")):
        return [f"{C['series']} Nights", "Baker Street Nights", "No Nights"]
    if "tags/" in path:
        return KINDS
    values: dict[str, Sequence[str]] = {
        "work_id": [*works, *siblings, "wnothing234"],
        "other": [*works[:1], *siblings[:1]],
        "chapter": ["1", "3"],
        "kind": ["epub", "html", "txt", "json"],
        "digest": [*library.digests.values(), "sha256:" + "0" * 64],
        "facet": list(FACETS),
        "name": list(FACETS),
        "name:path": [f"Ada {C['author']}", "Ada Moor", "Basil Quill", C["author"]],
        "document": [*(document_of(one) for one in works), "d" * 32, "e" * 32],
        "which": ["reading", "to-read", "read", "favourites"],
    }
    return list(values[name])


def _list_numbers(library: TwinLibrary, path: str) -> list[str]:
    if "accessions" in path:
        return ["1", "2", "3", "4"]
    if "history" in path:
        return ["1", "2", "3", "4", "40", str(2**40)]
    if "annotations" in path:
        every = [str(one) for kept in library.annotations.values() for one in kept]
        return every[::9]
    return ["1", "2", "3", "5", "6"]


def fill(
    library: TwinLibrary, path: str, hidden: Sequence[str]
) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Fill in the names of a path in all ways; gives addresses and what stands for what."""
    start, brace, rest = path.partition("{")
    if not brace:
        yield path, {}
        return
    name, _, rest = rest.partition("}")
    for value in list_values(library, path, name, hidden):
        for url, values in fill(library, rest, hidden) if "{" in rest else [(rest, {})]:
            yield f"{start}{quote(value, safe='')}{url}", {name: value, **values}


FORM = "application/x-www-form-urlencoded"
JSON = "application/json"

ACTS: dict[tuple[str, str], Sequence[tuple[str, Any]]] = {
    ("POST", "/works/{work_id}/mark"): [(FORM, "status=read"), (FORM, "favourite=yes")],
    ("POST", "/works/{work_id}/place"): [(FORM, "paragraph=1")],
    ("POST", "/works/{work_id}/notes"): [
        (FORM, "paragraph=1&note=x"),
        (FORM, "id={annotation}&do=remove"),
        (FORM, "id={annotation}&note=x"),
    ],
    ("POST", "/works/{work_id}/shelf"): [(FORM, "shelf=2"), (FORM, "shelf=1&do=take")],
    ("POST", "/shelves/{number}"): [(FORM, "do=take&work={work}"), (FORM, "do=rename&name=")],
    ("POST", "/collections/{number}"): [(FORM, "do=take&work={work}"), (FORM, "do=rename&name=")],
    ("POST", "/shelves"): [(FORM, "name=")],
    ("POST", "/collections"): [(FORM, "name=")],
    ("POST", "/mine/keep"): [
        (FORM, "shelf=2&question=q%3D" + C["title"]),
        (FORM, "shelf=7&question="),
    ],
    ("POST", "/mine/searches"): [(FORM, "name=&question=q%3D" + C["title"])],
    ("POST", "/mine/searches/{number}"): [(FORM, "do=seen")],
    ("POST", "/mine/preferences"): [(FORM, "always_hidden=title%3A&read=show")],
    ("POST", "/accessions/{number}/undo"): [(FORM, "seen=0-0-0-0")],
    ("POST", "/restrictions"): [
        (FORM, "kind=work&value={work}&least=reader"),
        (FORM, "kind=work&value=/works/{work}/read&least=curator&step=do"),
        (FORM, "kind=accession&value=3&least=reader"),
        (FORM, "kind=collection&value={collection}&least=reader"),
        (FORM, "kind=collection&value={collection}&least=reader&step=do"),
        (FORM, "kind=rating&value=Explicit&least=curator"),
        (FORM, "kind=library&value=&least=curator"),
    ],
    ("POST", "/restrictions/end"): [(FORM, "restriction={restriction}")],
    ("POST", "/api/v1/trial-restrictions"): [
        (JSON, {"kind": "work", "value": "{work}", "least": "reader"}),
        (JSON, {"kind": "accession", "value": "3", "least": "reader"}),
        (JSON, {"kind": "collection", "value": "{collection}", "least": "reader"}),
        (JSON, {"kind": "rating", "value": "Explicit", "least": "curator"}),
    ],
    ("POST", "/api/v1/restrictions"): [
        (JSON, {"kind": "work", "value": "{work}", "least": "reader"}),
        (JSON, {"kind": "collection", "value": "{collection}", "least": "reader"}),
    ],
    ("DELETE", "/api/v1/restrictions/{number}"): [(JSON, None)],
    ("POST", "/api/v1/accessions/{number}/undo"): [(JSON, {"seen": "0-0-0-0"})],
    ("PATCH", "/api/v1/me/marks/{work_id}"): [(JSON, {"status": "read"})],
    ("DELETE", "/api/v1/me/marks/{work_id}"): [(JSON, None)],
    ("PUT", "/api/v1/me/positions/{work_id}"): [
        (
            JSON,
            {
                "chapter": 1,
                "paragraph": 1,
                "fraction": 0.1,
                "quote": "",
                "at": "2024-05-02T10:00:00Z",
            },
        )
    ],
    ("DELETE", "/api/v1/me/positions/{work_id}"): [(JSON, None)],
    ("POST", "/api/v1/me/annotations"): [
        (
            JSON,
            {
                "work_id": "{work}",
                "paragraph": 1,
                "start": 0,
                "end_paragraph": 1,
                "end": 3,
                "quote": "The",
            },
        )
    ],
    ("PATCH", "/api/v1/me/annotations/{number}"): [(JSON, {"note": "x"})],
    ("DELETE", "/api/v1/me/annotations/{number}"): [(JSON, None)],
    ("POST", "/api/v1/me/shelves/{number}/works"): [(JSON, {"works": ["{work}"]})],
    ("POST", "/api/v1/collections/{number}/works"): [(JSON, {"works": ["{work}"]})],
    ("DELETE", "/api/v1/me/shelves/{number}/works/{work_id}"): [(JSON, None)],
    ("DELETE", "/api/v1/collections/{number}/works/{work_id}"): [(JSON, None)],
    ("PATCH", "/api/v1/me/shelves/{number}"): [(JSON, {"name": ""})],
    ("PATCH", "/api/v1/collections/{number}"): [(JSON, {"name": ""})],
    ("DELETE", "/api/v1/collections/{number}"): [],
    ("DELETE", "/api/v1/me/shelves/{number}"): [],
    ("POST", "/api/v1/me/shelves"): [(JSON, {"name": ""})],
    ("POST", "/api/v1/collections"): [(JSON, {"name": ""})],
    ("POST", "/api/v1/me/searches"): [(JSON, {"name": "", "question": "q=" + C["title"]})],
    ("PATCH", "/api/v1/me/searches/{number}"): [(JSON, {"name": ""})],
    ("POST", "/api/v1/me/searches/{number}/seen"): [(JSON, None)],
    ("DELETE", "/api/v1/me/searches/{number}"): [],
    ("PATCH", "/api/v1/me/exclusions"): [(JSON, {"always_hidden": "title:"})],
    ("POST", "/works/{work_id}/editions"): [
        (FORM, "do=merge&work={work}"),
        (FORM, "do=merge&work={visible}&best={work}"),
        (FORM, "do=apart&work={work}"),
        *((FORM, f"{name}={{work}}") for name in ("split", "lead", "together")),
    ],
    ("POST", "/editions/merge"): [(FORM, "least=50&seen=none")],
    ("POST", "/works/{work_id}/correct"): [(FORM, "title=x"), (FORM, "date=soon")],
    ("POST", "/correct"): [
        (FORM, "question=work%3D{work}&field=tags&operation=add&value=x"),
        (FORM, f"question=q%3D{C['title']}&field=tags&operation=add&value=x"),
        (FORM, "question=tag%3DFog&field=rating&operation=set&value=Mature"),
    ],
    ("POST", "/history/{number}/undo"): [(FORM, "back=/history")],
    ("POST", "/works/{work_id}/withdraw"): [(FORM, "why=x")],
    ("POST", "/works/{work_id}/restore"): [(FORM, "")],
    ("POST", "/permissions"): [
        (FORM, "work={work}&wish=granted"),
        (FORM, "work={work}&wish=leave+out&step=do"),
        (FORM, "work={work}&wish=strike"),
        (FORM, f"name=Ada+{C['author']}&wish=strike"),
    ],
    ("POST", "/series"): [
        (FORM, "do=keep&of={work}&name=x"),
        (FORM, "do=keep&of={visible}&name=Baker+Street+Nights&add={work}&as=7"),
        (FORM, f"one=x&author=Ada+{C['author']}&old={C['series']}+Nights"),
        *((FORM, f"do=undo&act={number}&back=/series") for number in (4, 9, 40)),
    ],
    ("POST", "/tags"): [
        *((FORM, f"kind={kind}&do=leave&name={quote(name)}") for kind, name in HIDDEN_NAMES),
        *((FORM, f"kind={kind}&do=canonical&name={quote(name)}") for kind, name in HIDDEN_NAMES),
        (FORM, f"kind=tag&do=synonyms&canonical=Lamps&name={C['tag']}+lamps"),
        (FORM, f"kind=tag&do=no-broader&broader=Lamps&name={C['tag']}+lamps"),
        (FORM, f"kind=author&do=pseudonym&canonical=Ada+Moor&name=Ada+{C['author']}"),
        (FORM, f"kind=author&do=two+people&canonical=Ada+Moor&name=Ada+{C['author']}"),
    ],
    ("POST", "/review"): [
        (FORM, f"question={token}&do={do}&typed=x")
        for token in QUESTIONS[:1] + QUESTIONS[-1:]
        for do in ("accept", "typed", "off", "split")
    ],
    ("POST", "/review/look"): [],
    ("POST", "/api/v1/review/answers"): [
        (JSON, {"question": token, "put_off": True}) for token in (QUESTIONS[0], QUESTIONS[-1], "x")
    ],
    ("POST", "/api/v1/tag-decisions"): [
        (JSON, {"kind": kind, "decision": "leave", "names": [name]}) for kind, name in HIDDEN_NAMES
    ],
    ("POST", "/api/v1/history/{number}/undo"): [(JSON, None)],
    ("POST", "/api/v1/works/{work_id}/corrections"): [
        (JSON, {"fields": [{"field": "title", "value": "x"}]})
    ],
    ("POST", "/api/v1/corrections"): [
        (JSON, {"fields": [{"field": "title", "value": "x"}], "works": ["{work}"]}),
        (JSON, {"fields": [{"field": "title"}], "works": ["{work}", "{visible}"], "dry_run": True}),
    ],
    ("POST", "/api/v1/works/{work_id}/withdrawal"): [(JSON, {"why": "x"})],
    ("DELETE", "/api/v1/works/{work_id}/withdrawal"): [(JSON, None)],
    ("POST", "/api/v1/trial-permissions"): [
        (JSON, {"work": "{work}", "wish": "leave out"}),
        (JSON, {"author": f"Ada {C['author']}", "wish": "leave out"}),
        (JSON, {"author": "Ada Moor", "wish": "leave out"}),
    ],
    ("POST", "/api/v1/permissions"): [(JSON, {"work": "{work}", "wish": "granted"})],
    ("DELETE", "/api/v1/permissions"): [(JSON, None)],
    ("POST", "/api/v1/me/undo"): [(JSON, None)],
    ("POST", "/mine/undo"): [(FORM, "")],
    ("PUT", "/kosync/syncs/progress"): [
        (
            JSON,
            {
                "document": "{document}",
                "progress": "/body/p[1]",
                "percentage": 0.4,
                "device": "K",
                "device_id": "k",
            },
        )
    ],
}
"""What is done by every act that may name a work: each names hidden ones.

Acts on a shelf or search of one's own that do nothing but remove it are left out: they name
no work, and what they remove would be gone from the twin.
"""
