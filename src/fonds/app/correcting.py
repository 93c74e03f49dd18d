"""Correcting: any field of one work or of many, by a person, in one act.

What was read stays beside a correction, and speaks again when the correction is taken away.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal

import msgspec
from msgspec import Struct

from fonds.app.acting import act, act_held, clear_correction, make_correction
from fonds.app.counting import count_words
from fonds.app.field_values import FIELDS, Field, find_field, read_field, say_field, say_shortly
from fonds.app.shelf import Shelf
from fonds.errors import UserError
from fonds.library.acts import Done, NewChange
from fonds.library.claims import claims_of
from fonds.library.corrections import Correction, list_corrections
from fonds.library.entries import get_entry
from fonds.library.opening import Library
from fonds.library.redirects import resolve_work_id
from fonds.library.works import get_edition
from fonds.model.claim import Claim, find_best_claim
from fonds.packs.pack import Pack

Operation = Literal["set", "add", "remove", "clear"]
"""set: let it be this; add, remove: values of a list; clear: take people's word away."""

_SEVERAL = frozenset({"notes", "sequel", "setting"})
"""Fields of which every claim speaks, as long as no person does."""

_LONGEST_WORDS = 120  # characters of a value in the sentence of an act


class Edit(Struct, frozen=True):
    """What is to be done to one field.

    Attributes:
        field: which.
        operation: what.
        value: what is set, or the list that is added or removed; None to clear.
    """

    field: Field
    operation: Operation
    value: Any = None


class Planned(Struct, frozen=True):
    """A work that an edit changes.

    Attributes:
        work_id: its identifier.
        name: its title, or its first words.
        before: what the field holds, in words.
        after: what it will hold, in words.
        change: for an act.
    """

    work_id: str
    name: str
    before: str
    after: str
    change: NewChange


class Read(Struct, frozen=True):
    """What Fonds, or the source, says of a field.

    Attributes:
        words: the value, as it would be typed.
        basis: who says so, in words.
        quote: the words it was read from, or "".
    """

    words: str
    basis: str
    quote: str


class FieldShown(Struct, frozen=True):
    """A field on the form that corrects a work.

    Attributes:
        field: which.
        words: what it holds, as it would be typed.
        correction: what a person said, or None.
        read: what was read, the best first.
    """

    field: Field
    words: str
    correction: Correction | None
    read: tuple[Read, ...]


def read_edit(field: Field, operation: Operation, typed: str, packs: Sequence[Pack] = ()) -> Edit:
    """Read an edit from what a person typed.

    Args:
        field: which.
        operation: what is to be done.
        typed: the value; a list one value a line.
        packs: for the canonical names of fandoms.

    Raises:
        UserError: the words are no value, or the field holds no list.
    """
    if operation == "clear":
        return Edit(field, operation)
    if operation != "set" and field.sort != "list":
        raise UserError(f"{field.label} holds one value: it can be set, not added to")
    value = read_field(field, typed, packs)
    if operation != "set" and not value:
        raise UserError(f"say which values of {field.label} are meant")
    return Edit(field, operation, value)


def plan_edits(
    library: Library,
    work_ids: Iterable[str],
    edits: Sequence[Edit],
    *,
    by: str,
    clock: str,
    why: str = "",
) -> tuple[Planned, ...]:
    """Plan what edits do to works; nothing is changed.

    Args:
        library: open.
        work_ids: n works; redirects are followed, each is changed once.
        edits: e edits, each of another field.
        by: who, as it is to be shown.
        clock: now, ISO UTC.
        why: in their words.

    Returns:
        What changes, work by work; works and fields that say so already are left out.

    Raises:
        UserError: one of the works does not exist.

    Cost: O(n · e) claims read.
    """
    planned: list[Planned] = []
    for work_id in dict.fromkeys(resolve_work_id(library, one) for one in work_ids):
        claims = claims_of(library, work_id)
        for edit in edits:
            one = _plan_one(library, work_id, claims, edit)
            if one is None:
                continue
            before, after = one
            if edit.operation == "clear":
                change = clear_correction(library, work_id, edit.field.name)
            else:
                change = make_correction(
                    library, work_id, edit.field.name, after, by=by, clock=clock, why=why
                )
            said = [say_shortly(edit.field, value) for value in (before, after)]
            planned.append(Planned(work_id, name_work(library, work_id), said[0], said[1], change))
    return tuple(planned)


def _plan_one(
    library: Library, work_id: str, claims: Sequence[Claim], edit: Edit
) -> tuple[Any, Any] | None:
    """What the field holds and is to hold; None when nothing changes."""
    name = edit.field.name
    before = _value_of(library, work_id, claims, name)
    said = [one for one in claims if one.field == name and one.basis == "curated"]
    if edit.operation == "clear":
        rest = [one for one in claims if one.basis != "curated"]
        return (before, _value_of(library, work_id, rest, name)) if said else None
    if edit.operation == "set":
        # A value that was read may be said by a person, too: then it outranks what is read later.
        after = edit.value
        return None if said and same_value(said[0].value, after) else (before, after)
    if edit.operation == "add":
        after = [*(before or ()), *(one for one in edit.value if one not in (before or ()))]
    else:
        gone = {_fold(one) for one in edit.value}
        after = [one for one in before or () if _fold(one) not in gone]
    return None if after == list(before or ()) else (before, after)


def _fold(value: object) -> object:
    return value.casefold() if isinstance(value, str) else str(value)


def same_value(one: object, other: object) -> bool:
    """Tell whether two values say the same: none is none, however it is written."""
    return one == other or (not one and not other and one is not False and other is not False)


def _value_of(library: Library, work_id: str, claims: Sequence[Claim], field: str) -> Any:  # noqa: ANN401 - a JSON value
    mine = [one for one in claims if one.field == field]
    best = find_best_claim(mine, field)
    if field in _SEVERAL and best is not None and best.basis != "curated":
        values: list[Any] = []
        for claim in mine:
            every = claim.value if isinstance(claim.value, list) else [claim.value]
            values += [one for one in every if one and one not in values]
        return values
    if best is None and field == "kind":
        return get_edition(library, work_id).kind
    return None if best is None else best.value


def name_work(library: Library, work_id: str) -> str:
    """Name just this work by its title or its first words; by its identifier when it is gone."""
    try:
        entry = get_entry(library, work_id)
    except UserError:
        entry = None
    if entry is not None and entry.work_id == work_id:
        return entry.title or entry.incipit or work_id
    # A merged one has a title of its own, and no catalogue line.
    best = find_best_claim(claims_of(library, work_id), "title")
    return work_id if best is None or not best.value else str(best.value)


def carry_out(
    shelf: Shelf,
    planned: Sequence[Planned],
    edits: Sequence[Edit],
    *,
    by: str,
    clock: str,
    why: str = "",
) -> Done:
    """Do what `plan_edits` planned, in one act; see `fonds.app.acting.act`."""
    return act(
        shelf,
        (one.change for one in planned),
        kind="set",
        words=describe_edits(planned, edits),
        by=by,
        clock=clock,
        why=why,
    )


def carry_out_held(
    library: Library,
    planned: Sequence[Planned],
    edits: Sequence[Edit],
    *,
    by: str,
    clock: str,
    why: str = "",
) -> Done:
    """Do what `carry_out` does, for a caller who holds the writer's lock."""
    return act_held(
        library,
        (one.change for one in planned),
        kind="set",
        words=describe_edits(planned, edits),
        by=by,
        clock=clock,
        why=why,
    )


def describe_edits(planned: Sequence[Planned], edits: Sequence[Edit]) -> str:
    """Say in a sentence what edits do: "Rating of 3 works: Mature"."""
    changed = {one.change.key[1] for one in planned}
    works = list(dict.fromkeys(one.work_id for one in planned))
    of = f"of “{planned[0].name}”" if len(works) == 1 else f"of {count_words(len(works), 'work')}"
    meant = [edit for edit in edits if edit.field.name in changed]
    if len(meant) != 1:
        return f"{', '.join(edit.field.label for edit in meant)} {of}"
    edit = meant[0]
    value = say_shortly(edit.field, edit.value)
    if len(value) > _LONGEST_WORDS:
        value = value[:_LONGEST_WORDS].rstrip() + "…"
    said = {
        "set": f": {value}",
        "add": f": added {value}",
        "remove": f": removed {value}",
        "clear": ": as it was read",
    }[edit.operation]
    return f"{edit.field.label} {of}{said}"


def show_fields(library: Library, work_id: str) -> tuple[FieldShown, ...]:
    """Show every field of a work that may be corrected, and what was read beside it.

    Args:
        library: open.
        work_id: of a work; redirects are followed.

    Raises:
        UserError: there is no such work.
    """
    work_id = resolve_work_id(library, work_id)
    claims = claims_of(library, work_id)
    said = list_corrections(library, work_id)
    return tuple(
        FieldShown(
            field,
            say_field(field, _value_of(library, work_id, claims, field.name)),
            said.get(field.name),
            _list_read(field, claims),
        )
        for field in FIELDS
    )


def _list_read(field: Field, claims: Sequence[Claim]) -> tuple[Read, ...]:
    mine = [one for one in claims if one.field == field.name and one.basis != "curated"]
    best = find_best_claim(mine, field.name)
    ordered = sorted(mine, key=lambda one: one is not best)
    found: dict[str, Read] = {}
    for one in ordered:
        words = say_field(field, _listed(field, one.value))
        quote = next((evidence.quote for evidence in one.evidence if evidence.quote.strip()), "")
        basis = (
            "the source states this"
            if one.basis == "stated"
            else f"read from the text, {one.confidence * 100:.0f} % sure"
        )
        found.setdefault(words, Read(words, basis, " ".join(quote.split())))
    return tuple(found.values())


def _listed(field: Field, value: Any) -> Any:  # noqa: ANN401 - as above
    wants_list = field.sort == "list" or field.name == "notes"
    return [value] if wants_list and value is not None and not isinstance(value, list) else value


def read_form(
    shown: Sequence[FieldShown], typed: Mapping[str, str], packs: Callable[[], Sequence[Pack]]
) -> tuple[Edit, ...]:
    """Read which fields of the form a person changed.

    Args:
        shown: the fields as they stand.
        typed: what the form holds, by field; fields that it lacks stay.
        packs: gives the fandom packs; called when they are needed.

    Returns:
        One edit for each field that is said otherwise than it stands.

    Raises:
        UserError: the words of one of them are no value.
    """
    edits: list[Edit] = []
    for one in shown:
        words = typed.get(one.field.name)
        if words is None or _flat(words) == _flat(one.words):
            continue
        known = packs() if one.field.name == "fandoms" else ()
        edits.append(read_edit(one.field, "set", words, known))
    return tuple(edits)


def _flat(words: str) -> list[str]:
    return [" ".join(line.split()) for line in words.strip().splitlines()]


def describe_correction(field_name: str, value: Any) -> tuple[str, str]:  # noqa: ANN401 - as above
    """Say the value of a claim's cell: the field's label, and the value in words.

    Args:
        field_name: of the record.
        value: what the cell holds, or None.

    Example:
        >>> describe_correction("title", {"value": "The Moor"})
        ('Title', 'The Moor')
        >>> describe_correction("title", None)
        ('Title', 'as it was read')
    """
    try:
        field = find_field(field_name)
    except UserError:
        field = Field(field_name, field_name)
    if value is None:
        return field.label, "as it was read"
    try:
        return field.label, say_shortly(field, value["value"])
    except (msgspec.ValidationError, KeyError, TypeError, ValueError):
        # A line of the history may be older than the field's form is.
        return field.label, str(value)
