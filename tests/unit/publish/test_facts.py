"""A record as the lines of a catalogue card."""

import pytest

from fonds.model.record import PartPlace, PointOfView, SeriesPlace, Setting, Song
from fonds.publish.facts import describe_series, format_index, list_facts
from tests.factories import make_claim, make_record, make_work


def test_every_fact_says_who_says_so() -> None:
    work = make_work(
        claims=[
            make_claim("rating", "Mature", "derived", confidence=0.8, quote="blood on the moor"),
            make_claim("fandoms", ["Sherlock Holmes"], "stated", quote="Fandom: Sherlock Holmes"),
            make_claim("date", "1999", "curated"),
        ]
    )
    facts = {fact.field: fact for fact in list_facts(make_record(work))}
    assert facts["rating"].explain() == "Fonds read this from the text (80 % sure)."
    assert facts["rating"].quote == "blood on the moor"
    assert facts["fandoms"].explain() == "The source states this."
    assert facts["date"].explain() == "A person set this."
    assert facts["words"].explain() == "Fonds counted."
    assert [fact.field for fact in facts.values() if fact.is_read] == ["rating"]


def test_what_is_not_known_gives_no_line() -> None:
    record = make_record(make_work(), words=0, tags=["", "\x00", "fog", "fog"])
    assert [(fact.field, fact.values) for fact in list_facts(record)] == [("tags", ("fog",))]


def test_structured_values_are_said_in_words() -> None:
    record = make_record(
        part=PartPlace(2, 7),
        setting=[Setting("Oz", 1, 3, "The Road", "after"), Setting(season=2)],
        song=[Song("Greensleeves"), Song("The Ash Grove", "a choir")],
        pov=PointOfView("first", "Watson"),
        tense="past",
        complete=False,
        rating_stated="hard R",
        suggested_rating="Mature",
    )
    said = {fact.field: fact.values for fact in list_facts(record)}
    assert said["part"] == ("2 of 7",)
    assert said["setting"] == ("after Oz season 1, episode 3 “The Road”", "season 2")
    assert said["song"] == ("Greensleeves", "The Ash Grove (a choir)")
    assert said["pov"] == ("first person, past tense (Watson)",)
    assert said["complete"] == ("not yet",)
    assert said["rating_stated"] == ("hard R",)
    assert said["suggested_rating"] == ("Mature",)


@pytest.mark.parametrize(
    ("index", "text"),
    [
        (1.0, "1"),
        (10.0, "10"),
        (2.5, "2.5"),
        (0.0, ""),
        (-1.0, ""),
        (None, ""),
        (float("nan"), ""),
        (float("inf"), ""),
        (1e-9, "0"),
        (1e300, ""),
    ],
)
def test_a_place_in_a_series_is_a_plain_number(index: float | None, text: str) -> None:
    assert format_index(index) == text


def test_a_series_without_a_place_is_its_title() -> None:
    assert describe_series(SeriesPlace("Nights\n at Home")) == "Nights at Home"
