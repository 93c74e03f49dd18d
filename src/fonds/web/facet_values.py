"""All values of a facet, following the search: those for whom ten are not enough."""

from collections.abc import Sequence
from typing import Literal
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from msgspec import Struct, structs

from fonds.app.mine import Mine, list_own_conditions
from fonds.app.question import (
    FACETS,
    KINDS,
    SINGLE,
    Question,
    lead_question,
    make_query,
    read_question,
)
from fonds.app.shelf import see_now
from fonds.search.facets import ALL_VALUES, count_facets
from fonds.search.matched import Values
from fonds.web.choices import PLURALS, SINGULARS, Choice, keep_plain, label_value, make_choice
from fonds.web.mine import Anybody
from fonds.web.pages import GET, render_page
from fonds.web.suggesting import find_word_starts, fold_name

router = APIRouter()

PAGE_VALUES = 200
"""Values a page: some 60 kB."""

PAGE_LETTERS = 6000
"""Characters of them all, so that long tags make no page of more than 100 kB."""

_STARTS_MOST = 100

Order = Literal["count", "name"]


class Asked(Struct, frozen=True):
    """Which values an address asks for.

    Attributes:
        facet: of which facet.
        question: of the works whose values they are.
        starts: how a word of the value begins, or "".
        order: the most frequent first, or by name.
        page: 1 for the first.
    """

    facet: str
    question: Question
    starts: str = ""
    order: Order = "count"
    page: int = 1

    def url(self) -> str:
        """Give the address of these values.

        Example:
            >>> Asked("tag", Question(text="fog"), "sea", "name").url()
            '/facets/tag?q=fog&starts=sea&order=name'
        """
        pairs = [*self.question.to_pairs()]
        if self.starts:
            pairs.append(("starts", self.starts))
        if self.order != "count":
            pairs.append(("order", self.order))
        if self.page > 1:
            pairs.append(("of", str(self.page)))
        path = f"/facets/{self.facet}"
        return f"{path}?{urlencode(pairs)}" if pairs else path


class Found(Struct, frozen=True):
    """The values of a page.

    Attributes:
        choices: as they are shown.
        total: values that begin so, on all pages.
        pages: how many there are.
        chosen: those that are asked for or asked away, wherever they would stand.
    """

    choices: tuple[Choice, ...]
    total: int
    pages: int
    chosen: tuple[Choice, ...]


def read_asked(facet: str, pairs: Sequence[tuple[str, str]]) -> Asked:
    """Read which values an address asks for; what makes no sense is left out.

    Example:
        >>> read_asked("tag", [("starts", " Sea "), ("order", "name"), ("of", "x")]).starts
        'Sea'
    """
    single = dict(reversed(pairs))
    page = single.get("of", "")
    return Asked(
        facet=facet,
        question=read_question((name, value) for name, value in pairs if name != "page"),
        starts=" ".join(single.get("starts", "").split())[:_STARTS_MOST],
        # The question's own order may stand in the same address.
        order="name" if ("order", "name") in pairs else "count",
        page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 7 else 1,
    )


@router.api_route("/facets/{name}", methods=GET)
def show_facet_values(request: Request, mine: Anybody, name: str) -> Response:
    """Show all values of a facet among the works that match a question.

    Raises:
        HTTPException: 404, there is no such facet.
        UserError: the question cannot be read.
    """
    if name not in FACETS:
        raise HTTPException(404, "There is no such facet. The shelf has them all.")
    pairs = request.query_params.multi_items()
    asked = read_asked(name, pairs)
    question = lead_question(mine.library, asked.question)
    asked = structs.replace(asked, question=question)
    if not all(value.strip() for _, value in pairs):
        return RedirectResponse(asked.url(), 303)
    values = {
        "asked": asked,
        "question": asked.question,
        "label": FACETS[name],
        "plural": PLURALS[name],
        "singular": SINGULARS.get(name, FACETS[name].lower()),
        "is_single": name in SINGLE,
        "found": find_values(mine, asked),
    }
    return render_page(request, "facet-values.html", values)


def find_values(mine: Mine, asked: Asked) -> Found:
    """Find the values of one page, as far as whoever asks may see.

    Raises:
        UserError: the question cannot be read.

    Cost: O(works that match + values of the facet); kept until the index changes.
    """
    question, facet = asked.question, asked.facet
    narrow = list_own_conditions(mine, question)
    but = facet if question.takes_any(facet) else ""
    counted = count_facets(
        mine.shelf.index,
        make_query(question, narrow, but=but, library=mine.library),
        [facet],
        kinds=KINDS[question.kind],
        sight=see_now(mine.shelf),
        most=ALL_VALUES,
    )
    read = counted.read.get(facet, frozenset())
    values = keep_plain(counted.values[facet])
    counts = dict(values)
    picked = {
        one.value: counts.get(one.value)
        for one in (*question.chosen, *question.excluded)
        if one.facet == facet
    }
    left = [pair for pair in values if pair[0] not in picked and begins(facet, pair[0], asked)]
    if asked.order == "name":
        left.sort(key=lambda pair: fold_name(label_value(facet, pair[0])))
    pages = cut_pages(left)
    page = pages[asked.page - 1] if asked.page <= len(pages) else ()
    return Found(
        tuple(make_choice(question, facet, v, n, is_read=v in read) for v, n in page),
        len(left),
        max(1, len(pages)),
        tuple(make_choice(question, facet, v, n, is_read=v in read) for v, n in picked.items()),
    )


def begins(facet: str, value: str, asked: Asked) -> bool:
    """Tell whether a word of a value begins as asked.

    Example:
        >>> begins("tag", "The Sea, Again", Asked("tag", Question(), "séa ag"))
        True
    """
    if not asked.starts:
        return True
    folded = fold_name(label_value(facet, value))
    wanted = fold_name(asked.starts)
    return any(folded.startswith(wanted, start) for start in find_word_starts(folded))


def cut_pages(values: Sequence[tuple[str, int]]) -> tuple[Values, ...]:
    """Cut values into pages of so many, fewer where they are long.

    Example:
        >>> [len(page) for page in cut_pages([("a" * 3000, 1)] * 3)]
        [2, 1]
    """
    pages: list[Values] = []
    page: list[tuple[str, int]] = []
    letters = 0
    for value, count in values:
        if page and (len(page) == PAGE_VALUES or letters + len(value) > PAGE_LETTERS):
            pages.append(tuple(page))
            page, letters = [], 0
        page.append((value, count))
        letters += len(value)
    return (*pages, tuple(page)) if page else tuple(pages)
