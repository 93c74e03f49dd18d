"""Authors: names that are one person's, from spellings, initials, addresses and editions."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import pytest

from fonds.app.acting import act_held
from fonds.app.authors import (
    PersonProposal,
    plan_pseudonym,
    plan_two_people,
    propose_people,
    read_names,
)
from fonds.app.tags import plan_synonyms
from fonds.errors import UserError
from fonds.library.acts import NewChange
from fonds.library.claims import put_claims
from fonds.library.entries import get_entry, iter_entries, put_entry
from fonds.library.opening import Library, close_library
from fonds.library.storage import put_row
from fonds.library.tags import list_works_below
from fonds.model.claim import Claim, Evidence
from tests.library_factories import CLOCK, make_library

WORKS = (
    ("Ida Quill", "Ida Quill <ida@letters.example>"),
    ("Ida Quill", "Ida Quill <ida@letters.example>"),
    ("I. Quill", ""),
    ("Moonlace", "Moonlace <IDA@letters.example>"),
    ("Tom Reed", "Tom Reed <moonlace@elsewhere.example>"),
    ("Basil Moor", ""),
    ("Somebody Else", ""),
    ("Anonymous", "Anonymous <ida@letters.example>"),
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    heap = {f"{n}.txt": f"Number {n}.".encode() for n in range(len(WORKS))}
    made, _ = make_library(tmp_path, heap)
    ordered = sorted(iter_entries(made), key=lambda one: one.title or "")
    for entry, (author, header) in zip(ordered, WORKS, strict=True):
        put_entry(made, msgspec.structs.replace(entry, creators=(author,)))
        evidence = (Evidence(0, 0, len(header), header),)
        put_claims(
            made,
            entry.work_id,
            [Claim("creators", [author], "stated", 0.9, evidence, "test/1")],
        )
    yield made
    close_library(made)


def decide(library: Library, changes: Sequence[NewChange]) -> None:
    act_held(library, changes, kind="tags", words="test", by="test", clock=CLOCK)


def find(library: Library, one: str, other: str) -> PersonProposal | None:
    found = [
        pair for pair in propose_people(library, ()) if {pair.name, pair.person} == {one, other}
    ]
    assert len(found) <= 1, "a pair is proposed once"
    return found[0] if found else None


def test_initials_are_another_spelling(library: Library) -> None:
    found = find(library, "I. Quill", "Ida Quill")
    assert found is not None
    assert (found.name, found.person, found.relation) == ("I. Quill", "Ida Quill", "spelling")
    assert "initials" in found.why


def test_one_address_tells_of_one_person_and_is_not_shown(library: Library) -> None:
    found = find(library, "Moonlace", "Ida Quill")
    assert found is not None
    assert (found.relation, found.person) == ("pseudonym", "Ida Quill")
    assert found.confidence > 0.8
    assert all("@" not in one.why for one in propose_people(library, ()))


def test_an_address_that_is_anothers_name_is_a_hint(library: Library) -> None:
    found = find(library, "Tom Reed", "Moonlace")
    assert found is not None
    assert (found.relation, found.confidence < 0.8) == ("pseudonym", True)


def test_nobody_is_nobody_else(library: Library) -> None:
    assert find(library, "Anonymous", "Ida Quill") is None
    assert find(library, "Basil Moor", "Somebody Else") is None


def test_the_same_story_under_two_names_is_a_hint(library: Library) -> None:
    (one,) = list_works_below(library, "author", "Basil Moor")
    (other,) = list_works_below(library, "author", "Somebody Else")
    for place, work_id in enumerate((one, other)):
        put_row(
            library.connection,
            "INSERT INTO edition (work_id, family, place, confidence, why) VALUES (?, ?, ?, 1, '')",
            (work_id, one, place),
        )
    found = find(library, "Basil Moor", "Somebody Else")
    assert found is not None
    assert "the same story" in found.why


def test_what_is_linked_or_told_apart_is_proposed_no_more(library: Library) -> None:
    decide(library, plan_pseudonym(library, "Moonlace", "Ida Quill"))
    decide(library, plan_synonyms(library, "author", ["I. Quill"], "Ida Quill"))
    decide(library, plan_two_people("Tom Reed", "Moonlace"))
    assert find(library, "Moonlace", "Ida Quill") is None
    assert find(library, "I. Quill", "Ida Quill") is None
    assert find(library, "Moonlace", "Tom Reed") is None


def test_a_pseudonym_keeps_its_name_and_is_found_under_the_person(library: Library) -> None:
    decide(library, plan_synonyms(library, "author", ["I. Quill"], "Ida Quill"))
    decide(library, plan_pseudonym(library, "Moonlace", "I. Quill"))
    names = read_names(library, "I. Quill")
    assert (names.name, names.spellings, names.pseudonyms) == (
        "Ida Quill",
        ("I. Quill",),
        ("Moonlace",),
    )
    assert read_names(library, "Moonlace").persons == ("Ida Quill",)
    assert len(list_works_below(library, "author", "Ida Quill")) == 4
    (work_id,) = list_works_below(library, "author", "Moonlace")
    entry = get_entry(library, work_id)
    assert (entry.creators, entry.broader) == (("Moonlace",), {"author": ("Ida Quill",)})
    with pytest.raises(UserError, match="one name"):
        plan_pseudonym(library, "I. Quill", "Ida Quill")
    with pytest.raises(UserError, match="narrower already"):
        plan_pseudonym(library, "Ida Quill", "Moonlace")
