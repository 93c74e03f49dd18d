"""Looks: parsed from cookies of every age, and colours that can be read in every theme."""

import re

import pytest

from fonds.web.assets import STATIC_FOLDER
from fonds.web.looks import CHOICES, Looks, find_looks, make_looks, write_looks

TOKENS = (STATIC_FOLDER / "tokens.css").read_text(encoding="utf-8")
OURS = sorted(path.name for path in STATIC_FOLDER.glob("*.css") if path.name != "tokens.css")

_BLOCK = re.compile(r"([^{}]+)\{([^{}]*--paper:[^{}]*)\}")
_TOKEN = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")


def _themes() -> list[tuple[str, dict[str, str]]]:
    return [
        (f"{number}: {selector.strip().splitlines()[-1]}", dict(_TOKEN.findall(body)))
        for number, (selector, body) in enumerate(_BLOCK.findall(TOKENS))
    ]


def _luminance(colour: str) -> float:
    # Source: WCAG 2.2, relative luminance.
    shares = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("name", "tokens"), _themes())
@pytest.mark.parametrize(
    ("front", "ground"),
    [
        *(("ink", "paper"), ("quiet", "paper"), ("accent", "paper"), ("on-accent", "accent")),
        *(("ink", "tint"), ("quiet", "tint"), ("accent", "tint")),
    ],
)
def test_words_can_be_read_in_every_theme(
    name: str, tokens: dict[str, str], front: str, ground: str
) -> None:
    """WCAG 2.2 AA asks for 4.5:1."""
    assert _contrast(tokens[front], tokens[ground]) >= 4.5, name


def test_every_choice_has_its_tokens_or_is_the_usual_one() -> None:
    usual = Looks().words
    styles = TOKENS + (STATIC_FOLDER / "reading.css").read_text("utf-8")
    for name, (_, values) in CHOICES.items():
        for value in values:
            assert value == usual[name] or f'[data-{name}="{value}"]' in styles, (name, value)


@pytest.mark.parametrize("name", OURS)
def test_pages_use_tokens_only_and_only_those_there_are(name: str) -> None:
    css = (STATIC_FOLDER / name).read_text("utf-8")
    assert re.findall(r"#[0-9a-f]{3,8}\b|rgb\(|hsl\(", css) == []
    assert set(re.findall(r"var\(--([a-z-]+)\)", css)) <= set(re.findall(r"--([a-z-]+):", TOKENS))


def test_the_contrast_theme_is_the_strongest() -> None:
    tokens = next(tokens for name, tokens in _themes() if "contrast" in name)
    assert _contrast(tokens["ink"], tokens["paper"]) == pytest.approx(21)


def test_every_token_is_used() -> None:
    used = "".join((STATIC_FOLDER / name).read_text("utf-8") for name in ("tokens.css", *OURS))
    for token in set(re.findall(r"--([a-z-]+):", TOKENS)):
        assert f"var(--{token})" in used, token


@pytest.mark.parametrize(
    ("cookie", "words"),
    [
        ("looks=sepia.large", {"theme": "sepia", "size": "large"}),
        ("looks=night.largest", {"theme": "night", "size": "larger"}),
        (
            "looks=night.largest.easy.wide.loose.justified",
            {"theme": "night", "size": "largest", "face": "easy", "measure": "wide",
             "spacing": "loose", "ends": "justified"},
        ),
        ("looks=night.huge.sans", {"theme": "night", "face": "sans"}),
        ("looks=....", {}),
        ("looks=<b>", {}),
        ("a=1", {}),
        ("looks=" + "sepia." * 50, {"theme": "sepia"}),
    ],
)  # fmt: skip
def test_cookies_of_every_age_are_understood(cookie: str, words: dict[str, str]) -> None:
    assert find_looks(cookie).words == {**Looks().words, **words}


def test_looks_come_back_from_what_was_written() -> None:
    for name, (_, values) in CHOICES.items():
        for value in values:
            looks = make_looks({name: value})
            assert find_looks(f"looks={write_looks(looks)}") == looks


def test_nothing_of_a_cookie_gets_onto_the_page_but_known_words() -> None:
    assert "script" not in find_looks('looks="><script>".large').attributes
