"""Explaining a field: which claim speaks, and where its words stand."""

from msgspec import structs

from fonds.app.explaining import explain_field
from fonds.model.claim import Claim, Evidence
from fonds.model.work import Work
from tests.factories import make_work

TEXT = "Title: The Fog\n\nThe fog came up the river, and nobody had asked it to.\n"


def make_told(*claims: Claim, text: str = TEXT) -> Work:
    return structs.replace(make_work(), claims=claims, texts=(text,))


def find_evidence(words: str, text: str = TEXT) -> Evidence:
    start = text.index(words)
    return Evidence(0, start, start + len(words), words)


def test_the_claim_that_speaks_comes_first_and_the_others_are_overruled() -> None:
    told = explain_field(
        make_told(
            Claim("title", "Fog?", "derived", 0.99, (), "x/1"),
            Claim("title", "The Fog", "stated", 0.6, (find_evidence("The Fog"),), "y/1"),
            Claim("title", "A Fog", "curated", 0.5, (), "person"),
            Claim("rating", "Mature", "derived", 0.9, (), "z/1"),
        ),
        "title",
    )
    assert [said.value for said in told.claims] == ["A Fog", "The Fog", "Fog?"]
    assert [said.speaks for said in told.claims] == [True, False, False]
    assert told.value == "A Fog"


def test_claims_whose_values_the_record_joins_are_not_overruled() -> None:
    told = explain_field(
        make_told(
            Claim("song", {"title": "Fogbound"}, "stated", 0.9, (), "x/1"),
            Claim("song", [{"title": "Riverward"}], "stated", 0.8, (), "x/1"),
        ),
        "song",
    )
    assert [said.speaks for said in told.claims] == [True, True]


def test_words_are_shown_in_their_line_with_its_number() -> None:
    claim = Claim("title", "x", "derived", 0.7, (find_evidence("came up"),), "x/1")
    (quoted,) = explain_field(make_told(claim), "title").claims[0].evidence
    assert quoted.line == 3
    assert quoted.before == "The fog "
    assert quoted.quote == "came up"
    assert quoted.after == " the river, and nobody had asked it to."


def test_words_over_several_lines_keep_all_of_them() -> None:
    claim = Claim("title", "x", "stated", 0.7, (find_evidence("Fog\n\nThe fog"),), "x/1")
    (quoted,) = explain_field(make_told(claim), "title").claims[0].evidence
    assert (quoted.line, quoted.before) == (1, "Title: The ")
    assert quoted.after.endswith("asked it to.")


def test_a_long_line_is_cut_at_words_around_the_marks() -> None:
    text = "fog " * 500 + "lantern" + " fog" * 500
    claim = Claim("title", "x", "stated", 0.7, (find_evidence("lantern", text),), "x/1")
    (quoted,) = explain_field(make_told(claim, text=text), "title").claims[0].evidence
    assert quoted.before.startswith("…fog fog")
    assert quoted.after.endswith("fog fog…")
    assert len(quoted.before) + len(quoted.after) < 420


def test_evidence_without_a_text_is_no_mistake() -> None:
    claim = Claim("title", "x", "stated", 0.7, (Evidence(0, 0, 3, "Fog"),), "x/1")
    work = structs.replace(make_told(claim), texts=())
    assert explain_field(work, "title").claims[0].evidence == ()
