"""Sketches and families as the library keeps them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fonds.errors import UserError
from fonds.library.editions import (
    Edition,
    Family,
    addresses_of,
    find_family,
    get_packed_draft,
    iter_namings,
    iter_sketches,
    list_addresses,
    list_families,
    list_family_members,
    list_unsketched,
    put_sketches,
    read_drafts_packed,
    remove_sketches,
    replace_families,
    unpack_draft,
)
from fonds.library.opening import Library, close_library
from fonds.library.storage import put_row
from tests.library_factories import correct, make_library

HEAP = {f"{number}.txt": f"Story {number} begins here and goes on.".encode() for number in range(4)}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library, _ = make_library(tmp_path, HEAP)
    yield library
    close_library(library)


def ids(library: Library) -> list[str]:
    return sorted(one for one, _ in list_unsketched(library, "never"))


def make_family(*works: str) -> Family:
    editions = (Edition(one, place, 0.9, f"why {place}") for place, one in enumerate(works))
    return Family(min(works), tuple(editions))


def test_a_story_is_sketched_once_for_each_version(library: Library) -> None:
    wanted = list_unsketched(library, "sketch/1")
    assert len(wanted) == 4
    put_sketches(library, [(one, stage, b"sketch") for one, stage in wanted])
    assert list_unsketched(library, "sketch/1") == ()
    assert len(list_unsketched(library, "sketch/2")) == 4
    assert list(iter_sketches(library)) == [(one, b"sketch") for one in ids(library)]
    remove_sketches(library)
    assert list(iter_sketches(library)) == []


def test_only_those_asked_about_are_listed(library: Library) -> None:
    one = ids(library)[2]
    assert [found for found, _ in list_unsketched(library, "v", among=[one, "w-gone"])] == [one]
    assert list_unsketched(library, "v", among=[]) == ()


def test_what_is_no_story_is_not_sketched(library: Library) -> None:
    one = ids(library)[0]
    correct(library, one, "kind", "not-story")
    assert one not in ids(library)
    assert one not in {naming.work_id for naming in iter_namings(library)}


def test_a_sketch_of_a_work_that_is_gone_is_not_stored(library: Library) -> None:
    put_sketches(library, [("w-gone", "stage", b"x")])
    assert list(iter_sketches(library)) == []


def test_works_are_read_packed_and_unpacked_elsewhere(library: Library) -> None:
    one = ids(library)[0]
    ((found, draft),) = read_drafts_packed(library, [one, "w-gone"])
    assert found == one
    assert unpack_draft(one, draft).blocks[0].text.startswith("Story")
    assert get_packed_draft(library, one) == draft
    with pytest.raises(UserError, match="no work w-gone"):
        get_packed_draft(library, "w-gone")


def test_addresses_are_listed_with_their_works(library: Library) -> None:
    one = ids(library)[1]
    correct(library, one, "source_url", "http://oz.example/s/1/")
    assert list_addresses(library) == ((one, "http://oz.example/s/1/"),)
    assert addresses_of(library, one) == ("http://oz.example/s/1/",)


def test_families_replace_one_another(library: Library) -> None:
    a, b, c, d = ids(library)
    first, second = make_family(b, a), make_family(c, d)
    replace_families(library, [], [first, second])
    assert list_families(library) == (first, second)
    assert list_family_members(library) == {a: (b, a), c: (c, d)}
    third = make_family(a, b, c)
    replace_families(library, [a, c], [third])
    assert list_families(library) == (third,)
    assert find_family(library, b) == third
    assert find_family(library, d) is None
    assert third.best.work_id == a


def test_a_family_of_which_one_has_a_line_left_is_not_shown(library: Library) -> None:
    a, b, *_ = ids(library)
    replace_families(library, [], [make_family(a, b)])
    put_row(library.connection, "DELETE FROM entry WHERE work_id = ?", (b,))
    assert list_families(library) == ()
    assert find_family(library, a) is None
    assert set(list_family_members(library)) == {a}
