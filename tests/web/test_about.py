"""What the text itself tells of a work, on its page."""

import html
import re
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from fonds.model.claim import Claim
from fonds.web.server import create_app
from tests.web.client import Client
from tests.web.heaps import LAMP, LETTERS, NAMELESS, make_library_folder
from tests.web.telling import derive, person, place, read_body, tell

SPOKEN = 'to the docks," said Holmes'


def _show(folder: Path, text: str, *claims: Claim) -> str:
    works = make_library_folder(folder, {"story.txt": text.encode()})
    tell(folder, works["story.txt"], *claims)
    return Client(create_app(folder)).ask(f"/works/{works['story.txt']}").text


def _row(page: str, field: str) -> str:
    found = re.search(rf'<div class="row" id="{field}">(.*?)\n</dd>\n</div>', page, re.DOTALL)
    assert found is not None, field
    return found[1]


def _plain(markup: str) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup))).strip()


class _Shown(HTMLParser):
    """Collects what is shown unasked: all that is in no `<details>` but in its summary."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("details", "summary"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("details", "summary"):
            self._open.remove(tag)

    def handle_data(self, data: str) -> None:
        if "details" not in self._open or "summary" in self._open:
            self.words.append(data)


def _shown(page: str) -> str:
    parser = _Shown()
    parser.feed(page)
    return " ".join(" ".join(parser.words).split())


def test_people_are_told_by_how_they_are_there(tmp_path: Path) -> None:
    page = _show(
        tmp_path,
        LAMP,
        derive(
            "people",
            [
                person("John Watson", "narrator", known=True, mentions=4, names=["Watson"]),
                person("Sherlock Holmes", known=True, mentions=1),
                person("Ada Gale"),
                person(None, gender="female"),
                person("Irene Adler", "mentioned", known=True),
            ],
            0.99,
        ),
        derive("characters", ["John Watson", "Sherlock Holmes", "Ada Gale"], 0.99),
    )
    row = _row(page, "people")
    said = _plain(row)
    assert "Tells it John Watson There Sherlock Holmes , Ada Gale , a woman whom the story" in said
    assert "calls only “she” Only spoken of Irene Adler" in said
    assert "John Watson: named 4 times, as Watson" in said
    assert "Sherlock Holmes: named once" in said
    assert "Ada Gale: named once, nobody of the canon that Fonds knows" in said
    assert "(sure, 99 %)" in said
    assert '<a class="derived" href="/?character=Sherlock+Holmes">' in row
    assert "character=Irene" not in row
    # The list of people is the list of characters; the shelf's link still finds it.
    assert 'id="characters"' in row
    assert "<dt>Characters</dt>" not in page


def test_stated_characters_keep_their_line_beside_the_people_of_the_text(tmp_path: Path) -> None:
    text = LAMP.replace("Rating:", "Characters: Sherlock Holmes\nRating:")
    page = _show(tmp_path, text, derive("people", [person("Mrs. Hudson")], 0.99))
    assert "<dt>Characters</dt>" in page
    assert page.count('id="characters"') == 1
    assert "Mrs. Hudson" in _row(page, "people")


def test_a_crowd_is_folded_behind_its_first_dozen(tmp_path: Path) -> None:
    crowd = [person(f"Outlaw {number}") for number in range(30)]
    row = _row(_show(tmp_path, LAMP, derive("people", crowd, 0.99)), "people")
    assert "<summary>18 more</summary>" in row
    assert "Outlaw 13" not in _shown(row)


def test_how_a_story_is_told_stands_in_one_line(tmp_path: Path) -> None:
    page = _show(
        tmp_path,
        LAMP,
        derive("pov", {"person": "first", "narrator": "John Watson"}, 0.99),
        derive("tense", "past", 0.99),
    )
    assert "in the first person, past tense, by John Watson" in _row(page, "pov")


def _scenes(body: str, *whose: str | None) -> Claim:
    """Scenes of one paragraph each."""
    spans, at = [], 0
    for paragraph, name in zip(body.split("\n\n"), whose, strict=False):
        told = {"point_of_view": name, "person": "third", "tense": "past"}
        spans.append({"start": at, "end": at + len(paragraph), **told})
        at += len(paragraph) + 2
    return derive("scene_list", spans, 0.99)


@pytest.mark.parametrize("text", [LETTERS, LAMP, NAMELESS])
def test_every_scene_leads_to_its_first_words(tmp_path: Path, text: str) -> None:
    works = make_library_folder(tmp_path, {"story.txt": text.encode()})
    work_id = works["story.txt"]
    body = read_body(tmp_path, work_id)
    whose = ["Mina Murray", "Lucy Westenra", None, "Mina Murray", "Mina Murray", "Lucy Westenra"]
    tell(tmp_path, work_id, _scenes(body, *whose))
    client = Client(create_app(tmp_path))
    row = _row(client.ask(f"/works/{work_id}").text, "scene_list")
    urls = re.findall(r'<li><a href="([^"]+)#(scene-(\d+))">', row)
    count = min(len(whose), len(body.split("\n\n")))
    assert [int(one[2]) for one in urls] == list(range(1, count + 1))
    for (url, anchor, _), paragraph in zip(urls, body.split("\n\n"), strict=False):
        page = client.ask(url).text
        found = re.search(rf'<(\w+)[^>]* id="{anchor}">(.*?)</\1>', page, re.DOTALL)
        assert found is not None, url
        assert _plain(found[2]).split()[:4] == paragraph.split()[:4]
        assert page.count(f'id="{anchor}"') == 1
        assert 'id="block-' not in page


def test_a_scene_whose_first_words_were_mended_is_found_all_the_same(tmp_path: Path) -> None:
    works = make_library_folder(tmp_path, {"story.txt": NAMELESS.encode()})
    body = read_body(tmp_path, works["story.txt"])
    second = body.index("\n\n") + 2
    space = body.index(" ", second)
    broken = {"kind": "missing break", "start": space, "end": space + 1, "before": " "}
    tell(
        tmp_path,
        works["story.txt"],
        _scenes(body, "Alice", "Cheshire Cat"),
        derive("repairs", [{**broken, "after": "\n\n"}], 0.99),
    )
    page = Client(create_app(tmp_path)).ask(f"/works/{works['story.txt']}/read").text
    assert re.search(r'<p id="scene-2">(.*?)</p>', page, re.DOTALL) is not None
    assert page.count('id="scene-2"') == 1


def test_scenes_are_drawn_by_whose_they_are(tmp_path: Path) -> None:
    works = make_library_folder(tmp_path, {"story.txt": LETTERS.encode()})
    body = read_body(tmp_path, works["story.txt"])
    tell(tmp_path, works["story.txt"], _scenes(body, "Mina Murray", "Lucy Westenra", None))
    page = Client(create_app(tmp_path)).ask(f"/works/{works['story.txt']}").text
    row = _row(page, "scene_list")
    lanes = re.findall(r'<svg class="lane" role="group" aria-label="([^"]+)"', row)
    assert sorted(lanes) == [
        "Lucy Westenra: 1 scene",
        "Mina Murray: 1 scene",
        "No one’s in particular: 1 scene",
    ]
    assert 'aria-label="Scene 2: Lucy Westenra"' in row
    first = len(body.split("\n\n")[0].split())
    assert f"Mina Murray third person, past, {first} words" in _plain(row)


def _quote(text: str) -> tuple[int, int]:
    start = text.index(SPOKEN)
    return start, start + len(SPOKEN)


@pytest.mark.parametrize(
    ("suggested", "compared"),
    [
        ("Explicit", "Much above what is stated: General Audiences."),
        ("Teen And Up Audiences", "Above what is stated: General Audiences."),
        ("General Audiences", "As is stated."),
    ],
)
def test_the_rating_of_the_text_stands_beside_the_stated_one(
    tmp_path: Path, suggested: str, compared: str
) -> None:
    text = LAMP.replace("Rating: PG", "Rating: G")
    claim = derive("suggested_rating", suggested, 0.99, [_quote(text)], text=text)
    page = _show(tmp_path, text, claim)
    assert "General Audiences" in _row(page, "rating")
    row = _row(page, "suggested_rating")
    assert re.search(f'<span class="derived" title="[^"]+">{suggested}</span>', row)
    assert compared in _plain(row)
    assert "Show the passages that carry it" in row
    assert page.index('id="rating"') < page.index('id="suggested_rating"')
    # The passages are there for whoever asks, and for nobody else.
    assert f"<mark>{html.escape(SPOKEN).replace('&quot;', '&#34;')}</mark>" in row
    assert SPOKEN not in _shown(page)
    assert "See it in the original" in row


def test_suggested_warnings_are_ranked_and_their_passages_folded(tmp_path: Path) -> None:
    text = NAMELESS
    start = text.index("The Hatter has gone")
    places = [(start, start + 19)]
    page = _show(
        tmp_path,
        text,
        derive(
            "suggested_warnings",
            {"warning": "Major Character Death", "confidence": 0.3},
            places=places,
            text=text,
        ),
        derive(
            "suggested_warnings",
            {"warning": "Graphic Depictions Of Violence", "confidence": 0.55},
            places=places,
            text=text,
        ),
    )
    row = _row(page, "suggested_warnings")
    said = _plain(row)
    assert said.index("Violence") < said.index("A guess, 55 %.") < said.index("Character Death")
    assert row.count("<mark>The Hatter has gone</mark>") == 2
    assert "<mark>" not in re.sub(r"<details.*?</details>", "", row, flags=re.DOTALL)


def test_repairs_are_counted_and_shown_before_and_after(tmp_path: Path) -> None:
    works = make_library_folder(tmp_path, {"story.txt": NAMELESS.encode()})
    body = read_body(tmp_path, works["story.txt"])
    dash, space = body.index("sitting on"), body.index("counting. ") if "counting. " in body else 30
    value = [
        {
            "kind": "lost dash",
            "start": dash,
            "end": dash + 7,
            "before": "sitting",
            "after": "sit—g",
        },
        {"kind": "doubled space", "start": space, "end": space + 2, "before": "  ", "after": " "},
        {"kind": "lost dash", "start": 0, "end": 5, "before": "Alice", "after": "Al—ce"},
    ]
    tell(tmp_path, works["story.txt"], derive("repairs", value, 0.99))
    page = Client(create_app(tmp_path)).ask(f"/works/{works['story.txt']}").text
    row = _row(page, "repairs")
    assert "2 lost dashes, 1 doubled space" in _plain(row)
    assert "<del>sitting</del>" in row
    assert "<ins>sit—g</ins>" in row
    assert "<del>␣␣</del>" in row
    assert "sit—g" not in _shown(page)
    assert "the original stays as it is" in row


@pytest.mark.parametrize(
    ("ease", "said"),
    [
        (95.0, "a minute; very easy (95 of 100)"),
        (61.2, "a minute; plain (61 of 100)"),
        (-7.0, "a minute; very difficult (0 of 100)"),
        (None, "a minute"),
    ],
)
def test_reading_time_and_ease_are_counted(tmp_path: Path, ease: float | None, said: str) -> None:
    claims = [derive("reading_ease", ease, basis="stated")] if ease is not None else []
    row = _row(_show(tmp_path, LAMP, *claims), "reading_ease")
    assert said in _plain(row)
    assert "derived" not in row
    assert ease is None or "Flesch" in row


_ABSENT = ("setting", "suggested_rating", "suggested_warnings", "repairs")


def test_what_is_not_known_has_no_line(tmp_path: Path) -> None:
    text = "Title: A List\nAuthor: Ada Moor\n\n1. Tea\n2. Salt\n"
    page = _show(tmp_path, text)
    for field in (*_ABSENT, "people", "pov", "scene_list"):
        assert f'id="{field}"' not in page
    assert "None" not in _plain(page)


def _crowded() -> Sequence[Claim]:
    name = "Somebody of a Very Long Name Indeed the {}th"
    people: list[dict[str, Any]] = [
        person(name.format(number), presence, names=[name.format(number)] * 6)
        for presence in ("present", "mentioned")
        for number in range(300)
    ]
    scenes = [
        {"start": at, "end": at + 1, "point_of_view": name.format(at % 9)} for at in range(2000)
    ]
    repairs = [
        {"kind": "lost dash", "start": at, "end": at + 1, "before": "a", "after": "—" * 9}
        for at in range(3000)
    ]
    warned = [{"warning": f"Warning {number}", "confidence": 0.3} for number in range(9)]
    return [
        derive("people", people, 0.99),
        derive("characters", [one["name"] for one in people], 0.99),
        derive("scene_list", scenes, 0.99),
        derive("repairs", repairs, 0.99),
        derive("suggested_warnings", warned, 0.4),
        *(place(season, 3, "An Episode", "after") for season in range(12)),
    ]


def test_a_page_of_everything_stays_under_100_kb(tmp_path: Path) -> None:
    page = _show(tmp_path, LAMP, *_crowded())
    assert len(page.encode()) < 100_000
    assert "more scenes" in page
    assert "2,940 more" in page


def test_people_scenes_and_damage_are_not_said_again_as_labels_of_the_file(tmp_path: Path) -> None:
    page = _show(
        tmp_path, LAMP, *_crowded(), derive("tense", "past", 0.9), derive("scenes", 4, 0.9)
    )
    asides = page.partition('class="asides')[2].partition("</section>")[0]
    for word in ("Somebody of", "Scene", "Tense", "Repair"):
        assert word not in asides


def test_words_of_a_strangers_file_stay_words_in_pictures_and_lists(tmp_path: Path) -> None:
    odd = '</text><script>alert(1)</script>" onload=x ada.moor@letters.example'
    page = _show(
        tmp_path,
        LAMP,
        derive("people", [person(odd)], 0.99),
        _scenes("One.\n\nTwo.", odd, "Mina"),
        place(3, 1, odd, "after", show=odd),
        derive("suggested_warnings", {"warning": odd, "confidence": 0.4}),
        derive("repairs", [{"kind": "entity", "start": 0, "end": 1, "before": odd, "after": odd}]),
    )
    assert "<script>alert" not in page
    assert "ada.moor@" not in page
    assert '" onload=' not in page
