"""Several works in one file, and pieces of a file that are one work."""

import pytest

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


HEADER = "Title: The Lamp\nAuthor: Ann Bell\nRating: G\nChapter: {}/?\n\n"
MORE = (
    '"It is fog," said Watson, and he put his hat upon the bust of Pallas.\n\n'
    "The fog came up the stairs behind him and looked about the room, as a client does, and "
    "chose the chair that was nearest to the fire.\n\n"
    "Holmes passed it the tobacco without a word. It was the ninth that week, and none of them "
    "had paid him yet, nor said what it was that they had lost."
)


def words_of(work: Work, place: str) -> str:
    return " ".join(" ".join(b.text.split()) for b in work.blocks if b.place == place)


def complete_of(work: Work) -> object:
    claim = find_best_claim(work.claims, "complete")
    return None if claim is None else claim.value


@pytest.mark.parametrize("mark", ["TBC...\n\n", "To be continued\n\n", ""])
@pytest.mark.parametrize("last", ["TBC", "THE END"])
def test_a_header_told_again_before_each_chapter_is_no_story(mark: str, last: str) -> None:
    text = f"{HEADER.format(1)}{TALE}\n\n{mark}{HEADER.format(2)}{MORE}\n\n{last}\n"
    (work,) = works_of(text)
    body = words_of(work, "body")
    assert body == f"{TALE.strip()} {' '.join(MORE.split())}"
    assert [chapter.title for chapter in work.chapters] == ["Chapter 1", "Chapter 2"]
    assert complete_of(work) is (last == "THE END")


def test_below_an_open_end_the_next_header_may_leave_out_the_title() -> None:
    again = "Author: Ann Bell\nChapter: 2/?\n\n"
    (work,) = works_of(f"{HEADER.format(1)}{TALE}\n\nTBC\n\n{again}{MORE}\n")
    assert "Author" not in words_of(work, "body")
    assert "none of them had paid him yet" in words_of(work, "body")


@pytest.mark.parametrize("heading", ["", "Chapter 2\n\n"])
@pytest.mark.parametrize("mark", ["TBC", "To be continued...", "THE END"])
def test_an_end_mark_with_more_of_the_story_below_ends_a_part(mark: str, heading: str) -> None:
    (work,) = works_of(f"{HEADER.format(1)}{TALE}\n\n{mark}\n\n{heading}{MORE}\n\nTBC\n")
    assert words_of(work, "body").endswith("nor said what it was that they had lost.")
    assert complete_of(work) is False


def test_what_an_author_says_below_the_end_is_no_story() -> None:
    note = (
        "I wrote this in a railway carriage between two tunnels, and my aunt read every page of "
        "it over my shoulder, and laughed where nothing was funny, and was quiet where it was. "
        "Whoever wants the goose may have it."
    )
    (work,) = works_of(f"{HEADER.format(1)}{TALE}\n\nTHE END\n\n{note}\n")
    assert words_of(work, "body") == TALE.strip()


def test_a_poem_quoted_below_the_end_is_no_story() -> None:
    poem = "\n".join(
        "> The lamp was low, the goose was gone, the fog was at the door," for _ in "abcdef"
    )
    (work,) = works_of(f"{HEADER.format(1)}{TALE}\n\nFIN\n\n{poem}\n> -- Anon., A Ballad\n")
    assert words_of(work, "body") == TALE.strip()
