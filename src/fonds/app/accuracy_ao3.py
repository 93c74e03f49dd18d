"""Accuracy, ao3: stories whose metadata is known, as YAML or put back as informal headers."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from fonds.app.accuracy_answers import Answer
from fonds.app.accuracy_cases import Case, Setting, hold_cases, is_in_half
from fonds.app.header_generator import Facts, choose_styles, generate_header, make_plain

PLACE = "heaps/ao3-works"

_MOST = 12_000
"""Characters of a story under a generated header: headers are measured, not endurance."""

_FEWEST_WORDS = 60
"""Less than this under a header is a link to a film or a picture, not a story."""

_WORDS_A_LINK = 40
_NO_STORIES = frozenset("vid video fanvid fanvids podfic fanart art meta essay playlist".split())

_EMPTY_HEADING = re.compile(
    r"^#{3,5} Chapter (?:Summary|Notes|End Notes)[ \t]*\n++(?!>)", re.MULTILINE
)
"""What an export leaves where a chapter has none; else a quotation follows."""

_OTHER_NAME = re.compile(r" \| [^/&]*(?<! )")
"""The second name of "Ozma | Tip/Dorothy": an archive's way; people gave one."""

_LINK_FIRST = re.compile(r"!?\[")
_CHAPTER_NOTES = re.compile(r"^#{3,5} Chapter (?:Summary|Notes|End Notes)[ \t]*$", re.MULTILINE)
_SET_APART = re.compile(r"\*[^*]{1,500}\*|_[^_]{1,500}_|>[^\n]{0,300}(?:\n>[^\n]{0,300}){0,9}")
_HEADING_MOST = 30
_WORDS = 12


def read_as_yaml(setting: Setting) -> list[Answer]:
    """Read works with their YAML as it is. Cost: that of reading them."""
    cases = []
    for path, head, body in iter_ao3_files(setting):
        gold: dict[str, Any] = {
            "title": str(head["title"]),
            "author": head["author"],
            "rating": head["rating"],
            "summary": _either(head["summary"]),
            "notes": _either(head["notes"]),
            "pairing": head["relationship"] or None,
            "characters": head["characters"] or None,
            "fandom": head["fandom"] or None,
            "tags": head["tags"] or None,
            "date": str(head["date"]),
        }
        if is_ao3_story(head, body):
            gold["first_words"] = list_first_words(make_plain(_EMPTY_HEADING.sub("", body)))
            gold["kind"] = "story"
        cases.append(Case(path.name, path.read_text("utf-8"), "text/markdown", gold))
    return hold_cases(cases, setting)


def read_generated(setting: Setting) -> list[Answer]:
    """Read works whose YAML was put back as informal headers.

    Each work comes in `setting.rounds` styles; seed and file name decide which.

    Cost: rounds times that of reading them.
    """
    cases = []
    for path, head, body in iter_ao3_files(setting):
        facts = make_facts(head, body)
        if not is_ao3_story(head, body) or len(facts.body.split()) < _FEWEST_WORDS:
            continue
        for style in choose_styles(path.name, setting.chance, setting.rounds):
            made = generate_header(facts, name=path.name, seed=setting.chance, style=style)
            gold = {**made.gold, "first_words": list_first_words(facts.body), "kind": "story"}
            cases.append(Case(f"{path.stem}.txt", made.text, "text/plain", gold, style.name))
    return hold_cases(cases, setting)


def make_facts(head: dict[str, Any], body: str) -> Facts:
    """Make what the generator may state of a YAML header and the story under it."""
    # Notes of a later chapter would be notes that no header states.
    plain = make_plain(_CHAPTER_NOTES.split(_EMPTY_HEADING.sub("", body), maxsplit=1)[0])
    end = plain.find("\n\n", _MOST)
    series = head.get("series") or [None]
    return Facts(
        title=str(head["title"]),
        rating=head["rating"],
        body=plain if end < 0 else plain[:end],
        fandoms=tuple(head["fandom"]),
        pairings=tuple(_OTHER_NAME.sub("", pair) for pair in head["relationship"]),
        characters=tuple(_OTHER_NAME.sub("", name) for name in head["characters"]),
        tags=tuple(head["tags"]),
        summary=make_plain(head["summary"] or "") or None,
        notes=make_plain(head["notes"] or "") or None,
        date=str(head["date"]),
        series=series[0],
        series_index=_read_index(head.get("series_weight")),
    )


def list_first_words(body: str) -> list[str]:
    r"""List every right answer to "how does it begin".

    It may begin with a short heading or below it, and with an epigraph or below it: a
    reader who takes what is all emphasis or all quotation for one is not wrong.

    Example:
        >>> list_first_words("Chapter 1\n\nIt rained on the moor.")
        ['Chapter 1 It rained on the moor.', 'It rained on the moor.']
    """
    answers = [" ".join(body.split()[:_WORDS])]
    first, _, rest = body.partition("\n\n")
    while rest and (len(first) <= _HEADING_MOST or _SET_APART.fullmatch(first)):
        answers.append(" ".join(rest.split()[:_WORDS]))
        first, _, rest = rest.partition("\n\n")
    return answers


def iter_ao3_files(setting: Setting) -> Iterator[tuple[Path, dict[str, Any], str]]:
    """Read the works of a half: path, YAML, and the Markdown below it."""
    for path in sorted((setting.shared / PLACE).glob("*.md")):
        if is_in_half(path.name, setting.half):
            text = path.read_text("utf-8").removeprefix("---\n")
            head, _, body = text.partition("\n---\n")
            yield path, yaml.safe_load(head), body.strip()


def is_ao3_story(head: dict[str, Any], body: str) -> bool:
    """Tell whether the body is a story, and no film, picture or list of links with a header."""
    words = len(make_plain(body).split())
    if words < _FEWEST_WORDS or _LINK_FIRST.match(body):
        return False
    tags = {str(tag).casefold() for tag in head["tags"]}
    return body.count("](") * _WORDS_A_LINK < words and not tags & _NO_STORIES


def _either(text: str | None) -> list[str] | None:
    """Markdown as it is typed or as it reads: a header in YAML does not say which it is."""
    return [text, make_plain(text)] if text else None


def _read_index(weight: Any) -> float | None:  # noqa: ANN401 - whatever YAML says
    first = weight[0] if isinstance(weight, list) and weight else weight
    return float(first) if isinstance(first, int | float) else None
