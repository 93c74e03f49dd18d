"""The pages of editions: what is one story, what differs, and what a person decides."""

import re
from pathlib import Path

import pytest

from fonds.app.acting import take_back
from fonds.app.comparing import count_others
from fonds.app.shelf import close_shelf, open_shelf
from fonds.library.acts import iter_acts
from fonds.library.opening import close_library, open_library
from fonds.library.redirects import find_redirect
from fonds.library.restrictions import RestrictionKind, put_restriction
from fonds.web.api import editions as api
from tests.web.edition_site import EditionSite
from tests.web.visitors import Browser

BEST, FIRST, OLD = "ferry/revised.txt", "ferry/first.txt", "old/ferry.txt"
GATE, GATE2, ALONE = "oz/gate.txt", "oz/gate2.txt", "alice.txt"
SEEN = re.compile(r'name="seen" value="([^"]+)"')


@pytest.fixture
def site(tmp_path: Path) -> EditionSite:
    return EditionSite(tmp_path)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> EditionSite:
    """A site that tests only read."""
    return EditionSite(tmp_path_factory.mktemp("shown"))


def family_url(site: EditionSite, path: str = BEST) -> str:
    return f"/works/{site.works[path]}/editions"


def difference_url(site: EditionSite, one: str, other: str) -> str:
    return f"/works/{site.works[one]}/difference/{site.works[other]}"


def decide(site: EditionSite, browser: Browser, path: str = BEST, **form: str | list[str]) -> str:
    """Send a decision; gives where it leads."""
    answer = browser.send(family_url(site, path), form)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def merge(site: EditionSite, browser: Browser, *paths: str, best: str = BEST) -> str:
    works = [site.works[one] for one in paths]
    return decide(site, browser, do="merge", work=works, best=site.works[best])


def leads_to(site: EditionSite, path: str) -> str | None:
    library = open_library(site.folder)
    try:
        found = find_redirect(library, site.works[path])
    finally:
        close_library(library)
    return next((name for name, work_id in site.works.items() if work_id == found), None)


def restrict(site: EditionSite, kind: RestrictionKind, value: str) -> None:
    library = open_library(site.folder)
    clock = "2024-05-03T12:00:00Z"
    put_restriction(library, kind, value, "administrator", by="Ada", clock=clock)
    close_library(library)


def test_a_family_is_listed_with_what_speaks_for_each(shown: EditionSite) -> None:
    page = shown.house.browser("Rea").page(family_url(shown))
    for said in ("The best edition", "97 % sure", "It has the most words", "ferry/first.txt"):
        assert said in page
    assert page.index("97 %") < page.index("96 %")
    assert difference_url(shown, BEST, OLD) in page
    assert "<button" not in page.partition("<main")[2].partition("</main>")[0]


def test_the_page_is_the_same_from_whichever_edition_one_comes(shown: EditionSite) -> None:
    browser = shown.house.browser("Rea")
    page = browser.page(family_url(shown, OLD))
    assert "The best edition" in page
    assert page.index("The Ferry at Whitby (revised)") < page.index("97 % sure")


def test_a_work_without_other_editions_says_so(shown: EditionSite) -> None:
    page = shown.house.browser().page(family_url(shown, ALONE))
    assert "No other edition of this story is known." in page


def test_what_is_not_there_has_no_editions(shown: EditionSite) -> None:
    browser = shown.house.browser("Cora")
    assert browser.ask("/works/wnothing/editions").status_code == 404
    assert browser.ask(f"{family_url(shown)}/wnothing").status_code == 404
    assert browser.ask(f"{family_url(shown)}/{shown.works[ALONE]}").status_code == 404
    assert browser.ask(difference_url(shown, BEST, ALONE)).status_code == 200
    assert browser.ask(f"/works/{shown.works[BEST]}/difference/wnothing").status_code == 404


def test_a_curator_merges_and_is_offered_to_undo_it(site: EditionSite) -> None:
    browser = site.house.browser("Cora")
    place = merge(site, browser, FIRST, OLD)
    assert place == f"{family_url(site)}?done=1"
    page = browser.page(place)
    assert 'action="/history/1/undo"' in page
    assert "Merged 2 editions into “The Ferry at Whitby (revised)”" in page
    assert "Merged into it" in page
    assert (leads_to(site, FIRST), leads_to(site, OLD)) == (BEST, BEST)
    assert browser.ask(family_url(site, FIRST)).headers["location"] == family_url(site)
    # A reader sees what is merged, and no offer.
    assert "/undo" not in site.house.browser("Rea").page(place)


def test_another_edition_may_be_made_the_best_while_merging_and_later(site: EditionSite) -> None:
    browser = site.house.browser("Cora")
    assert merge(site, browser, FIRST, best=FIRST).startswith(family_url(site, FIRST))
    assert leads_to(site, BEST) == FIRST
    place = decide(site, browser, FIRST, lead=site.works[BEST])
    assert place.startswith(family_url(site, BEST))
    assert (leads_to(site, BEST), leads_to(site, FIRST)) == (None, BEST)


def test_what_was_merged_can_be_taken_apart_again(site: EditionSite) -> None:
    browser = site.house.browser("Cora")
    merge(site, browser, FIRST, OLD)
    decide(site, browser, split=site.works[OLD])
    assert (leads_to(site, FIRST), leads_to(site, OLD)) == (BEST, None)
    assert browser.ask(f"/works/{site.works[OLD]}").status_code == 200
    assert browser.send(family_url(site), {"split": site.works[OLD]}).status_code == 404


def test_works_that_are_kept_apart_are_proposed_no_longer(site: EditionSite) -> None:
    browser = site.house.browser("Cora")
    decide(site, browser, GATE, do="apart", work=site.works[GATE2])
    assert "Kept apart by a person" in browser.page(family_url(site, GATE))
    assert "Oil for the Gate" not in browser.page("/editions")
    decide(site, browser, GATE, together=site.works[GATE2])
    assert "80 % sure" in browser.page(family_url(site, GATE))
    assert "Oil for the Gate" in browser.page("/editions")


def test_every_decision_is_one_act_that_can_be_taken_back(site: EditionSite) -> None:
    browser = site.house.browser("Cora")
    merge(site, browser, FIRST, OLD)
    decide(site, browser, lead=site.works[OLD])
    decide(site, browser, OLD, split=site.works[FIRST])
    shelf = open_shelf(site.folder)
    for one in list(iter_acts(shelf.library)):
        assert one.by == "Cora"
        take_back(shelf, one.id, by="Ada", clock="2024-05-04T12:00:00Z")
    close_shelf(shelf)
    assert [leads_to(site, one) for one in (BEST, FIRST, OLD)] == [None, None, None]


def test_only_curators_decide(shown: EditionSite) -> None:
    form = {"do": "merge", "work": shown.works[FIRST]}
    for name, status in ((None, 303), ("Rea", 403)):
        browser = shown.house.browser(name)
        answer = browser.send(family_url(shown), form)
        assert answer.status_code == status
        assert answer.headers.get("location", "/sign-in").startswith("/sign-in")
        assert browser.ask("/editions/merge").status_code == status
        assert browser.send("/editions/merge", {"least": "80"}).status_code == status
    assert leads_to(shown, FIRST) is None


def test_a_form_that_says_nothing_is_refused(shown: EditionSite) -> None:
    browser = shown.house.browser("Cora")
    for form in ({"do": "dance"}, {}, {"do": "merge"}, {"do": "apart", "work": []}):
        assert browser.send(family_url(shown), form).status_code == 400
    nobody = {"do": "merge", "work": "wnothing"}
    assert browser.send(family_url(shown), nobody).status_code == 404


def test_families_are_listed_largest_first_and_merged_from_the_list(site: EditionSite) -> None:
    browser = site.house.browser("Cora")
    page = browser.page("/editions")
    assert "2 stories that the library seems to hold more than once" in page
    assert page.index("The Ferry at Whitby") < page.index("Oil for the Gate")
    works = [site.works[FIRST], site.works[OLD]]
    place = decide(site, browser, do="merge", work=works, best=site.works[BEST], back="/editions")
    assert place == "/editions?done=1"
    assert "1 story that the library" in browser.page(place)


def test_all_that_is_sure_enough_is_merged_at_once_after_asking(site: EditionSite) -> None:
    browser = site.house.browser("Cora")
    page = browser.page("/editions/merge?least=95")
    assert "2 works" in page
    assert "Oil for the Gate" not in page
    seen = SEEN.search(page)
    assert seen is not None
    stale = browser.send("/editions/merge", {"least": "80", "seen": seen[1]})
    assert stale.status_code == 409
    assert "It has changed meanwhile" in stale.text
    answer = browser.send("/editions/merge", {"least": "95", "seen": seen[1]})
    assert answer.headers["location"] == "/editions?done=1"
    assert (leads_to(site, FIRST), leads_to(site, OLD), leads_to(site, GATE2)) == (BEST, BEST, None)
    said = "Merged 2 editions into the best of 1 story"
    assert said in browser.page(answer.headers["location"])


def test_a_difference_marks_words_and_not_by_colour_alone(shown: EditionSite) -> None:
    page = shown.house.browser().page(difference_url(shown, FIRST, BEST))
    assert "105 of 151 words the same" in page
    assert "her <del>muff</del> and" in page
    assert "her <ins>pockets</ins> and" in page
    assert "Added: <ins>Chapter 3: The Morning After</ins>" in page
    assert "<del>General</del> Audiences" in page
    assert page.count('class="pair change') == 4
    assert page.count("Only in the second") == 2
    assert "the same words, set otherwise" in page


def test_the_other_way_round_says_the_same_of_the_other_side(shown: EditionSite) -> None:
    browser = shown.house.browser()
    page = browser.page(difference_url(shown, BEST, FIRST))
    assert "her <del>pockets</del> and" in page
    assert "Left out: <del>Chapter 3: The Morning After</del>" in page
    assert "all 125 words are the same" not in page
    same = browser.page(difference_url(shown, BEST, BEST))
    assert "All 151 words are the same." in same
    assert 'class="pair change' not in same
    assert "9 paragraphs the same" in same


def test_addresses_are_covered_on_every_page(site: EditionSite) -> None:
    browser = site.house.browser("Cora")
    merge(site, browser, OLD)
    for url in (
        difference_url(site, FIRST, BEST),
        f"{family_url(site)}/{site.works[OLD]}",
        family_url(site),
    ):
        page = browser.page(url)
        assert "quay.example" not in page
        assert "letters.example" not in page


def test_an_edition_that_was_merged_is_read_and_compared(site: EditionSite) -> None:
    merge(site, site.house.browser("Cora"), OLD)
    reader = site.house.browser("Rea")
    page = reader.page(f"{family_url(site)}/{site.works[OLD]}")
    assert "merged into" in page
    assert "muff and said nothing for a while" in page
    assert "Chapter 2: The Bell" in page
    original = re.search(r'href="(/originals/[^"]+)"', page)
    assert original is not None
    assert b"muff and said nothing for a while" in reader.ask(original[1]).content
    assert "<del>muff</del>" in reader.page(difference_url(site, OLD, BEST))
    other = reader.ask(f"{family_url(site)}/{site.works[BEST]}")
    assert other.headers["location"] == f"/works/{site.works[BEST]}/read"


def test_what_is_hidden_is_not_named_nor_counted(site: EditionSite) -> None:
    restrict(site, "work", site.works[FIRST])
    browser = site.house.browser("Cora")
    page = browser.page(family_url(site))
    assert site.works[FIRST] not in page
    assert "ferry/first.txt" not in page
    # What Fonds says of the others could name it.
    assert "The same title and author" not in page
    assert site.works[FIRST] not in browser.page("/editions")
    assert browser.ask(difference_url(site, BEST, FIRST)).status_code == 404
    form = {"do": "merge", "work": site.works[FIRST]}
    assert browser.send(family_url(site), form).status_code == 404
    assert site.works[FIRST] in site.house.browser("Ada").page(family_url(site))


def test_a_merged_edition_is_hidden_by_its_own_rating(site: EditionSite) -> None:
    merge(site, site.house.browser("Ada"), OLD)
    restrict(site, "rating", "General Audiences")
    browser = site.house.browser("Cora")
    assert site.works[OLD] not in browser.page(family_url(site))
    assert browser.ask(f"{family_url(site)}/{site.works[OLD]}").status_code == 404
    assert browser.ask(difference_url(site, BEST, OLD)).status_code == 404


def test_a_card_can_say_how_many_other_editions_there_are(site: EditionSite) -> None:
    merge(site, site.house.browser("Cora"), OLD)
    shelf = open_shelf(site.folder)
    counts = [count_others(shelf, site.works[one]) for one in (BEST, GATE, ALONE)]
    close_shelf(shelf)
    assert counts == [2, 1, 0]


def test_the_api_lists_families_editions_and_differences(site: EditionSite) -> None:
    site.app.include_router(api.router)
    browser = site.house.browser("Rea")
    families = browser.ask("/api/v1/editions?limit=1").json()
    assert families["total"] == 2
    assert families["items"][0]["best"] == site.works[BEST]
    rest = browser.ask(f"/api/v1/editions?limit=1&cursor={families['next']}").json()
    assert rest["items"][0]["others"] == [{"id": site.works[GATE2], "confidence": 0.8}]
    listed = browser.ask(f"/api/v1/works/{site.works[BEST]}/editions").json()
    assert [one["state"] for one in listed["items"]] == ["best", "proposed", "proposed"]
    assert listed["items"][1]["paths"] == [FIRST]
    told = browser.ask(f"/api/v1{difference_url(site, FIRST, BEST)}").json()
    assert told["counts"]["same"] == 105
    assert told["chapters"] == [
        {"kind": "there", "one": None, "other": "Chapter 3: The Morning After"}
    ]
    assert {one["field"] for one in told["fields"]} >= {"title", "rating", "summary"}
    assert browser.ask("/api/v1/works/wnothing/editions").status_code == 404
    assert browser.ask(f"/api/v1/works/{site.works[BEST]}/difference/wno").status_code == 404
