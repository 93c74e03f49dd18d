"""Reading a script's own hash without running it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.parse.perl_data import is_perl_archive, read_records


def _fields(chars: str) -> list[tuple[str, dict[str, str]]]:
    return [
        (record.key, {name: field.value for name, field in record.fields.items()})
        for record in read_records(chars)
    ]


@pytest.mark.parametrize(
    "chars",
    [
        "%FILES = (\n\n1 => {\n\tTitle => 'Oz',\n\tRating => 'G',\n},\n\n);\n1;\n",
        "%FILES=(\n'1'=>{'Title'=>'Oz','Rating'=>'G'},\n);",
        '%FILES = (\n "1" => { "Title" => "Oz", Rating => "G" }\n);',
        "# Title => 'No',\n%FILES = (\n1 => {\n# Rating => 'X',\nTitle => 'Oz', Rating => 'G' },);",
        "$FILES{1} = {\n Title => 'Oz',\n Rating => 'G',\n};\n1;",
        "$FILES{1}{Title} = 'Oz';\n$FILES{'1'}->{'Rating'} = 'G';\n",
    ],
)
def test_every_form_gives_the_same_record(chars: str) -> None:
    assert _fields(chars) == [("1", {"title": "Oz", "rating": "G"})]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"'it\'s'", "it's"),
        (r"'a\\b'", "a\\b"),
        (r"'a\nb'", "a\\nb"),
        (r'"a\nb\"c\$d\@e"', 'a\nb"c$d@e'),
        ("'two\nlines, and } => {'", "two\nlines, and } => {"),
        ("12", "12"),
        ("undef", ""),
        ("['one', \"two\"]", "one, two"),
        ("''", ""),
    ],
)
def test_a_value_is_what_the_script_would_have_held(written: str, meant: str) -> None:
    assert _fields(f"%FILES = (\n1 => {{ Title => {written}, Last => 'x' }},\n);") == [
        ("1", {"title": meant, "last": "x"})
    ]


def test_places_are_those_of_the_words() -> None:
    chars = "%FILES = (\n1 => {\n Title => 'Oz',\n},\n);"
    (record,) = read_records(chars)
    field = record.fields["title"]
    assert chars[field.start : field.end] == "Oz"
    assert chars[record.start : record.end] == "1 => {\n Title => 'Oz',\n}"


def test_a_broken_record_costs_no_other() -> None:
    chars = "%FILES = (\n1 => {\n Title => 'never closed,\n},\n2 => {\n Title => 'Oz',\n},\n);"
    records = list(read_records(chars))
    assert (records[0].key, bool(records[0].fault)) == ("1", True)
    assert any(record.fields.get("title") for record in records)


def test_nothing_in_it_is_run() -> None:
    chars = "%FILES = (\n1 => {\n Title => system('rm -rf /'),\n},\n2 => { Title => 'Oz' },\n);"
    records = list(read_records(chars))
    assert records[0].fault
    assert records[1].fields["title"].value == "Oz"


@pytest.mark.parametrize(
    ("head", "is_one"),
    [
        ("#!perl\n%FILES = (\n", True),
        ("$FILES{1} = {", True),
        ("my %files = ();", False),
        ("print 'x';", False),
    ],
)
def test_such_a_file_is_known(head: str, is_one: bool) -> None:
    assert is_perl_archive(head) is is_one


@given(st.text("1ab'\"\\{}()[]=>,;\n #$%FILES", max_size=120))
def test_no_text_is_too_strange(text: str) -> None:
    chars = f"%FILES = (\n1 => {{\n{text}\n}},\n2 => {{ Title => 'Oz' }},\n);"
    for record in read_records(chars):
        assert 0 <= record.start <= record.end <= len(chars)
