"""Accuracy, answers: one field of one case held against its gold."""

from collections.abc import Mapping
from typing import Any, Literal

import msgspec
from msgspec import Struct

from fonds.app.accuracy_kinds import CLAIM_FIELDS, name_failure
from fonds.app.accuracy_match import fold_words, give_words, is_same_value
from fonds.model.claim import Claim, find_best_claim
from fonds.model.record import Record
from fonds.model.work import Work

Verdict = Literal["right", "wrong", "missing", "spurious", "silent"]

_LISTS = frozenset({"fandom", "fandoms", "characters", "pairing", "tags", "creators", "author"})


class Answer(Struct, frozen=True):
    """What Fonds says of one field of one case.

    Attributes:
        case: the path of its file.
        field: of the gold.
        verdict: "silent" when nothing is stated and nothing was said.
        kind: of the failure; "" when there is none.
        confidence: of the claim that spoke, or None.
        gold: what is right.
        found: what was said.
        style: of its header, when it was generated.
        part: which of several values of the field is asked for, or "" for all at once.
    """

    case: str
    field: str
    verdict: Verdict
    kind: str = ""
    confidence: float | None = None
    gold: Any = None
    found: Any = None
    style: str = ""
    part: str = ""

    @property
    def text(self) -> str:
        """The case, with the style of its header."""
        return f"{self.case} ({self.style})" if self.style else self.case

    @property
    def name(self) -> str:
        """The case, and what part of it is asked for."""
        return f"{self.text} › {self.part}" if self.part else self.text


def hold_answers(
    case: str, work: Work | None, record: Record | None, gold: Mapping[str, Any], text: str
) -> list[Answer]:
    """Hold a work against its gold.

    Args:
        case: its name.
        work: as read, or None when there is no such work.
        record: of the same work.
        gold: by field; None for what is not stated.
        text: the whole text that was read.

    Returns:
        One answer a field of the gold.

    Cost: O(fields * text).
    """
    held = _Held(work.claims if work is not None else (), record, fold_words(text))
    return [_hold(case, held, field, value) for field, value in gold.items()]


class _Held(Struct, frozen=True):
    """What was said of a case: claims, record, and the words of its text, folded."""

    claims: tuple[Claim, ...]
    record: Record | None
    words: str


def _hold(case: str, held: _Held, field: str, gold: Any) -> Answer:  # noqa: ANN401 - any JSON value
    found = None if held.record is None else find_said(held.record, field)
    if isinstance(found, str) and not found:
        found = None
    best = find_best_claim(held.claims, CLAIM_FIELDS.get(field, (field,))[0])
    confidence = best.confidence if best is not None and found is not None else None
    if gold is None:
        is_stated = best is not None and best.basis != "derived" and found is not None
        stands = field in _LISTS and give_words(found) in held.words
        if not is_stated or stands:
            return Answer(case, field, "silent")
        return Answer(case, field, "spurious", "spurious", confidence, None, found)
    if found is not None and is_same_value(field, gold, found):
        return Answer(case, field, "right", "", confidence, gold, found)
    kind = name_failure(field, gold, found, claims=held.claims, text=held.words)
    verdict: Verdict = "wrong" if found is not None else "missing"
    return Answer(case, field, verdict, kind, confidence, gold, found)


def find_said(record: Record, field: str) -> Any:  # noqa: ANN401 - any JSON value
    """Find what a record says of a field of the sets; None when it says nothing."""
    if field == "author":
        return list(record.creators) or None
    if field == "pairing":
        return list(record.relationships) or None
    if field == "fandom":
        return list(record.fandoms) or None
    if field == "year":
        return record.date
    if field == "notes":
        return " ".join(note.text for note in record.notes) or None
    if field == "first_words":
        return " ".join(record.body[:2000].split()[:12])
    if field == "parts":
        return list(dict.fromkeys(source.path for source in record.sources))
    value = msgspec.to_builtins(getattr(record, field))
    return None if value in ([], ()) else value
