"""Laws of checking packs: total, and of one mind with the loader about what is a pack."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from fonds.errors import UserError
from fonds.packs.check import find_faults
from fonds.packs.load import parse_pack
from fonds.packs.template import quote_toml

LOADER_CANNOT_SEE = {
    "characters.given",
    "characters.family_name",
    "characters.aliases",
    "pairings.members",
    "pairings.abbreviations",
}
"""What the loader takes though a name is misread: the check is there to say so."""

NAMES = st.sampled_from(["Ann Hill", "Tom Dale", "Nan", "", "The Moor", "M/F", "A/T", "it's"])
VALUES: st.SearchStrategy[Any] = st.one_of(
    NAMES,
    st.lists(NAMES, max_size=3),
    st.integers(-1, 3),
    st.booleans(),
    st.sampled_from(["female", "man", "fonds.pack/1", "1907", "07"]),
)
PERSON = st.dictionaries(
    st.sampled_from(["name", "gender", "given", "family_name", "aliases", "narrates", "nick"]),
    VALUES,
)
PAIRING = st.dictionaries(st.sampled_from(["members", "abbreviations", "member"]), VALUES)
PACKS = st.fixed_dictionaries(
    {"schema": st.sampled_from(["fonds.pack/1", "fonds.pack/1", "x", 3])},
    optional={
        "fandom": st.one_of(VALUES, st.fixed_dictionaries({"name": NAMES})),
        "characters": st.one_of(VALUES, st.lists(PERSON, max_size=3)),
        "pairings": st.one_of(VALUES, st.lists(PAIRING, max_size=2)),
        "terms": st.one_of(VALUES, st.dictionaries(NAMES, VALUES, max_size=2)),
        "terns": VALUES,
    },
)


@settings(max_examples=150)
@given(PACKS)
def test_what_the_loader_refuses_has_a_fault_and_what_it_takes_only_misread_names(
    data: dict[str, Any],
) -> None:
    toml = "\n".join(f"{quote_toml(key)} = {write_toml(value)}" for key, value in data.items())
    faults = find_faults(toml, "x.toml")
    try:
        parse_pack(toml, "x.toml")
    except UserError:
        assert faults
    else:
        keys = {fault.key for fault in faults}
        assert keys <= LOADER_CANNOT_SEE


@given(st.text(max_size=200))
def test_any_text_is_checked_without_a_mistake(toml: str) -> None:
    for fault in find_faults(toml, "x.toml"):
        assert fault.key
        assert fault.what
        assert fault.todo


def write_toml(value: Any) -> str:
    """Write a value as TOML on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return quote_toml(value)
    if isinstance(value, list):
        return f"[{', '.join(map(write_toml, value))}]"
    parts = (f"{quote_toml(key)} = {write_toml(item)}" for key, item in value.items())
    return "{" + ", ".join(parts) + "}"
