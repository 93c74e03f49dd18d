"""Facts and sources as markup."""

from fonds.model.record import Note
from fonds.publish.card import KEY, render_card, render_passages, render_sayings, render_sources
from tests.factories import make_claim, make_record, make_source, make_work


def test_only_what_was_read_from_the_text_looks_derived() -> None:
    stated = make_record(make_work(stated={"tags": ["fog"]}))
    derived = make_record(make_work(derived={"tags": ["fog"]}))
    assert "<dd>fog</dd>" in render_card(stated)
    assert KEY not in render_card(stated)
    assert '<span class="derived" title="Fonds read this from the text (80 % sure).">fog' in (
        render_card(derived)
    )
    assert KEY in render_card(derived)


def test_only_a_safe_address_is_a_link() -> None:
    safe = make_record(make_work(stated={"source_url": "https://example.org/?a=1&b=2"}))
    assert 'href="https://example.org/?a=1&amp;b=2"' in render_card(safe)
    unsafe = make_record(make_work(stated={"source_url": "javascript:alert(1)"}))
    assert "href" not in render_card(unsafe)
    assert "javascript:alert(1)" in render_card(unsafe)


def test_of_a_path_only_the_last_part_is_shown() -> None:
    sources = [
        make_source("home/watson/fog.txt", member="in/side.txt"),
        make_source("c:\\d\\e.txt"),
    ]
    markup = render_sources(sources)
    assert "watson" not in markup
    assert "<li>fog.txt, in/side.txt (text/plain, utf-8, 1,234 bytes)" in markup
    assert "<li>e.txt" in markup


def test_sayings_quote_the_words_a_value_comes_from() -> None:
    work = make_work(claims=[make_claim("title", "Fog & Smoke", quote="Title: Fog & Smoke")])
    assert render_sayings(make_record(work)).splitlines()[1] == (
        "<li>Title: Fog &amp; Smoke. The source states this. “Title: Fog &amp; Smoke”</li>"
    )


def test_passages_hold_all_that_precedes_a_story_and_nothing_that_follows() -> None:
    record = make_record(
        summary="One.\n\nTwo.",
        epigraph="O fog\nO smoke",
        disclaimer="Not mine.",
        notes=[Note("front", "Hello."), Note("back", "Bye.")],
    )
    markup = render_passages(record, heading="h2")
    for piece in ["<p>One.</p>\n<p>Two.</p>", "<p>O fog<br/>O smoke</p>", "Not mine.", "Hello."]:
        assert piece in markup
    assert "Bye." not in markup
    assert render_passages(make_record(), heading="h2") == ""
