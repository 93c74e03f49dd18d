"""Own fields: claims of labels and sentences, each with its place."""

from fonds.describe.own_fields import describe_own_fields
from fonds.model.claim import Claim, Evidence


def _stated(field: str, text: str, by: str = "matter/1") -> Claim:
    return Claim(field, text, "stated", 0.97, (Evidence(0, 100, 100 + len(text), text),), by)


def _found(*claims: Claim) -> dict[str, object]:
    return {claim.field: claim.value for claim in describe_own_fields(claims, ())}


def test_a_label_outranks_a_sentence() -> None:
    note = Claim("notes", {"where": "front", "text": "x"}, "stated", 0.9, (), "ao3-html/1")
    label = _stated("label:feedback", "Yes, please")
    (found,) = describe_own_fields([note, label], ())
    assert (found.value, found.confidence) == ("Yes, please", 0.97)


def test_a_sentence_quotes_its_own_words_of_the_passage() -> None:
    (found,) = describe_own_fields(
        [_stated("disclaimer", "Not mine. Feel free to archive it.")], ()
    )
    assert found.evidence == (Evidence(0, 110, 134, "Feel free to archive it."),)


def test_the_same_passage_under_two_names_is_read_once() -> None:
    text = "A sequel to Fog."
    found = describe_own_fields([_stated("disclaimer", text), _stated("label:facts", text)], ())
    assert [claim.field for claim in found] == ["sequel"]


def test_two_dates_are_told_apart() -> None:
    found = [
        claim.value[0]
        for claim in describe_own_fields(
            [_stated("label:written", "May 1998"), _stated("label:posted", "3 May 2004")], ()
        )
        if claim.field == "dates"
    ]
    assert found == [
        {"event": "written", "date": "1998-05"},
        {"event": "posted", "date": "2004-05-03"},
    ]


def test_the_date_of_a_mail_is_when_it_was_posted() -> None:
    mail = Claim("date", "1998-05-03", "stated", 0.6, (), "mail/1")
    assert _found(mail) == {"dates": [{"event": "posted", "date": "1998-05-03"}]}


def test_notes_of_a_format_are_read_too() -> None:
    value = [{"where": "front", "text": "Written for the Goose Exchange."}]
    notes = Claim("notes", value, "stated", 1.0, (), "ao3-html/1")
    assert _found(notes) == {"challenge": "the Goose Exchange"}


def test_nothing_and_a_newsgroup_scope_are_no_values() -> None:
    assert _found(_stated("label:beta", "none"), _stated("label:archive", "world")) == {}
