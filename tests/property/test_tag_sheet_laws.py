"""Laws of the tag sheet: whatever a name holds, it comes back as it went."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from fonds.app.tag_sheet import DECISIONS, parse_sheet, write_sheet
from fonds.errors import UserError

NAME = st.text(
    st.one_of(
        st.sampled_from(list(",;\"\n\r\t'=+-@ ")),
        st.characters(codec="utf-8", exclude_characters="\0"),
    ),
    min_size=1,
    max_size=30,
).filter(lambda name: bool(name.strip()))

ROW = st.tuples(st.sampled_from(["synonym", "leave", "broader", ""]), NAME, NAME)


@given(rows=st.lists(ROW, max_size=6))
def test_names_come_back_as_they_went(rows: list[tuple[str, str, str]]) -> None:
    written = write_sheet(
        {"kind": "tag", "name": name, "decision": decision, "canonical": canonical}
        for decision, name, canonical in rows
    )
    found = parse_sheet(written.encode())
    wanted = [
        ("canonical" if decision == "synonym" and name == canonical else decision, name, canonical)
        for decision, name, canonical in rows
        if decision
    ]
    assert [(one.decision, one.name, one.canonical) for one in found] == wanted
    read = list(csv.DictReader(io.StringIO(written, newline="")))
    assert [row["name"] for row in read] == [name for _, name, _ in rows], "any reader reads it"


@given(st.binary(max_size=200))
def test_any_bytes_are_a_sheet_or_a_sentence(data: bytes) -> None:
    try:
        found = parse_sheet(b"kind,name,canonical,decision\n" + data)
    except UserError:
        return
    assert all(one.decision in DECISIONS for one in found)
