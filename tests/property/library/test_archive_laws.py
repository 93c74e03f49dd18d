"""Laws of the archive: any path becomes a name that unpacks safely, any bytes come back."""

from hypothesis import given
from hypothesis import strategies as st

from fonds.library.codec import make_storable, pack, unpack
from fonds.library.entries import sort_key
from fonds.library.sqlar import (
    MAX_NAME_BYTES,
    MAX_SEGMENT_BYTES,
    find_free_name,
    label_path,
    name_key,
    pack_bytes,
    safe_name,
    unpack_bytes,
)
from fonds.model.problem import Problem
from fonds.search.documents import order_key

ANY_TEXT = st.text(st.characters() | st.characters(categories=["Cs"]) | st.just("\0"))
PATHS = ANY_TEXT | st.lists(
    st.sampled_from(["..", ".", "", "a", "A", "a.txt", "\\", "\0", "é", "e\u0301", "\udce9"])
    | st.text(min_size=200, max_size=400),
    max_size=12,
).map("/".join)


@given(PATHS)
def test_a_name_is_relative_storable_and_leads_nowhere_else(path: str) -> None:
    name = safe_name("accession-0001", path)
    segments = name.split("/")
    assert segments[0] == "accession-0001"
    assert len(segments) >= 2
    assert not {"", ".", ".."} & set(segments)
    assert not any(char in name for char in "\0\\")
    assert len(name.encode("utf-8")) <= MAX_NAME_BYTES
    assert all(len(segment.encode("utf-8")) <= MAX_SEGMENT_BYTES for segment in segments)
    assert safe_name("accession-0001", "/".join(segments[1:])) == name


@given(st.text(st.characters(exclude_characters="\0"), max_size=200))
def test_a_path_that_can_be_written_is_its_own_label(path: str) -> None:
    assert label_path(path) == path


@given(st.lists(PATHS, max_size=12))
def test_names_never_stand_in_each_others_way(paths: list[str]) -> None:
    files: set[str] = set()

    def is_folder(name: str) -> bool:
        return any(one.startswith(f"{name_key(name)}/") for one in files)

    for path in paths:
        name = find_free_name(safe_name("x", path), lambda one: name_key(one) in files, is_folder)
        assert name_key(name) not in files
        files.add(name_key(name))
    assert not any(one.startswith(f"{other}/") for one in files for other in files)


@given(st.binary(max_size=2000) | st.binary(max_size=40).map(lambda data: data * 50))
def test_bytes_come_back_and_never_take_more_room(data: bytes) -> None:
    stored = pack_bytes(data)
    assert unpack_bytes(stored, len(data)) == data
    assert len(stored) <= len(data)


@given(ANY_TEXT, ANY_TEXT)
def test_any_text_becomes_storable_without_changing_length(message: str, quote: str) -> None:
    problem = Problem("a.b", message, quote)
    stored = make_storable(problem)
    assert unpack(pack(stored), Problem, what="x") == stored
    assert (len(stored.message), len(stored.quote)) == (len(message), len(quote))


@given(st.text())
def test_the_library_and_the_index_order_titles_alike(text: str) -> None:
    assert sort_key(text) == order_key(text)
