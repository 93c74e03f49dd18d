"""What a reader does, each in four ways: on a phone and a desk, with and without JavaScript.

Some things are JavaScript by nature; what stands for them without it is tested instead:

| with JavaScript | without |
|---|---|
| results follow what one types | the form is sent by the keyboard's own key |
| looks change at once | the page comes back looking so |
| the place is kept by itself | "Keep my place" at the end of every chapter |
| a chapter is turned by a swipe or a key | its link |
| words are selected and kept with a note | a paragraph is chosen from a list |
| a mark stands at once | the page comes back with it |
| a work is kept on the device, to be read without a network | it is saved as a book |
| progress of taking in is live | the page comes anew every few seconds |
"""

import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from fonds.app.people import invite
from fonds.app.shelf import close_shelf, open_shelf
from fonds.app.taking_in import Jobs
from fonds.library.opening import close_library, open_library
from fonds.web.server import create_app
from fonds.web.taking_in import install_taking_in
from tests.browser.reader import (
    FOUND,
    PHRASE,
    WAYS,
    Reader,
    Site,
    Way,
    make_reader_heap,
    serve,
    visit,
    wait_for,
)
from tests.web.heaps import make_library_folder
from tests.web.visitors import QUICK, WORD

pytestmark = pytest.mark.browser

ALL, HOLMES, OZ, LONG, WARNED = 34, 6, 6, 4, 4
"""Stories of the heap: all, of two fandoms, in chapters, and with a warning."""

_TOLD = (
    "“It is {0},” said Mina, and she stood at the window until the lamp burned low.\n\n"
    "“More {0},” he said. He had counted on the coach, and now he sat down and laughed.\n\n"
    "She asked him whether he had ever seen so much {0}, and he said that he had not.\n\n"
)
SNOW = f"Title: Snow at Hatch\nAuthor: Ada Moor\nFandom: Dracula\n\n{_TOLD.format('snow') * 4}"
PEARS = f"Title: Pears\nAuthor: Ada Moor\nFandom: Oz\n\n{_TOLD.format('pears') * 4}"


@pytest.fixture(scope="module", params=WAYS, ids=lambda way: way.name.replace(" ", "-"))
def way(request: pytest.FixtureRequest) -> Way:
    found: Way = request.param
    return found


Made = tuple[Path, dict[str, str]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("made")
    works = make_library_folder(folder, make_reader_heap())
    close_shelf(open_shelf(folder))
    return folder, works


def _open_site(made: Made, folder: Path, *, has_accounts: bool = False) -> Iterator[Site]:
    shutil.copytree(made[0], folder, dirs_exist_ok=True)
    app = create_app(folder, passwords=QUICK, has_accounts=has_accounts)
    app.state.taking_in.jobs.close()
    jobs = Jobs(folder, workers=0)
    install_taking_in(app, jobs)
    with serve(app) as address:
        yield Site(address, folder, made[1], app)
    jobs.close()


@pytest.fixture(scope="module")
def site(made: Made, way: Way, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site whose works stay as they are."""
    yield from _open_site(made, tmp_path_factory.mktemp(f"site-{way.size[0]}-{way.script}"))


@pytest.fixture(scope="module")
def growing(made: Made, way: Way, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that works come to."""
    yield from _open_site(made, tmp_path_factory.mktemp(f"growing-{way.size[0]}-{way.script}"))


@pytest.fixture(scope="module")
def house(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with accounts."""
    yield from _open_site(made, tmp_path_factory.mktemp("house"), has_accounts=True)


@pytest.fixture
def reader(chromium: Browser, site: Site, way: Way) -> Iterator[Reader]:
    with visit(chromium, site, way) as found:
        found.open("/")
        yield found


def test_one_finds_a_story_by_a_phrase_and_reads_at_its_words_in_three_taps(
    reader: Reader,
) -> None:
    reader.search(f'"{PHRASE}"')
    reader.expect_found(1)
    assert reader.titles == [FOUND]
    expect(reader.page.locator(".snippet mark").first).to_be_visible()
    reader.tap_link("Read at these words")
    expect(reader.page.locator("mark.hit").first).to_be_in_viewport()
    assert reader.page.locator("mark.hit").first.inner_text() == PHRASE
    assert reader.taps <= 3


def test_one_narrows_by_fandom_and_rating(reader: Reader) -> None:
    with reader.narrowing():
        reader.ask_for("fandom", "Sherlock Holmes")
        reader.ask_for("rating", "General Audiences")
    reader.expect_found(4)
    assert all("Sherlock Holmes" in one and "General" in one for one in reader.facts())
    reader.tap(".chosen button >> nth=0")
    reader.expect_found(16 + LONG)


def test_one_asks_a_warning_away(reader: Reader) -> None:
    with reader.narrowing():
        reader.ask_for("not-warning", "Major Character Death")
    reader.expect_found(ALL - WARNED)
    assert not any("Death" in one for one in reader.facts())


def test_one_asks_for_either_of_two_fandoms(reader: Reader) -> None:
    with reader.narrowing():
        reader.ask_for("fandom", "Sherlock Holmes")
    reader.expect_found(HOLMES)
    with reader.narrowing():
        reader.ask_for("fandom-match", "any")
        if not reader.way.script:
            reader.tap("#narrow .sheet-foot button")
            if reader.way.is_phone:
                reader.tap(".opener button")
        reader.ask_for("fandom", "Oz")
    reader.expect_found(HOLMES + OZ)
    worlds = reader.page.locator(".facts > span:first-child").all_inner_texts()
    assert set(worlds) == {"Sherlock Holmes", "Oz"}


def test_one_asks_for_a_length_and_a_time(reader: Reader) -> None:
    page = reader.page
    with reader.narrowing():
        reader.tap("[data-facet=words] > summary")
        page.fill("[name=words-to]", "500")
        reader.tap("[data-facet=more] > summary")
        page.fill("[name=date-from]", "2000")
        page.fill("[name=date-to]", "2004")
        if reader.way.script and not reader.way.is_phone:
            page.press("[name=date-to]", "Enter")
    reader.expect_found(2)
    assert page.url.endswith("/?words=..500&date=2000..2004")


def test_one_puts_stories_in_another_order_and_turns_it_round(reader: Reader) -> None:
    reader.tap(reader.page.locator(".sorts").get_by_role("link", name="length"))
    expect(reader.page.locator(".sorts [aria-current]")).to_have_text("length")
    expect(reader.page.locator("article.entry h2").first).to_contain_text("The Winter")
    reader.tap(".sorts .turn")
    expect(reader.page).to_have_url(re.compile("order=turned"))
    expect(reader.page.locator("article.entry h2").first).not_to_contain_text("Winter")


def test_one_turns_the_pages_of_the_shelf(reader: Reader) -> None:
    assert len(reader.titles) == 20
    first = reader.titles[0]
    reader.tap(".pages a[rel=next]")
    expect(reader.page.locator(".pages")).to_contain_text("Page 2 of 2")
    assert len(reader.titles) == ALL - 20
    assert first not in reader.titles
    reader.tap(".pages a[rel=prev]")
    expect(reader.page.locator(".pages")).to_contain_text("Page 1 of 2")


def test_one_sees_all_values_of_a_facet_and_chooses_one(reader: Reader) -> None:
    if reader.way.is_phone:
        reader.tap(".opener button")
    reader.tap("[data-facet=author] > summary")
    reader.tap_button("All authors…")
    expect(reader.page.locator("h1")).to_have_text("All authors")
    reader.page.wait_for_load_state("load")
    assert reader.page.locator("#values > ul li").count() == 7
    reader.page.fill("#starts", "bas")
    if not reader.way.script:
        reader.tap_button("Find")
    expect(reader.page.locator("#values > ul li")).to_have_count(1)
    reader.page.check("[name=author][value='Basil Quill']")
    reader.tap_button("Show the stories")
    reader.expect_found(LONG)


def test_one_picks_a_story_at_random(reader: Reader) -> None:
    reader.search("lamp")
    reader.expect_found(LONG)
    reader.tap_link("One at random")
    expect(reader.page).to_have_url(re.compile(r"/works/w[a-z2-7]+"))
    expect(reader.page.locator("h1")).to_contain_text("The Winter")


def test_one_opens_a_card_and_sees_where_a_value_comes_from(reader: Reader) -> None:
    title = reader.titles[0]
    reader.tap("article.entry h2 a")
    expect(reader.page.locator("h1")).to_have_text(title)
    reader.tap("#title-row summary")
    expect(reader.page.locator("#title-row mark")).to_have_text(title)
    reader.tap(reader.page.locator("#title-row").get_by_role("link", name="See it in"))
    expect(reader.page.locator("blockquote mark")).to_have_text(title)
    expect(reader.page.locator("blockquote")).to_contain_text("Author: ")


def test_one_begins_to_read_and_turns_chapters(reader: Reader) -> None:
    page = reader.page
    reader.open(reader.work())
    reader.tap(".acts a.main")
    expect(page.locator("h1")).to_have_text("The Winter Ferry")
    reader.tap("nav.turns a[rel=next]")
    expect(page.locator(".part h2")).to_have_text("Chapter 2: Night 2")
    if reader.way.script and reader.way.is_phone:
        page.evaluate(_SWIPE)
        page.wait_for_url("**/read/3")
    elif reader.way.script:
        page.keyboard.press("n")
        page.wait_for_url("**/read/3")
    else:
        reader.tap("nav.turns a[rel=next]")
    expect(page.locator(".part h2")).to_have_text("Chapter 3: Night 3")
    reader.show_controls()
    reader.tap("header.bar .contents > summary")
    reader.tap(page.locator("header.bar .contents li a").first)
    expect(page.locator(".part h2")).to_have_text("Chapter 1: Night 1")


_SWIPE = """() => {
  const at = document.querySelector('.part p');
  const make = x => new Touch({identifier: 1, target: at, clientX: x, clientY: 300});
  const tell = (name, one, held) => at.dispatchEvent(new TouchEvent(name,
    {touches: held, changedTouches: [one], bubbles: true}));
  tell('touchstart', make(300), [make(300)]);
  tell('touchend', make(120), []);
}"""

_LETTERS = """() => { const style = getComputedStyle(document.querySelector('.part p'));
  return [style.fontSize, style.fontFamily, style.backgroundColor]; }"""


def test_one_changes_theme_letters_lines_and_face(reader: Reader) -> None:
    page = reader.page
    reader.open(reader.work("/read"))
    before = page.evaluate(_LETTERS)
    choices = (("theme", "sepia"), ("size", "large"), ("measure", "narrow"), ("face", "sans"))
    for name, value in choices:
        reader.show_controls()
        if page.locator("header.bar .controls[open]").count() == 0:
            reader.tap("header.bar .controls > summary")
        reader.tap(f"header.bar button[name={name}][value={value}]")
        expect(page.locator("html")).to_have_attribute(f"data-{name}", value)
    after = page.evaluate(_LETTERS)
    assert float(after[0][:-2]) > float(before[0][:-2])
    assert after[1] != before[1]
    reader.open("/")
    for name, value in choices:
        expect(page.locator("html")).to_have_attribute(f"data-{name}", value)


def test_one_comes_back_to_where_one_stopped_here_and_on_another_device(
    chromium: Browser, reader: Reader
) -> None:
    page, work = reader.page, reader.work(name="stories/road.txt")
    reader.open(f"{work}/read/2")
    if reader.way.script:
        reader.scroll_to(30)
        key = f"fonds:place:{work.rpartition('/')[2]}"
        page.wait_for_function(
            "key => { const at = JSON.parse(localStorage[key] ?? '{}').paragraph;"
            " return at > 28 && at < 31; }",
            arg=key,
        )
    else:
        reader.tap_link("choose a paragraph")
        reader.tap(page.locator(".paragraphs li[value='30'] a"))
        reader.tap_button("Keep my place here")
        page.wait_for_url("**/read/2#p-30")
    reader.open("/mine")
    positions = f"/api/v1/me/positions/{work.rpartition('/')[2]}"
    wait_for(lambda: len(reader.ask(positions)["items"]) == 1, "no place came to the library")
    page.reload()
    reader.tap(page.get_by_role("link", name="The Winter Road: Read on"))
    page.wait_for_url("**/read/2#p-*")
    stopped = int(page.url.rpartition("-")[2])
    assert 28 < stopped < 31
    expect(page.locator(f"#p-{stopped}")).to_be_in_viewport()
    with visit(chromium, reader.site, reader.way) as elsewhere:
        elsewhere.open(f"{work}/read")
        expect(elsewhere.page.locator(".offer")).to_contain_text("is further on")
        elsewhere.tap(".offer a")
        elsewhere.page.wait_for_url(f"**/read/2#p-{stopped}")
        expect(elsewhere.page.locator(f"#p-{stopped}")).to_be_in_viewport()


def test_one_finds_words_within_a_story(reader: Reader) -> None:
    reader.open(reader.work("/read"))
    reader.tap("header.bar .find > summary")
    reader.page.fill("header.bar input[name=find]", "lamp 3-7")
    reader.page.press("header.bar input[name=find]", "Enter")
    expect(reader.page.locator(".hits p")).to_contain_text("1 place holds")
    reader.tap(".hits li a")
    expect(reader.page.locator("#hit-1")).to_be_in_viewport()
    assert reader.page.locator("#hit-1").inner_text() == "Lamp 3-7"


_SELECT = """() => {
  const range = document.createRange();
  range.selectNodeContents(document.querySelector('#p-25'));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


def test_one_keeps_a_passage_with_a_note_and_finds_it_again(reader: Reader) -> None:
    page, work = reader.page, reader.work(name="stories/mill.txt")
    reader.open(f"{work}/read/2")
    if reader.way.script:
        page.evaluate(_SELECT)
        reader.tap(".tools [data-do=note]")
        page.fill("#note textarea", "A patient mill.")
        reader.tap("#note button.main")
        page.wait_for_selector("mark.noted")
    else:
        reader.tap_link("choose a paragraph")
        reader.tap(page.locator(".paragraphs li[value='25'] a"))
        page.fill("#note", "A patient mill.")
        reader.tap_button("Keep this paragraph")
        expect(page.locator(".keepsake")).to_have_count(1)
    reader.open(f"{work}/read")
    reader.tap("header.bar .contents > summary")
    reader.tap_link("Passages you kept, and notes")
    expect(page.locator(".keepsake textarea")).to_have_value("A patient mill.")
    reader.tap(".keepsake h2 a")
    page.wait_for_url("**/read/2#p-25")
    expect(page.locator("mark[data-note], mark.kept").first).to_be_in_viewport()


def test_one_marks_a_story_as_read_and_hides_what_is_read(reader: Reader) -> None:
    title = reader.titles[0]
    reader.tap("article.entry h2 a")
    reader.tap_button("Read")
    expect(reader.page.get_by_role("button", name="Read", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    reader.open("/")
    assert title in reader.titles
    with reader.narrowing():
        reader.tap("[data-facet=more] > summary")
        reader.page.select_option("[name=read]", "hide")
    reader.expect_found(ALL - 1)
    assert title not in reader.titles


def test_one_puts_a_story_on_a_shelf_of_ones_own(reader: Reader) -> None:
    reader.open(reader.work(name="stories/bell.txt"))
    reader.unfold("Put it on a shelf")
    reader.page.fill("[name=new]", "For the long nights")
    reader.tap_button("Put it there")
    reader.tap_link("For the long nights")
    expect(reader.page.locator(".own-entry h2")).to_have_text("The Winter Bell")
    reader.tap_link("Search within it")
    reader.expect_found(1)


def test_one_saves_a_story_and_all_that_a_search_finds_as_books(
    reader: Reader, tmp_path: Path
) -> None:
    reader.open(reader.work())
    with reader.page.expect_download() as saved:
        reader.tap_link("EPUB")
    assert _read_book(saved.value.path(), "The Winter Ferry")
    reader.open("/?author=Basil+Quill")
    with reader.page.expect_download() as saved:
        reader.tap_link("Save as one EPUB")
    for title in ("The Winter Ferry", "The Winter Bell"):
        assert _read_book(saved.value.path(), title)


def _read_book(path: Path, title: str) -> bool:
    with zipfile.ZipFile(path) as book:
        assert book.read("mimetype") == b"application/epub+zip"
        return any(title.encode() in book.read(name) for name in book.namelist())


def test_one_looks_at_pictures_and_reads_their_tables(reader: Reader) -> None:
    page = reader.page
    reader.open(reader.work())
    reader.tap_link("In pictures")
    expect(page.locator("figure svg").first).to_be_visible()
    reader.tap("figure .behind > summary")
    expect(page.locator("figure table").first).to_be_visible()
    reader.tap(page.get_by_role("navigation", name="Site").get_by_role("link", name="Pictures"))
    expect(page.locator("h1")).to_have_text("The shelf in pictures")
    reader.tap("figure.by-fandom .behind > summary, figure:has-text('By fandom') .behind > summary")
    rows = page.locator("figure", has_text="By fandom").locator("tbody tr").all_inner_texts()
    assert any(row.split() == ["Dracula", "6"] for row in rows)


_CONTROLLED = "() => navigator.serviceWorker.controller !== null"


def test_one_keeps_a_story_on_the_device_and_reads_it_without_a_network(reader: Reader) -> None:
    page, work = reader.page, reader.work(name="stories/bell.txt")
    if not reader.way.script:
        reader.open("/offline")
        assert "A browser keeps works only with JavaScript" in page.content()
        reader.tap_link("Shelf")
        expect(page.locator("#tally")).to_contain_text("stories")
        return
    reader.open(f"{work}/read")
    page.wait_for_function(_CONTROLLED)
    reader.tap("header.bar .contents > summary")
    reader.tap("[data-keep]")
    expect(page.locator("[data-keep]")).to_contain_text("remove it")
    reader.context.set_offline(True)
    reader.open(f"{work}/read/3")
    expect(page.locator(".part h2")).to_have_text("Chapter 3: Night 3")
    reader.open("/")
    expect(page.locator("h1")).to_have_text("Kept on this device")
    reader.tap_link("The Winter Bell")
    page.wait_for_url("**/read*")
    reader.context.set_offline(False)


def test_one_keeps_a_search_and_sees_what_is_new_in_it(
    chromium: Browser, growing: Site, way: Way
) -> None:
    with visit(chromium, growing, way) as reader:
        page = reader.page
        reader.open("/")
        reader.search("snow")
        expect(page.locator(".big")).to_contain_text("Nothing on the shelf matches")
        reader.tap_link("Keep this search")
        page.fill("#name", "Snow, wherever it falls")
        reader.tap_button("Save the search")
        expect(page.locator(".own-entry")).to_contain_text("Nothing new")
        make_library_folder(growing.folder, {"snow.txt": SNOW.encode()})
        close_shelf(open_shelf(growing.folder))
        reader.open("/mine")
        reader.tap(".own-rows li:has-text('1 new') a")
        expect(page.locator(".own-entry h2")).to_have_text("Snow at Hatch")
        reader.tap_button("I have seen these")
        expect(page.locator("main")).not_to_contain_text("came since you last looked.")
        reader.open("/mine/searches")
        expect(page.locator(".own-entry")).to_contain_text("Nothing new")


def test_one_takes_in_a_file_and_undoes_it(
    chromium: Browser, growing: Site, way: Way, tmp_path: Path
) -> None:
    file = tmp_path / "pears.txt"
    file.write_text(PEARS)
    with visit(chromium, growing, way) as reader:
        page = reader.page
        reader.open("/")
        reader.tap("header.site .more > summary")
        reader.tap_link("Take in")
        page.set_input_files("#files", file)
        reader.tap_button("Send")
        expect(page.locator("main")).to_contain_text("All of it is new.")
        reader.tap_button("Take in")
        expect(page.locator("p.report")).to_contain_text("1 file taken in.")
        reader.tap_link("To the shelf")
        reader.search("pears")
        reader.expect_found(1)
        page.go_back()
        reader.open("/accessions")
        reader.tap("article.entry h2 a")
        reader.tap_link("Undo this accession")
        reader.tap_button("Take all this out")
        expect(page.locator("main")).to_contain_text("was undone")
        reader.open("/?q=pears")
        expect(page.locator(".big")).to_contain_text("Nothing on the shelf matches")


def test_one_has_an_account_signs_in_elsewhere_and_ends_that_session(
    chromium: Browser, house: Site, way: Way
) -> None:
    name = f"Reader {way.size[0]} {way.script}"
    with visit(chromium, house, way) as reader, visit(chromium, house, way) as elsewhere:
        reader.open(f"/welcome/{_invite(house)}")
        reader.page.fill("#name", name)
        reader.page.fill("#password", WORD)
        reader.tap_button("Come in")
        reader.tap(
            reader.page.get_by_role("navigation", name="Site").get_by_role("link", name=name)
        )
        expect(reader.page.locator("main")).to_contain_text("You are a reader of this library")
        elsewhere.open("/mine")
        expect(elsewhere.page.locator("h1")).to_have_text("Sign in")
        elsewhere.page.fill("#name", name)
        elsewhere.page.fill("#password", WORD)
        elsewhere.tap_button("Sign in")
        expect(elsewhere.page.locator("h1")).to_have_text("Mine")
        reader.page.reload()
        reader.tap_button("End all others")
        expect(reader.page.get_by_role("button", name="End all others")).to_have_count(0)
        elsewhere.page.reload()
        expect(elsewhere.page.locator("h1")).to_have_text("Sign in")
        reader.tap_button("Sign out")
        expect(reader.page.get_by_role("link", name="Sign in")).to_be_visible()
        reader.open("/mine")
        expect(reader.page.locator("h1")).to_have_text("Sign in")


def _invite(house: Site) -> str:
    library = open_library(house.folder)
    clock = house.app.state.doors
    secret = invite(library, "reader", until=clock.read_later(7), clock=clock.read_clock())
    close_library(library)
    return secret
