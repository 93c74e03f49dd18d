"""Style: colours that can be read, in every theme, and tokens alone on the pages."""

import re

import pytest

from fonds.web.looks import SIZES, THEMES
from fonds.web.pages import STATIC_FOLDER

CSS = (STATIC_FOLDER / "fonds.css").read_text(encoding="utf-8")

_BLOCK = re.compile(r"([^{}]+)\{([^{}]*--paper:[^{}]*)\}")
_TOKEN = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")


def _themes() -> list[tuple[str, dict[str, str]]]:
    return [
        (f"{number}: {selector.strip().splitlines()[-1]}", dict(_TOKEN.findall(body)))
        for number, (selector, body) in enumerate(_BLOCK.findall(CSS))
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
        ("ink", "paper"),
        ("quiet", "paper"),
        ("accent", "paper"),
        ("on-accent", "accent"),
        ("ink", "tint"),
        ("quiet", "tint"),
        ("accent", "tint"),
    ],
)
def test_words_can_be_read_in_every_theme(
    name: str, tokens: dict[str, str], front: str, ground: str
) -> None:
    """WCAG 2.2 AA asks for 4.5:1."""
    if {front, ground} <= tokens.keys():
        assert _contrast(tokens[front], tokens[ground]) >= 4.5
    else:
        assert "print" in name or front == "on-accent"


def test_the_contrast_theme_is_the_strongest() -> None:
    tokens = next(tokens for name, tokens in _themes() if "contrast" in name)
    assert _contrast(tokens["ink"], tokens["paper"]) == pytest.approx(21)


def test_every_theme_and_size_has_its_tokens() -> None:
    for theme in THEMES:
        assert theme == "auto" or f'[data-theme="{theme}"]' in CSS
    for size in SIZES:
        assert size == "normal" or f'[data-size="{size}"]' in CSS


def test_pages_use_tokens_only() -> None:
    outside = _BLOCK.sub("", CSS)
    assert re.findall(r"#[0-9a-f]{3,8}\b", outside) == []


def test_every_token_that_is_used_is_defined() -> None:
    used = set(re.findall(r"var\(--([a-z-]+)\)", CSS))
    defined = set(re.findall(r"--([a-z-]+):", CSS))
    assert used <= defined
    assert defined <= used
