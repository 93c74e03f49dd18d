"""Datasette opens a library's documented views, and shows nothing else of it."""

import asyncio
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from fonds.app.acting import act, plan_merge
from fonds.app.dataset import export_dataset
from fonds.app.shelf import Shelf, close_shelf, stay_silent
from fonds.library.acts import NewChange
from fonds.library.entries import get_entry
from fonds.library.opening import Library
from fonds.library.people import add_person
from fonds.library.restrictions import put_restriction
from fonds.library.storage import put_row
from fonds.library.views import VIEWS, build_views_metadata
from tests.dataset_library import ADDRESS, TAGS, make_dataset_library, open_dataset_shelf
from tests.library_factories import CLOCK

SECRETS = ("Ida Secret", "why she knew", ADDRESS, "sha256:session", "private words")
PRIVATE = (
    *("person", "session", "token", "invitation", "annotation", "mark", "permission"),
    *("claim", "event", "act", "act_change", "correction", "entry", "work", "sqlar"),
)
SAID = {"value": "The Hound", "by": "Ida Secret, 2024-05-02", "at": CLOCK, "why": "why she knew"}


@pytest.fixture
def ids(tmp_path: Path) -> list[str]:
    return make_dataset_library(tmp_path / "library")


@pytest.fixture
def shelf(tmp_path: Path, ids: list[str]) -> Iterator[Shelf]:
    opened = open_dataset_shelf(tmp_path / "library")
    _live_in(opened.library, ids[0])
    yield opened
    close_shelf(opened)


def _live_in(library: Library, work_id: str) -> None:
    """Let there be somebody who reads here and has things of their own."""
    person = add_person(library, "Ida Secret", "reader", clock=CLOCK)
    put_row(
        library.connection,
        "INSERT INTO session (digest, person, agent, begun, seen, until) "
        "VALUES ('sha256:session', ?, 'x', ?, ?, ?)",
        (person.id, CLOCK, CLOCK, CLOCK),
    )
    put_row(
        library.connection,
        "INSERT INTO annotation (person, work_id, paragraph, start, end_paragraph, end, quote, "
        "before, after, note, made, changed) "
        "VALUES (?, ?, 0, 0, 0, 1, 'q', '', '', 'private words', ?, ?)",
        (person.id, work_id, CLOCK, CLOCK),
    )


def _do(shelf: Shelf, *changes: NewChange) -> None:
    act(shelf, changes, kind="set", words="a test", by="Ida Secret", clock=CLOCK)


def _ask(datasette: Datasette, *paths: str) -> list[tuple[int, str]]:
    async def ask() -> list[tuple[int, str]]:
        await datasette.invoke_startup()
        answers = [await datasette.client.get(path) for path in paths]
        return [(answer.status_code, answer.text) for answer in answers]

    try:
        return asyncio.run(ask())
    finally:
        for database in datasette.databases.values():
            database.close()
        datasette.executor.shutdown()


def _rows(shelf: Shelf, view: str) -> list[dict[str, Any]]:
    datasette = Datasette(
        [str(shelf.library.folder / "library.db")], metadata=build_views_metadata()
    )
    ((code, text),) = _ask(datasette, f"/library/{view}.json?_shape=array&_size=max")
    assert code == 200, text[:300]
    rows: list[dict[str, Any]] = json.loads(text)
    return rows


def test_every_view_is_described_with_its_columns(shelf: Shelf) -> None:
    database = shelf.library.folder / "library.db"
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
        views = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'view'").fetchall()
        columns = {
            name: [one[1] for one in connection.execute(f"PRAGMA table_info({name})")]
            for (name,) in views
        }
    assert columns == {name: list(view.columns) for name, view in VIEWS.items()}


def test_datasette_shows_each_view_of_a_library_that_is_in_use(shelf: Shelf) -> None:
    paths = [f"/library/{name}" for name in VIEWS]
    database = str(shelf.library.folder / "library.db")
    for datasette in (
        Datasette([database]),
        Datasette([database], metadata=build_views_metadata()),
    ):
        assert [code for code, _ in _ask(datasette, *paths)] == [200] * len(VIEWS)


def test_the_views_hold_what_the_library_holds(shelf: Shelf, ids: list[str]) -> None:
    works = {row["work_id"]: row for row in _rows(shelf, "public_works")}
    assert set(works) == set(ids)
    for work_id, row in works.items():
        entry = get_entry(shelf.library, work_id)
        for name in ("kind", "title", "rating", "date", "words", "summary", "language"):
            assert row[name] == getattr(entry, name), name
        for name in ("creators", "fandoms", "relationships", "characters", "tags"):
            assert json.loads(row[name]) == list(getattr(entry, name)), name
        assert row["year"] == int((entry.date or "")[:4])
        assert (row["series"], row["series_index"]) == ("Nights", 2)
    assert json.loads(works[ids[0]]["tags"]) == list(TAGS)
    tags = {(row["kind"], row["name"]): row["works"] for row in _rows(shelf, "public_tags")}
    assert tags["tag", "fog, and the river"] == 4


def test_evidence_leads_to_its_claim_and_its_source(shelf: Shelf, ids: list[str]) -> None:
    claims = {row["claim"]: row for row in _rows(shelf, "public_claims")}
    evidence = [row for row in _rows(shelf, "public_evidence") if row["work_id"] == ids[1]]
    sources = {row["work_id"]: row for row in _rows(shelf, "public_sources")}
    assert [row["field"] for row in evidence] == ["title", "creators", "feedback", "label:sender"]
    for row in evidence:
        assert claims[row["claim"]]["field"] == row["field"]
        assert sources[row["work_id"]]["digest"] == row["digest"]
    assert [row["quote"] for row in evidence] == ["The goose, again", "Ada Quill", None, None]
    best = [row["value"] for row in claims.values() if row["field"] == "title" and row["is_best"]]
    assert '"Another"' not in best
    assert len(best) == 4


def test_people_decide_and_have_no_names(shelf: Shelf, ids: list[str]) -> None:
    _do(
        shelf,
        NewChange("claim", (ids[0], "title"), SAID, ids[0]),
        NewChange("tag", ("fandom", "Holmes"), {"canonical": "Holmes"}),
        NewChange("tag", ("fandom", "Sherlock Holmes"), {"canonical": "Holmes"}),
    )
    work = next(row for row in _rows(shelf, "public_works") if row["work_id"] == ids[0])
    assert (work["title"], json.loads(work["fandoms"])) == ("The Hound", ["Holmes"])
    everything = json.dumps([_rows(shelf, name) for name in VIEWS], ensure_ascii=False)
    assert "a person" in everything
    assert [secret for secret in SECRETS if secret in everything] == []


def test_what_is_withdrawn_merged_or_not_for_all_is_in_no_view(
    shelf: Shelf, ids: list[str]
) -> None:
    first, second, third, fourth = ids
    _do(shelf, NewChange("withdrawn", (first,), {"why": "asked", "by": "Ida"}, first))
    _do(shelf, *plan_merge(shelf.library, [second, third], third))
    for name in VIEWS:
        shown = {row["work_id"] for row in _rows(shelf, name) if row.get("work_id")}
        assert shown <= {third, fourth}, name
    put_restriction(shelf.library, "rating", "Explicit", "reader", by="Ida", clock=CLOCK)
    assert {row["work_id"] for row in _rows(shelf, "public_works")} == {third}
    put_restriction(shelf.library, "work", third, "curator", by="Ida", clock=CLOCK)
    assert _rows(shelf, "public_works") == []


@pytest.mark.parametrize("by_name", ["Ada Quill", "someone else"])
def test_who_asked_to_be_left_out_is_in_no_view(shelf: Shelf, by_name: str) -> None:
    wish = {"wish": "leave out", "name": by_name, "note": "", "by": "Ida"}
    _do(shelf, NewChange("permission", ("author", by_name.casefold()), wish))
    assert len(_rows(shelf, "public_works")) == (0 if by_name == "Ada Quill" else 4)


@pytest.mark.parametrize("is_copy", [False, True], ids=["in use", "a copy"])
def test_nothing_private_is_shown_with_the_metadata(shelf: Shelf, *, is_copy: bool) -> None:
    database = str(shelf.library.folder / "library.db")
    datasette = Datasette(
        [] if is_copy else [database],
        immutables=[database] if is_copy else [],
        metadata=build_views_metadata(),
    )
    paths = [
        *(f"/library/{name}{suffix}" for name in PRIVATE for suffix in ("", ".json")),
        "/library.json?sql=select+*+from+person",
        "/library?sql=select+*+from+person",
        "/library",
        "/library.db",
        "/library/public_works.json?_where=exists(select+1+from+person)",
    ]
    answers = _ask(datasette, *paths)
    told = dict(zip(paths, (code for code, _ in answers), strict=True))
    assert {path: code for path, code in told.items() if code < 400} == {}
    everything = "".join(text for _, text in answers)
    assert [secret for secret in SECRETS if secret in everything] == []


def test_the_first_page_leads_to_every_view(shelf: Shelf) -> None:
    database = str(shelf.library.folder / "library.db")
    datasette = Datasette([database], metadata=build_views_metadata())
    ((code, page),) = _ask(datasette, "/")
    assert code == 200
    assert set(re.findall(r'href="(library/\w+)"', page)) == {f"library/{name}" for name in VIEWS}


def test_datasette_opens_a_dataset_of_its_own(shelf: Shelf, ids: list[str], tmp_path: Path) -> None:
    made = tmp_path / "made"
    export_dataset(shelf, ids, made, stay_silent, clock=CLOCK, formats=["sqlite"])
    metadata = json.loads((made / "datasette.json").read_text("utf-8"))
    datasette = Datasette(immutables=[str(made / "dataset.sqlite")], metadata=metadata)
    paths = ["/dataset", "/dataset/works?_facet_array=fandoms", "/dataset/evidence"]
    answers = _ask(datasette, *paths, f"/dataset/works/{ids[0]}.json?_shape=array")
    assert [code for code, _ in answers] == [200] * 4
    (work,) = json.loads(answers[-1][1])
    assert json.loads(work["tags"]) == list(TAGS)
    assert "Words of the body." in answers[1][1]
