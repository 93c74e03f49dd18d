"""What every format reader promises, whatever it is given."""

import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from fonds.decode.decode import decode_bytes
from fonds.decode.replay import replay
from fonds.errors import BugError
from fonds.model.manuscript import Manuscript
from fonds.parse.formats import READERS, read_manuscript, render_chars
from tests.format_samples import SAMPLES
from tests.shared_files import find_shared

WORD = re.compile(r"[^\W_]+")
# Inline marks of plain text are words to a machine: "<i>" in a letter from 1995.
MARK = re.compile(r"</?(?:i|em|b|strong|u)>", re.IGNORECASE)
EACH_SAMPLE = pytest.mark.parametrize("name", SAMPLES)


def words(text: str) -> list[str]:
    return WORD.findall(MARK.sub("", text))


def check_laws(manuscript: Manuscript) -> None:
    """Blocks hold every word once and in order; spans and evidence lie where they say."""
    chars = manuscript.text.chars
    assert words(chars) == [w for block in manuscript.blocks for w in words(block.text)]
    end = 0
    for block in manuscript.blocks:
        assert end <= block.start < block.end <= len(chars)
        assert block.text.strip()
        assert words(chars[block.start : block.end]) == words(block.text)
        assert all(0 <= run.start < run.end <= len(block.text) for run in block.runs)
        assert list(block.runs) == sorted(block.runs, key=lambda run: (run.start, -run.end))
        assert (block.kind == "heading") == (block.level > 0)
        end = block.end
    for claim in manuscript.claims:
        for evidence in claim.evidence:
            assert chars[evidence.start : evidence.end] == evidence.quote
    assert "\r" not in chars


def replayed(data: bytes, manuscript: Manuscript) -> str:
    last = manuscript.text.steps[-1] if manuscript.text.steps else None
    if last is not None and last.kind == "render":
        return render_chars(last.name, data, decode_bytes)
    return replay(data, manuscript.text.steps)


@EACH_SAMPLE
def test_every_word_stands_in_one_block(name: str) -> None:
    media_type, data = SAMPLES[name]
    manuscript = read_manuscript(media_type, data, decode_bytes)
    assert manuscript.blocks
    check_laws(manuscript)


@EACH_SAMPLE
def test_the_steps_replay_to_the_characters(name: str) -> None:
    media_type, data = SAMPLES[name]
    manuscript = read_manuscript(media_type, data, decode_bytes)
    assert replayed(data, manuscript) == manuscript.text.chars


@EACH_SAMPLE
def test_the_same_bytes_give_the_same_manuscript(name: str) -> None:
    media_type, data = SAMPLES[name]
    first = read_manuscript(media_type, data, decode_bytes)
    assert read_manuscript(media_type, data, decode_bytes) == first


@EACH_SAMPLE
def test_the_story_is_read_in_every_format(name: str) -> None:
    media_type, data = SAMPLES[name]
    chars = read_manuscript(media_type, data, decode_bytes).text.chars
    assert re.search(r"Holmes lit the _?lamp|caf[eé]|Two lines", chars)


@EACH_SAMPLE
def test_a_file_cut_short_or_damaged_gives_a_manuscript(name: str) -> None:
    media_type, data = SAMPLES[name]
    for cut in range(0, len(data), max(1, len(data) // 23)):
        check_laws(read_manuscript(media_type, data[:cut], decode_bytes))
        flipped = data[:cut] + bytes([data[cut] ^ 0x21]) + data[cut + 1 :]
        check_laws(read_manuscript(media_type, flipped, decode_bytes))


@pytest.mark.parametrize("media_type", READERS)
@EACH_SAMPLE
def test_a_file_of_another_format_gives_a_manuscript(media_type: str, name: str) -> None:
    check_laws(read_manuscript(media_type, SAMPLES[name][1], decode_bytes))


@pytest.mark.parametrize("media_type", READERS)
def test_no_bytes_are_an_empty_file_to_every_reader(media_type: str) -> None:
    manuscript = read_manuscript(media_type, b"", decode_bytes)
    assert (manuscript.blocks, manuscript.text.chars) == ((), "")
    assert [problem.code for problem in manuscript.problems] == ["parse.empty"]


@pytest.mark.parametrize("data", [b" \n\t\n", b"<p></p>"])
def test_a_file_without_words_says_so(data: bytes) -> None:
    manuscript = read_manuscript("text/html", data, decode_bytes)
    assert "parse.no-text" in [problem.code for problem in manuscript.problems]


@pytest.mark.parametrize(
    "media_type",
    ["application/pdf", "application/x-mobipocket-ebook", "application/msword", "image/gif", ""],
)
def test_a_type_without_a_reader_is_kept_and_reported(media_type: str) -> None:
    manuscript = read_manuscript(media_type, b"BOOKMOBI", decode_bytes)
    assert manuscript.blocks == ()
    assert [problem.code for problem in manuscript.problems] == ["parse.not-yet-readable"]


def test_a_render_step_of_another_house_is_our_mistake() -> None:
    with pytest.raises(BugError, match="poster/9"):
        render_chars("poster/9", b"", decode_bytes)


def shown_words(markup: str) -> list[str]:
    """The words of a page by another road: the parser's own text, tags it hides taken out."""
    tree = LexborHTMLParser(markup)
    hidden = ["script", "style", "template", "iframe", "noembed", "noframes", "title", "svg"]
    tree.strip_tags(hidden, recursive=True)
    body = tree.body
    return [] if body is None else WORD.findall(body.text(separator="\x00"))


def test_hostile_trees_keep_every_word_that_a_browser_shows() -> None:
    folder = find_shared("hostile/html5lib")
    count = 0
    for path in sorted(folder.glob("*.dat")):
        for case in path.read_bytes().split(b"#data\n")[1:]:
            data = case.partition(b"\n#errors")[0]
            manuscript = read_manuscript("text/html", data, decode_bytes)
            check_laws(manuscript)
            markup = decode_bytes(data)[0].chars
            seen = "".join(WORD.findall(manuscript.text.chars))
            shown = shown_words(markup)
            if "<noframes" not in markup and "svg" not in markup and "template" not in markup:
                assert seen == "".join(shown), data
            count += 1
    print(f"{count} trees of html5lib")
    assert count > 1000


def test_hostile_markup_gives_manuscripts_and_never_exceptions() -> None:
    lines = find_shared("hostile/markup-payloads.txt").read_bytes().split(b"\n")
    for line in lines:
        check_laws(read_manuscript("text/html", line, decode_bytes))
    check_laws(read_manuscript("text/html", b"\n".join(lines), decode_bytes))
    print(f"{len(lines)} lines of hostile markup")


@pytest.mark.parametrize(
    "media_type", [kind for kind in READERS if "+zip" in kind or "vnd" in kind]
)
def test_odd_archives_give_manuscripts_and_never_exceptions(media_type: str) -> None:
    paths: list[Path] = sorted(find_shared("hostile/zips").iterdir())
    for path in paths:
        check_laws(read_manuscript(media_type, path.read_bytes(), decode_bytes))
    print(f"{len(paths)} odd archives")
