"""Labels."""

import pytest

from fonds.intake.label import Labels, find_printable, find_safe_label


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("oz/tin man.txt", "oz/tin man.txt"),
        ("../../etc/passwd", "_/_/etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("a//b/./c", "a/b/c"),
        ("C:\\FIC\\OZ.TXT", "C_/FIC/OZ.TXT"),
        ("..\\..\\x", "_/_/x"),
        ("te\x00t", "te%00t"),
        ("\x1b[2Jx", "%1B[2Jx"),
        ("", "unnamed"),
        ("/", "unnamed"),
        (".", "unnamed"),
        ("..", "_"),
        ("café", "café"),
        ("http://oz.example/a/../b?x=1", "http://oz.example/a/_/b?x=1"),
        ("HTTP:///oz.example", "http://oz.example"),
        ("\u202etxt.exe", "%E2%80%AEtxt.exe"),
    ],
)
def test_a_name_becomes_a_label_that_leads_nowhere(name: str, label: str) -> None:
    assert find_safe_label(name) == label


def test_names_that_are_no_text_stay_apart() -> None:
    names = ["caf\udce9", "caf\\xE9", "caf\u00e9", "caf\\u00E9", "caf\x85", "caf\udc85"]
    assert len({find_printable(name) for name in names}) == len(names)
    assert all(find_printable(name).isprintable() for name in names)


def test_a_very_long_name_is_cut_and_keeps_its_extension() -> None:
    first, second = (find_safe_label("é" * 500 + end + ".txt") for end in "ab")
    assert first != second
    assert first.endswith(".txt")
    assert len(first.encode()) <= 200


def test_a_very_deep_name_is_cut() -> None:
    assert len(find_safe_label("ab/" * 5000 + "x.txt").encode()) <= 1000


def test_no_label_comes_twice_even_when_somebody_tries() -> None:
    labels = Labels()
    names = ["a.txt", "a.txt", "a~2.txt", "a.txt", "./a.txt", "/a.txt", ".x", ".x", "b", "b"]
    given = [labels.add(name) for name in names]
    assert len(set(given)) == len(names)
    assert given[:2] == ["a.txt", "a~2.txt"]


def test_a_label_is_never_also_a_folder() -> None:
    labels = Labels()
    given = [labels.add(name) for name in ("a", "a/b", "c/d", "c")]
    assert given == ["a", "a~d/b", "c/d", "c~2"]


def test_many_equal_names_are_numbered_quickly() -> None:
    labels = Labels()
    assert len({labels.add("x") for _ in range(20_000)}) == 20_000
