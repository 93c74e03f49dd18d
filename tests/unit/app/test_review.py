"""Questions: what is asked, how alike ones become one, and what comes first."""

from collections.abc import Iterable

import msgspec
import pytest

from fonds.app.doubt_rows import pack_doubt, unpack_line
from fonds.app.review import MATTERS, Doubt, Seen, find_doubts, see_work
from fonds.app.review_queue import Question, make_question
from fonds.app.review_values import ASKED
from fonds.library.doubts import DoubtRow, QuestionRow
from fonds.model.claim import Claim, Evidence
from tests.factories import make_claim, make_source, make_work

BODY = ("Holmes said nothing.", "Watson said less, and looked at the fog.", "They went home.")


def _see(number: int, *claims: Claim, body: tuple[str, ...] = BODY, folder: str = "heap") -> Seen:
    known = [make_claim("fandoms", ["Sherlock Holmes"])]
    given = {claim.field for claim in claims}
    if "title" not in given:
        known.append(make_claim("title", f"Fog {number}"))
    if "creators" not in given:
        known.append(make_claim("creators", ["Jane Doe"]))
    work = make_work(body, claims=(*claims, *known), sources=[make_source(f"{folder}/{number}")])
    return msgspec.structs.replace(see_work(work, f"w{number:02}"), sureness=1.0)


def _doubts(*seen: Seen) -> list[Doubt]:
    return [doubt for one in seen for doubt in find_doubts(one)]


def ask(doubts: Iterable[Doubt]) -> tuple[Question, ...]:
    """Make questions as the library counts them: alike doubts are one."""
    groups: dict[tuple[str, str], list[DoubtRow]] = {}
    for row in map(pack_doubt, doubts):
        groups.setdefault((row.field, row.key), []).append(row)
    made = []
    for (field, key), rows in groups.items():
        rows.sort(key=lambda one: one.work_id)
        counted = QuestionRow(field, key, sum(one.weight for one in rows), len(rows))
        works = [one.work_id for one in rows]
        made.append(make_question(counted, works, list(map(unpack_line, rows))))
    return tuple(sorted(made, key=lambda one: (-one.value, one.field, one.key)))


def _mara(number: int) -> Seen:
    return _see(number, make_claim("creators", ["Mara"], confidence=0.55, quote="Mara"))


def test_what_is_sure_is_not_asked() -> None:
    assert find_doubts(_see(1)) == ()


def test_one_answer_settles_all_works_of_one_uncertain_spelling() -> None:
    (question,) = ask(_doubts(*(_mara(number) for number in range(14))))
    assert question.field == "creators"
    assert len(question.works) == 14
    assert question.proposal is not None
    assert question.proposal.value == ["Mara"]
    assert "55 %" in question.why
    assert len(question.names) == 3


def test_two_sure_readings_of_one_field_are_a_question() -> None:
    seen = _see(
        1, make_claim("title", "The Fog"), make_claim("title", "A Ferryman", confidence=0.95)
    )
    (question,) = ask(_doubts(seen))
    assert question.proposal is not None
    assert question.proposal.value == "The Fog"
    assert [one.value for one in question.alternatives] == ["A Ferryman"]


@pytest.mark.parametrize("other", ["THE FOG!", "The Fog, part", "Thé Fog"])
def test_another_spelling_of_the_same_is_none(other: str) -> None:
    seen = _see(1, make_claim("title", "The Fog"), make_claim("title", other, confidence=0.95))
    assert find_doubts(seen) == ()


def test_what_only_we_derived_does_not_contradict_the_author() -> None:
    seen = _see(1, make_claim("title", "The Fog"), make_claim("title", "Moor", "derived"))
    assert find_doubts(seen) == ()


def test_a_person_is_never_asked_twice() -> None:
    claims = _mara(1).claims
    curated = make_claim("creators", ["Somebody Else"], "curated")
    assert find_doubts(_see(1, *claims, curated)) == ()


def test_a_rating_nobody_understands_is_asked_once_for_all_who_used_it() -> None:
    words = ["My mom could read it", "my mom could read it.", "see inside"]
    seen = [_see(n, make_claim("rating_stated", one, quote=one)) for n, one in enumerate(words)]
    first, second = ask(_doubts(*seen))
    assert (len(first.works), len(second.works)) == (2, 1)
    assert first.proposal is None
    assert "Mature" in [one.value for one in first.alternatives]


def test_stories_of_one_folder_without_a_fandom_are_one_question() -> None:
    found = []
    for number, folder in enumerate(["a", "a", "b"]):
        seen = _see(number, folder=folder)
        claims = tuple(one for one in seen.claims if one.field != "fandoms")
        found.append(msgspec.structs.replace(seen, claims=claims))
    assert [len(one.works) for one in ask(_doubts(*found))] == [2, 1]


def test_who_sent_the_mail_is_offered_where_no_author_is_named() -> None:
    seen = _see(1, make_claim("label:sender", "Tom Reed <tr@example.org>"))
    claims = tuple(one for one in seen.claims if one.field != "creators")
    (question,) = ask(_doubts(msgspec.structs.replace(seen, claims=claims)))
    assert question.proposal is not None
    assert question.proposal.value == []
    assert question.alternatives[0].value == ["Tom Reed"]


def test_of_what_is_no_story_only_that_is_asked() -> None:
    work = make_work(("A list.",), kind="not-story")
    seen = msgspec.structs.replace(see_work(work, "w1"), sureness=0.6)
    assert [doubt.field for doubt in find_doubts(seen)] == ["kind"]


def test_a_kind_that_is_not_found_any_more_is_in_doubt() -> None:
    work = make_work((), kind="story")
    assert see_work(work, "w1").sureness == 0.5


def test_what_is_worth_most_comes_first_and_the_order_is_always_the_same() -> None:
    seen = [
        _mara(1),
        _mara(2),
        _see(3, make_claim("title", "Perhaps", confidence=0.4, quote="Perhaps")),
        _see(4, make_claim("date", "1998", confidence=0.4, quote="98")),
    ]
    forward = ask(_doubts(*seen))
    assert [one.field for one in forward] == ["creators", "title", "date"]
    assert ask(_doubts(*reversed(seen))) == forward


def test_an_identifier_tells_what_is_asked_and_not_of_how_many() -> None:
    first = ask(_doubts(_mara(1)))[0].id
    both = ask(_doubts(_mara(1), _mara(2)))[0].id
    other = _see(1, make_claim("creators", ["Clara"], confidence=0.55, quote="Mara"))
    assert first == both
    assert ask(_doubts(other))[0].id != first


def test_a_key_is_short_enough_for_an_address() -> None:
    long = "a very long title " * 40
    seen = [
        _see(number, make_claim("title", long + end, confidence=0.4, quote=long + end))
        for number, end in enumerate(("one", "two", "two"))
    ]
    questions = ask(_doubts(*seen))
    assert [len(one.works) for one in questions] == [2, 1]
    assert all(len(one.key) <= 160 for one in questions)


def test_every_question_points_at_its_words() -> None:
    evidence = Evidence(0, 3, 7, "Mara")
    claim = Claim("creators", ["Mara"], "stated", 0.5, (evidence,), "signature/1")
    (question,) = ask(_doubts(_see(1, claim)))
    assert question.place == evidence
    assert question.proposal is not None
    assert question.proposal.where == "the signature"


def test_all_fields_have_a_weight() -> None:
    assert set(MATTERS) == set(ASKED)
