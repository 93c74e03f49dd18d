"""Automated Archive: from ARCHIVE_DB.pl to stories."""

import pytest

from fonds.decode.decode import decode_bytes
from fonds.model.claim import find_best_claim
from fonds.parse import archive_codes as codes
from fonds.parse.automated_archive import EntriesPlan, EntryPlan, plan_entries, read_date
from tests.archive_samples import ARCHIVE_DB, AUTOMATED_FILES

NAMES = [f"site/{name}" for name in AUTOMATED_FILES if not name.endswith(".pl")]


def _plan(data: bytes = ARCHIVE_DB.encode()) -> EntriesPlan:
    return plan_entries(data, "site/ARCHIVE_DB.pl", NAMES, decode_bytes)


def _entry(title: str) -> EntryPlan:
    return next(entry for entry in _plan().entries if entry.title == title)


@pytest.mark.parametrize(
    ("title", "field", "meant"),
    [
        ("The Lamp in the Fog", "label:author", "Fenwick Moor and Polly Plumley"),
        ("The Lamp in the Fog", "rating_stated", "PG-13"),
        ("The Lamp in the Fog", "label:pairing", "Holmes/Watson"),
        ("The Lamp in the Fog", "label:genre", "Drama, Casefile"),
        ("The Lamp in the Fog", "label:warnings", "None"),
        ("The Lamp in the Fog", "date", "2000-02-26"),
        (
            "The Lamp in the Fog",
            "summary",
            "A street isn't where it was; Holmes & Watson look.",
        ),
        ("Tea at Six", "date", "1999-12-25"),
        ("The Hinge", "source_url", "http://oz.example/hinge.html"),
        ("Gone", "date", None),
    ],
)
def test_what_a_record_states_is_said(title: str, field: str, meant: object) -> None:
    best = find_best_claim(_entry(title).claims, field)
    assert (None if best is None else best.value) == meant


def test_the_text_of_a_story_is_found_by_its_location() -> None:
    assert _entry("The Lamp in the Fog").file == "site/archive/1/thelamp.html"
    assert _entry("Tea at Six").file == "site/archive/1/tea.txt"


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("The Lamp in the Fog", []),
        ("The Hinge", [codes.ONLY_LINK]),
        ("Gone", [codes.DATE_ODD, codes.CHAPTER_WITHOUT_FILE]),
    ],
)
def test_what_is_odd_about_a_record_is_said_of_it(title: str, found: list[str]) -> None:
    assert [problem.code for problem in _entry(title).problems] == found


def test_a_record_that_is_broken_is_said() -> None:
    assert [oddity.code for oddity in _plan().oddities] == [codes.ENTRY_UNREADABLE]


def test_a_text_that_no_record_names_is_loose_and_other_pages_are_not() -> None:
    assert _plan().loose == ("site/archive/1/stray.html",)


def test_no_address_is_claimed_or_quoted() -> None:
    spoilt = ARCHIVE_DB.replace("'Ligeia'", "'Ligeia <ligeia@sea.example>'").encode()
    assert "@" not in str([entry.claims for entry in _plan(spoilt).entries])
    assert "Ligeia" in str([entry.claims for entry in _plan(spoilt).entries])


@pytest.mark.parametrize("charset", ["utf-8", "cp1252"])
def test_claims_quote_the_record(charset: str) -> None:
    data = ARCHIVE_DB.replace("Tea at Six", "Thé à six").encode(charset)
    found = 0
    for entry in _plan(data).entries:
        chars = decode_bytes(data[slice(*entry.place)])[0].chars
        for claim in entry.claims:
            for evidence in claim.evidence:
                assert chars[evidence.start : evidence.end] == evidence.quote
                found += evidence.quote == "Thé à six"
    assert found == 1


@pytest.mark.parametrize(
    ("value", "meant"),
    [("1/2/70", "1970-01-02"), ("13/2/70", None), ("2001-02-03", "2001-02-03"), ("", None)],
)
def test_dates_are_american(value: str, meant: str | None) -> None:
    assert read_date(value) == meant
