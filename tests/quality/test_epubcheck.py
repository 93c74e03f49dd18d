"""epubcheck finds no error and no warning in any book we make; one Java machine for all."""

import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from fonds.model.block import Block
from fonds.model.work import Work
from fonds.publish.epub import build_epub
from tests.epubcheck_runner import check_alone, check_books, list_faults, require_java
from tests.factories import make_block, make_record, make_source, make_work
from tests.publish_strategies import works

pytestmark = pytest.mark.epubcheck

MODIFIED = "2024-01-02T03:04:05Z"
HOSTILE = 40
TITLES = [
    "Fog",
    "",
    "\x00\x01\ud800\ufffe",
    "<script>alert(1)</script> & “quotes” \"'",
    "漢字とかな",
    "\u202eright to left\u202c עברית العربية",
    "e\u0301" * 50,
    "W" * 2000,
    "The fog over Baker Street " * 80,
    "\U0001f600\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "]]> <![CDATA[ <!-- -->",
    "a\nb\tc\x85d\u2028e",
]


def write_book(folder: Path, name: str, work: Work) -> Path:
    path = folder / f"{name}.epub"
    path.write_bytes(build_epub(work, make_record(work), name, modified=MODIFIED))
    return path


def draw_works(count: int) -> list[Work]:
    """Draw works, the same on every machine; the largest of those drawn."""
    drawn: list[Work] = []

    @seed(221)
    @settings(
        max_examples=count * 3,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(works())
    def collect(work: Work) -> None:
        drawn.append(work)

    collect()
    return sorted(drawn, key=lambda work: sum(len(block.text) for block in work.blocks))[-count:]


def every_kind() -> Work:
    body: list[str | Block] = [
        make_block("The Fog", "heading", level=2),
        make_block("It was grey and very wet.", runs=[(0, 8, "italic"), (4, 12, "bold")]),
        make_block("x2 y3 code", runs=[(1, 2, "super"), (4, 5, "sub"), (6, 10, "code")]),
        make_block("a b c d", runs=[(0, 1, "underline"), (2, 3, "strike"), (4, 7, "small")]),
        make_block("Who is there?", runs=[(0, 13, "thought")]),
        make_block("* * *", "break"),
        make_block("oOo", "break"),
        make_block("O fog\n  O smoke\n\nO rain", "verse"),
        make_block("Dear Watson,\nCome at once.", "letter"),
        make_block("Watson: yes\nHolmes: no", "chat"),
        make_block("A note.", "note"),
        make_block("A quotation.", "quote"),
        make_block("Tea", "item"),
        make_block("Toast", "item"),
        make_block("Home | Help", "chrome"),
        make_block("The Docks", "heading", level=4),
        "It was wet.",
    ]
    return make_work(
        body,
        front=["Title: Fog", make_block("Pairing: none", "item")],
        back=["THE END"],
        chapters=True,
        sources=[make_source(), make_source("b/fog two.txt", member="in side.txt", encoding=None)],
        stated={
            "title": "Fog",
            "creators": ["John H. Watson", "John H. Watson", "moor_walker"],
            "language": "en-GB",
            "date": "1999-12",
            "summary": "Grey.\n\nWet.",
            "epigraph": "O fog\nO smoke",
            "disclaimer": "Not ours.",
            "source_url": "https://example.org/a/b?c=d&e=%20f#g",
            "series": {"title": "Nights", "index": 2.5},
            "notes": [{"where": "front", "text": "Hello."}],
        },
        derived={"rating": "Mature", "characters": ["John Watson"], "fandoms": ["Oz", "Oz"]},
    )


def test_no_book_has_an_error_or_a_warning(tmp_path: Path) -> None:
    require_java()
    books = [write_book(tmp_path, "every-kind", every_kind())]
    books.append(write_book(tmp_path, "nothing", make_work([])))
    for i, title in enumerate(TITLES):
        work = make_work(stated={"title": title, "creators": [title, title[:9]], "tags": [title]})
        books.append(write_book(tmp_path, f"title-{i}", work))
    drawn = draw_works(HOSTILE)
    assert len(drawn) == HOSTILE
    books += [write_book(tmp_path, f"hostile-{i}", work) for i, work in enumerate(drawn)]
    broken = _break(books[0], tmp_path / "broken.epub")
    answer = check_books([*books, broken])
    found = sorted((message.severity, message.code) for message in answer.pop(broken))
    assert ("ERROR", "RSC-005") in found
    assert sorted((m.severity, m.code) for m in check_alone(broken)) == found
    print(f"{len(answer)} books checked by epubcheck in one Java machine")
    assert list_faults(answer) == []


def _break(book: Path, path: Path) -> Path:
    """Copy a book and spoil one page of it, to see that the checker looks at all."""
    with zipfile.ZipFile(book) as whole, zipfile.ZipFile(path, "w") as spoilt:
        for entry in whole.infolist():
            data = whole.read(entry)
            if entry.filename.endswith("colophon.xhtml"):
                data = data.replace(b"<h1>", b"<h1 onclick='x' bad='y'>")
            spoilt.writestr(entry, data)
    return path


def test_the_runner_notices_a_missing_book(tmp_path: Path) -> None:
    require_java()
    answer = check_books([tmp_path / "none.epub"])
    assert list_faults(answer) != []
