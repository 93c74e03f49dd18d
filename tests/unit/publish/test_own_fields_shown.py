"""Fields of their own on a card: said once, and no address shown."""

from fonds.model.record import Credit, Note, RelatedWork, StatedDate
from fonds.publish.card import render_card, render_passages
from fonds.publish.facts import list_facts, list_front_notes
from tests.factories import make_record


def test_a_card_says_the_own_fields() -> None:
    record = make_record(
        dedication="For Bess",
        sequel=(RelatedWork("sequel to", "Dark Stairs"),),
        credits=(Credit("beta", "Bess"),),
        challenge="the Goose Exchange",
        dates=(StatedDate("written", "1998-03"), StatedDate("posted", "2004")),
        date="1998-03",
    )
    facts = {fact.field: fact.values for fact in list_facts(record)}
    assert facts["sequel"] == ("sequel to “Dark Stairs”",)
    assert facts["dedication"] == ("For Bess",)
    assert facts["credits"] == ("beta: Bess",)
    assert facts["challenge"] == ("the Goose Exchange",)
    assert facts["dates"] == ("written 1998-03", "posted 2004")


def test_addresses_in_feedback_and_permission_are_covered() -> None:
    address = "ida@quill.example"
    card = render_card(make_record(feedback=f"To {address}", archive_permission=f"Ask {address}"))
    assert "Feedback" in card
    assert address not in card


def test_a_dedication_that_is_a_note_is_shown_once() -> None:
    notes = (Note("front", "For Bess"), Note("front", "It rains."), Note("back", "Thanks."))
    record = make_record(dedication="For Bess", notes=notes)
    assert list_front_notes(record) == ["It rains."]


def test_a_keepers_note_has_a_heading_of_its_own() -> None:
    assert "Note by a keeper" in render_passages(
        make_record(keeper_notes=("Retyped.",)), heading="h2"
    )
