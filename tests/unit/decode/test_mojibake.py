"""Mojibake: what is mended, and what must be left alone."""

import time

import pytest

from fonds.decode.mojibake import apply_repairs, find_repairs
from fonds.errors import SpanError
from fonds.model.text import Step

ORIGINALS = (
    "“Où est Zoé?” — naïve…",
    "She said ‘no’ to the café.",
    "Straße, Ærø, Señor",
    "The £5 note",
    "Дороти и Тотошка",
    "ὦ ξεῖν’",
    "ホームズ",
    "🙂 smile",
)


@pytest.mark.parametrize("original", ORIGINALS)
@pytest.mark.parametrize("codec", ["sloppy-windows-1252", "latin-1"])
def test_utf8_read_in_a_western_charset_is_mended(original: str, codec: str) -> None:
    broken = f"It was so: {original.encode().decode(codec)} and more."
    assert apply_repairs(broken, find_repairs(broken)) == f"It was so: {original} and more."


@pytest.mark.parametrize("original", ORIGINALS[:2])
@pytest.mark.parametrize("codec", ["mac_roman", "cp437"])
def test_utf8_read_on_a_mac_or_under_dos_is_mended(original: str, codec: str) -> None:
    broken = f"It was so: {original.encode().decode(codec)} and more."
    assert apply_repairs(broken, find_repairs(broken)) == f"It was so: {original} and more."


def test_mojibake_of_mojibake_is_mended() -> None:
    twice = "café’s".encode().decode("cp1252").encode().decode("cp1252")
    assert apply_repairs(twice, find_repairs(twice)) == "café’s"


@pytest.mark.parametrize(
    "sound",
    [
        "plain ASCII -- with 'quotes'",
        "NÃO, disse São João; não há maçã.",
        "“So,” he said… ‘Zoé—’ «Où?» Ærø, Ångström, crème brûlée, à la carte",
        "ﬁne ligatures, ＷＩＤＥ letters, x² + y² ≠ √2, &eacute; &#233;",
        "╔══╗ ║ ║ ░▒▓█ ─┬─ ├─┤",
        "Γ is a letter; Δ too. ΓΔ",
        "\u202eright to left\u202c \u200bno width",
        "\x1b[31mred\x1b[0m \x07",
        "ДВОРЕЦ, В ВОДЕ",
    ],
)
def test_sound_text_is_left_alone(sound: str) -> None:
    assert find_repairs(sound) == ()


def test_spans_are_small_and_come_last_first() -> None:
    chars = "one â€” two\nthree cafÃ© four"
    repairs = find_repairs(chars)
    assert [chars[step.start : step.end] for step in repairs] == ["Ã©", "â€”"]


def test_a_repair_never_brings_a_line_end() -> None:
    chars = "wait Â\x85 what â€¨ now"  # would become NEL and LINE SEPARATOR
    assert not any(set(step.value) & set("\x85\u2028\r\n") for step in find_repairs(chars))


@pytest.mark.parametrize("spans", [((0, 9),), ((2, 1),), ((0, 2), (1, 3))])
def test_a_span_that_does_not_fit_is_our_mistake(spans: tuple[tuple[int, int], ...]) -> None:
    steps = [Step("repair", "mojibake", start, end, "x") for start, end in spans]
    with pytest.raises(SpanError):
        apply_repairs("four", steps)


def test_a_long_line_of_mojibake_takes_linear_time() -> None:
    started = time.thread_time()
    repairs = find_repairs("cafÃ© Ã \u0080 â€" * 20_000)
    assert repairs
    assert time.thread_time() - started < 5
