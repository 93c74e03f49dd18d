"""Pictures: pages for those who would rather look than read."""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from markupsafe import Markup
from msgspec import Struct, structs

from fonds.app.authors import keep_signed, read_names
from fonds.app.mine import list_own_conditions
from fonds.app.question import (
    KINDS,
    Chosen,
    Question,
    ask_shelf,
    make_query,
    read_question,
)
from fonds.app.shelf import Card, Shelf, see_now
from fonds.describe.mood import Mood, scene_moods
from fonds.errors import UserError
from fonds.model.entry import Entry
from fonds.publish.characters import one_line, shorten
from fonds.publish.links import find_language
from fonds.publish.pictures.bars import Bar, draw_bars
from fonds.publish.pictures.career import DatedWork, draw_career
from fonds.publish.pictures.drawing import Picture, Table
from fonds.publish.pictures.library import Dimension, LibraryCounts, draw_library
from fonds.publish.pictures.mood import MoodPoint, draw_moods
from fonds.publish.pictures.scenes import draw_scenes
from fonds.publish.pictures.stretches import FEWEST, cut_story
from fonds.publish.pictures.ties import draw_ties, find_ties
from fonds.publish.sections import give_title, split_work
from fonds.search.facets import LENGTHS, count_facets, count_lengths, count_works
from fonds.search.query import Query
from fonds.web.adult import ask_consent, needs_consent
from fonds.web.anchors import find_scene_starts, find_scene_urls
from fonds.web.mine import Anybody
from fonds.web.pages import GET, Lent, quote_segment, render_page
from fonds.web.visiting import Visiting
from fonds.web.words import say_count
from fonds.web.work import read_card

router = APIRouter()

_VALUES = 200
"""Values counted of each facet: all years there are, and more fandoms than anybody looks at."""

_WORKS_MOST = 1000
_WORKS_LISTED = 200
"""Works of an author in the list: with their picture the page stays under 100 kB."""

_FANDOMS_MOST = 30
_NAME_MOST = 500
_NAME_SHOWN = 80

_FACET_OF: dict[Dimension, str] = {
    "year": "year",
    "fandom": "fandom",
    "pairing": "pairing",
    "rating": "rating",
}


class Shown(Struct, frozen=True):
    """A picture as a page shows it.

    Attributes:
        name, title, desc, table: as the picture has them.
        svg: markup of ours.
        note: what one must know to read it rightly, or "".
    """

    name: str
    title: str
    desc: str
    svg: Markup
    table: Table
    note: str = ""


class WorkLine(Struct, frozen=True):
    """A work in a list: its name, where its card is, what else to know, and its language."""

    name: str
    url: str
    facts: str
    language: str | None


def show_picture(picture: Picture, note: str = "") -> Shown:
    """Prepare a picture for a page."""
    # Built by our own strokes: every name in it has been masked and escaped.
    svg = Markup(picture.markup)  # noqa: S704
    return Shown(picture.name, picture.title, picture.desc, svg, picture.table, note)


@router.api_route("/pictures", methods=GET)
def show_library(request: Request, mine: Anybody) -> Response:
    """Show what is on the shelf, or what a search finds, in pictures."""
    question = structs.replace(read_question(request.query_params.multi_items()), page=1)
    values: dict[str, Any] = {"view": "library", "question": question, "shelf_url": question.url()}
    try:
        counts = count_library(mine.shelf, question, list_own_conditions(mine, question))
    except UserError as error:
        empty = {"pictures": (), "counts": LibraryCounts(), "complaint": _say(error)}
        return render_page(request, "pictures.html", {**values, **empty}, status=400)
    drawn = draw_library(counts, lambda what, value: narrow_url(question, what, value))
    dated = sum(count for _, count in counts.years)
    shown = [
        show_picture(one, _say_undated(counts.total - dated) if one.name == "years" else "")
        for one in drawn
    ]
    values |= {"pictures": shown, "counts": counts, "complaint": None}
    return render_page(request, "pictures.html", values)


def count_library(shelf: Shelf, question: Question, narrow: Sequence[Query] = ()) -> LibraryCounts:
    """Count the works that a question finds by what pictures are drawn of.

    Args:
        shelf: with the sight of whoever asks.
        question: what is asked.
        narrow: what must match besides.

    Raises:
        UserError: the text or a range of the question cannot be read.

    Cost: as one search with its facets.
    """
    query = make_query(question, narrow, library=shelf.library)
    kinds, sight = KINDS[question.kind], see_now(shelf)
    facets = tuple(_FACET_OF.values())
    found = count_facets(shelf.index, query, facets, kinds=kinds, sight=sight, most=_VALUES).values
    return LibraryCounts(
        total=count_works(shelf.index, query, kinds=kinds, sight=sight),
        years=found["year"],
        fandoms=found["fandom"],
        pairings=found["pairing"],
        ratings=found["rating"],
        lengths=count_lengths(shelf.index, query, kinds=kinds, sight=sight),
    )


def narrow_url(question: Question, what: Dimension, value: str) -> str | None:
    """Give the address of the shelf with a question narrowed to one value.

    Example:
        >>> narrow_url(Question(text="fog"), "length", "1,000–5,000")
        '/?q=fog&words=1000..4999'
    """
    if what == "length":
        for name, low, high in LENGTHS:
            if name == value:
                return question.url(words=f"{low}..{high - 1 if high else ''}")
        return None
    facet = _FACET_OF[what]
    asked = question
    if question.takes_any(facet):
        # Of several years or ratings chosen one is left: the one that was asked for here.
        others = tuple(one for one in question.chosen if one.facet != facet)
        asked = structs.replace(question, chosen=others)
    return asked.choose(facet, value).url()


def _say(error: UserError) -> str:
    sentence = str(error).rstrip(".")
    return f"{sentence[:1].upper()}{sentence[1:]}."


def _say_undated(count: int) -> str:
    if count <= 0:
        return ""
    return f"{count:,} more {'has' if count == 1 else 'have'} no date."


@router.api_route("/authors/{name:path}", methods=GET)
def show_author(request: Request, shelf: Lent, name: str) -> Response:
    """Show an author's life's work."""
    question = Question(chosen=(Chosen("author", name[:_NAME_MOST]),), sort="date", is_turned=True)
    answer = ask_shelf(shelf, question, limit=_WORKS_MOST, facets=("fandom",))
    entries = [one for one in answer.entries if one is not None]
    if not entries:
        raise HTTPException(404, "Nobody of this name has a work here. The shelf has all who do.")
    names = read_names(shelf.library, name)
    works = [_date_work(one) for one in entries]
    fandoms = answer.results.facets.get("fandom", ())[:_FANDOMS_MOST]
    bars = [Bar(value, count, question.choose("fandom", value).url()) for value, count in fandoms]
    drawn = (draw_career(works), draw_bars("fandoms", "Fandoms", bars, "Fandom"))
    undated = [one for one in works if one.date is None]
    values = {
        "view": "author",
        "name": one_line(names.name),
        "names": keep_signed(names, entries),
        "pictures": [show_picture(one) for one in drawn if one is not None],
        "lines": [_make_line(one) for one in entries[:_WORKS_LISTED]],
        "undated": undated[:_WORKS_LISTED],
        "total": answer.total,
        "words_total": sum(one.words for one in works),
        "shelf_url": question.url(),
    }
    return render_page(request, "pictures.html", values)


def author_url(name: str) -> str:
    """Give the address of an author's page.

    Example:
        >>> author_url("Tin & Straw/Lion")
        '/authors/Tin%20%26%20Straw%2FLion'
    """
    return f"/authors/{quote_segment(name)}"


def _date_work(entry: Entry) -> DatedWork:
    return DatedWork(_make_line(entry).name, entry.date, entry.words, f"/works/{entry.work_id}")


def _make_line(entry: Entry) -> WorkLine:
    name = one_line(entry.title or "") or shorten(entry.incipit, _NAME_SHOWN) or "Untitled"
    facts = (
        *entry.fandoms[:1],
        say_count(entry.words, "word", "words"),
        entry.date or "undated",
    )
    return WorkLine(
        name, f"/works/{entry.work_id}", " · ".join(facts), find_language(entry.language)
    )


@router.api_route("/works/{work_id}/pictures", methods=GET)
def show_work_pictures(request: Request, shelf: Lent, visitor: Visiting, work_id: str) -> Response:
    """Show the pictures of one work: its people's ties, whose scene it is, its mood."""
    card = read_card(shelf, work_id)
    if card.work_id != work_id:
        return RedirectResponse(f"/works/{card.work_id}/pictures", status_code=307)
    if needs_consent(request, visitor, card.entry):
        return ask_consent(request)
    values: Mapping[str, Any] = {
        "view": "work",
        "card": card,
        "title": give_title(card.record),
        "pictures": draw_work(card),
    }
    return render_page(request, "pictures.html", values)


def draw_work(card: Card) -> list[Shown]:
    """Draw the pictures of one work; those of which nothing is known are left out.

    Cost: O(body).
    """
    record = card.record
    urls = find_scene_urls(
        card.work_id,
        split_work(card.work, record),
        find_scene_starts(card.work, record.scene_list),
    )
    shown = []
    ties = find_ties(record)
    if ties is not None:
        note = (
            f"The thicker a line, the more {ties.unit}s name both; "
            "a double line with a heart is a couple."
        )
        shown.append(show_picture(draw_ties(ties), note))
    if (scenes := draw_scenes(record, urls)) is not None:
        shown.append(show_picture(scenes))
    if (mood := _draw_mood(card, urls)) is not None:
        note = (
            "Judged by single words alone, which know neither irony nor what is meant; "
            "an outline is where they say little."
        )
        shown.append(show_picture(mood, note))
    return shown


def _draw_mood(card: Card, urls: Mapping[int, str]) -> Picture | None:
    """Draw moods; None for a story in another language, or too short."""
    record = card.record
    if record.language is not None and not record.language.lower().startswith("en"):
        return None
    cut = cut_story(record)
    if len(cut.spans) < FEWEST:
        return None
    moods = scene_moods(record.body, cut.spans)
    points = [
        MoodPoint(
            number,
            start,
            end,
            mood.value,
            mood.sure,
            _say_words(mood),
            urls.get(number) if cut.unit == "scene" else None,
        )
        for number, ((start, end), mood) in enumerate(zip(cut.spans, moods, strict=True), start=1)
    ]
    return draw_moods(points, cut.unit)


def _say_words(mood: Mood) -> str:
    sides = (", ".join(mood.bright), ", ".join(mood.dark))
    ordered = sides if mood.value >= 0 else sides[::-1]
    return "; ".join(one for one in ordered if one)
