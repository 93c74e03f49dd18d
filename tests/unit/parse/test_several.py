"""Several works in one file, and pieces of a file that are one work."""

from fonds.decode.decode import decode_bytes
from fonds.model.claim import find_best_claim
from fonds.model.work import Source, Work
from fonds.parse.endings import find_ending
from fonds.parse.formats import read_manuscript
from fonds.parse.works import find_works

TALE = "He went to the moor in the evening, and the lamp was burning in the old house. " * 6


def works_of(text: str) -> tuple[Work, ...]:
    source = Source("heap/a.txt", None, "sha256:" + "0" * 64, len(text), "text/plain", "utf-8")
    return find_works(read_manuscript("text/plain", text.encode(), decode_bytes), source)


def titles_of(works: tuple[Work, ...]) -> list[object]:
    best = [find_best_claim(work.claims, "title") for work in works]
    return [None if claim is None else str(claim.value).title() for claim in best]


def test_titles_behind_end_marks_are_works_where_a_collection_is_announced() -> None:
    tales = "\n\nTHE END\n\n\n\n".join(f"THE {name}\n\n{TALE}" for name in ("LAMP", "GOOSE"))
    assert titles_of(works_of(f"Two tales by Ann Bell\n\n\n{tales}\n\nTHE END\n")) == [
        "The Lamp",
        "The Goose",
    ]


def test_without_it_a_line_behind_the_end_opens_no_work() -> None:
    text = f"The Lamp\nby Ann Bell\n\n{TALE}\n\nTHE END\n\n\n\nTHE GOOSE\n\n{TALE}\n\nTHE END\n"
    assert len(works_of(text)) == 1


def test_parts_under_headers_of_their_own_are_one_work() -> None:
    parts = "\n\n* * *\n\n".join(
        f"Title: The Lamp ({n}/2)\nAuthor: Ann Bell\nRating: G\n\n{TALE}" for n in (1, 2)
    )
    assert len(works_of(parts)) == 1


def test_a_sequel_in_the_same_file_is_a_work_of_its_own() -> None:
    both = "\n\nTHE END\n\n\n".join(
        f"Title: {title}\nAuthor: Ann Bell\n\n{TALE}" for title in ("Fog", "Fog II: The Return")
    )
    assert len(works_of(both)) == 2


def test_the_end_of_a_part_is_no_end() -> None:
    lines = (
        "END OF PART ONE",
        "The End of Chapter 3",
        "THE END",
        "End of story",
        "THE END (for now)",
    )
    assert [find_ending(line) for line in lines] == ["more", "more", "done", "done", "done"]
