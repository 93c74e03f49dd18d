"""What a site puts around a story is chrome; a story never is."""

import pytest

from fonds.decode.decode import decode_bytes
from fonds.parse.html import read_html

STORY = (
    "<p>The hart came down to the water at dusk, and nobody drew a bow, for nobody in the whole"
    " of the greenwood had seen its like; and Robin, who had, said nothing.</p>"
) * 3
MENU = "<a href=/>Home</a> | <a href=/s>Stories</a> | <a href=/l>Links</a>"


def chrome(markup: str) -> list[tuple[str, str]]:
    blocks = read_html(markup.encode(), decode_bytes).blocks
    return [(block.place, block.text) for block in blocks if block.kind == "chrome"]


FRAMES = [
    (f"<p>{MENU}</p>{STORY}", [("front", "Home | Stories | Links")]),
    (f"{STORY}<p>{MENU}</p>", [("back", "Home | Stories | Links")]),
    (f"<nav>Where to?</nav>{STORY}", [("front", "Where to?")]),
    (f"{STORY}<footer>Kept by the oak.</footer>", [("back", "Kept by the oak.")]),
    (f"{STORY}<div class='page-footer'>Kept.</div>", [("back", "Kept.")]),
    (f"{STORY}<p>You are visitor number 12</p>", [("back", "You are visitor number 12")]),
    (f"{STORY}<p>Copyright 1999</p>", [("back", "Copyright 1999")]),
    (f"{STORY}<p><a href=i>Back to the stories</a></p>", [("back", "Back to the stories")]),
    (f"{STORY}<p>[ <a href=p>Prev</a> | <a href=n>Next</a> ]</p>", [("back", "[ Prev | Next ]")]),
    (f"<div style='display:none'>robin hood</div>{STORY}", [("front", "robin hood")]),
    (f"<body><noscript>Switch it on.</noscript>{STORY}", [("front", "Switch it on.")]),
    (
        f"<table><tr><td><a href=1>One</a><br><a href=2>Two</a><br><a href=3>Three</a></td>"
        f"<td>{STORY}</td></tr></table>",
        [("front", "One\nTwo\nThree")],
    ),
    (
        f"{STORY}{STORY}<div id=comments><p>Tuck said:</p><p>{'More, please. ' * 200}</p></div>",
        [("back", "Tuck said:"), ("back", ("More, please. " * 200).strip())],
    ),
    (
        f"<title>The Oak :: The Hart</title><h1>The Oak</h1><p>Stories</p><p>{MENU}</p>"
        f"<h2>The Hart</h2>{STORY}",
        [("front", "The Oak"), ("front", "Stories"), ("front", "Home | Stories | Links")],
    ),
]

STORIES = [
    STORY,
    "<h1><a href=x>The Hart</a> by <a href=y>Marian</a></h1>" + STORY,
    "<p>by <a href=mailto:m@example.org>Marian</a></p>" + STORY,
    "<p><a href=mailto:m@example.org>Marian Fitz</a></p>" + STORY,
    "<p>Characters: <a href=1>Robin</a>, <a href=2>Marian</a>, <a href=3>Tuck</a></p>" + STORY,
    STORY + "<p>THE END</p>",
    STORY + "<p>Copyright law was unknown in the greenwood.</p>" + STORY,
    f"<div class=navigation>{STORY}</div>",
    "<p><a href=1>Home</a> was a word he had not used for years.</p>" + STORY,
    f"<article class='post related'>{STORY}</article>",
    f"<div style='visibility:hidden' id=page>{STORY}</div>",
]


@pytest.mark.parametrize(("markup", "expected"), FRAMES)
def test_the_frame_of_a_site_is_chrome(markup: str, expected: list[tuple[str, str]]) -> None:
    assert chrome(markup) == expected


@pytest.mark.parametrize("markup", STORIES)
def test_a_story_and_what_it_says_of_itself_is_never_chrome(markup: str) -> None:
    assert chrome(markup) == []


def test_a_page_of_links_alone_keeps_its_words_as_blocks() -> None:
    markup = "<h1>Links</h1><ul>" + "<li><a href=x>A place</a>" * 30 + "</ul>"
    blocks = read_html(markup.encode(), decode_bytes).blocks
    assert sum(block.text == "A place" for block in blocks) == 30


def test_a_rule_between_menu_and_story_belongs_to_the_menu() -> None:
    assert chrome(f"<p>{MENU}</p><hr>{STORY}")[-1] == ("front", "* * *")
