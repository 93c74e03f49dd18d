"""Web pages: how they are rendered, cut into blocks, and what their heads say."""

import time

import pytest

from fonds.decode.decode import decode_bytes
from fonds.model.manuscript import Manuscript
from fonds.parse.html import read_html
from fonds.parse.html_walk import render_markup
from tests.format_samples import block_table, claim_values

RENDERINGS = [
    ("one<br>two", "one\ntwo"),
    ("one<br><br>two", "one\n\ntwo"),
    ("one<br>\n &nbsp; <br>two", "one\n\ntwo"),
    ("<p>one</p><p>&nbsp;</p><p>two</p>", "one\n\ntwo"),
    ("  one \n two\tthree&nbsp;four ", "one two three four"),
    ("<b>Title:</b> The Fog<br><b>Author:</b> Ida", "Title: The Fog\nAuthor: Ida"),
    ("b<i>e</i>d", "bed"),
    ("<i>bed </i>time", "bed time"),
    ("<p>one<hr>two", "one\n\n* * *\n\ntwo"),
    ("<pre>a  b\n c</pre>", "a  b\n c"),
    ("<script>no</script><style>no</style><p>yes<!-- no --></p>", "yes"),
    ("<title>no</title><p>yes</p><template>no</template>", "yes"),
    ("<q>Fog</q>", "“Fog”"),
    ("<noframes><p>frames are off</p></noframes>", "frames are off"),
    ('<img alt="O" src="o.gif">nce upon', "Once upon"),
    ('one<p><img src="divider.gif"></p>two', "one\n\n* * *\n\ntwo"),
    ("x<![<y>z", "xz"),
    ("f\x00og", "fog"),
    ("<table><tr><td>Title:</td><td>The Fog</td></tr></table>", "Title: The Fog"),
    ("<table><tr><td><p>By:</p></td><td><p>Ida</p></td></tr></table>", "By: Ida"),
    (
        "<dl><dt>Rating:</dt><dd>PG</dd><dt>Pairing:</dt><dd></dd><dt>x</dt></dl>",
        "Rating: PG\n\nPairing:\n\nx",
    ),
    ("<table><tr><td>one</td><td>two</td></tr></table>", "one\n\ntwo"),
    ("<ul><li>one<li>two</ul>", "one\n\ntwo"),
    ("<plaintext>one <b>", "one <b>"),
    ("<svg><title>no</title><text>yes</text></svg>", "yes"),
    ("<select><option>one<option>two</select>", "one\n\ntwo"),
]

KINDS = [
    ("<h3>The <i>Fog</i></h3>", [("heading", "The Fog")]),
    ("<h2>Part<br>Two</h2>", [("heading", "Part Two")]),
    (
        "<p>x<blockquote>one</blockquote><p>and a longer line",
        [("paragraph", "x"), ("quote", "one"), ("paragraph", "and a longer line")],
    ),
    (
        "<blockquote>The whole page stands in a margin.</blockquote>",
        [("paragraph", "The whole page stands in a margin.")],
    ),
    ("<ul><li>one</ul>", [("item", "one")]),
    ("<p>* * *</p>", [("break", "* * *")]),
    ("<center>~*~</center>", [("break", "~*~")]),
    ("<p>...</p><p>“!”</p>", [("paragraph", "..."), ("paragraph", "“!”")]),
    (
        "Title: Fog<br>Author: Ida<br>Rating: G",
        [("paragraph", "Title: Fog"), ("paragraph", "Author: Ida"), ("paragraph", "Rating: G")],
    ),
    (
        "<p>Green the leaf<br>and grey the stone<br>and white the hart</p>",
        [("verse", "Green the leaf\nand grey the stone\nand white the hart")],
    ),
    (
        '"Fog," he said.<br>"Rain," said she.<br>"Snow?"',
        [
            ("paragraph", '"Fog," he said.'),
            ("paragraph", '"Rain," said she.'),
            ("paragraph", '"Snow?"'),
        ],
    ),
    (
        "One paragraph that runs on to a considerable length, for it is prose and not verse.<br>"
        "Another.",
        [
            (
                "paragraph",
                "One paragraph that runs on to a considerable length, for it is prose and"
                " not verse.",
            ),
            ("paragraph", "Another."),
        ],
    ),
    (
        "The fog came down upon the city and nobody<br>could see the lamps, nor the hands that<br>"
        "held them, nor the faces of the people who<br>went by, and all the bells had stopped.",
        [
            (
                "paragraph",
                "The fog came down upon the city and nobody could see the lamps, nor the"
                " hands that held them, nor the faces of the people who went by, and all the bells"
                " had stopped.",
            )
        ],
    ),
]

STYLES = [
    ("a <em>b</em>", [(2, 3, "italic")]),
    ("<b>a <i>b</i></b>", [(0, 3, "bold"), (2, 3, "italic")]),
    (
        '<span style="font-style:italic; font-weight: bold">a</span>',
        [(0, 1, "bold"), (0, 1, "italic")],
    ),
    ("<style>.c5 { font-style: italic }</style><span class=c5>a</span> b", [(0, 1, "italic")]),
    ("<i>a</i><i>b</i>", [(0, 2, "italic")]),
    ("<p><i>a<p>b</i>", [(0, 1, "italic")]),
    ("<i></i>a", []),
    (
        "x<sup>2</sup> <s>y</s> <u>z</u> <tt>t</tt>",
        [(1, 2, "super"), (3, 4, "strike"), (5, 6, "underline"), (7, 8, "code")],
    ),
    ("<pre>one <i>two</i>\nthree.</pre>", [(4, 7, "italic")]),
]


def read(markup: str) -> Manuscript:
    return read_html(markup.encode(), decode_bytes)


@pytest.mark.parametrize(("markup", "chars"), RENDERINGS)
def test_markup_is_rendered_as_a_browser_shows_it(markup: str, chars: str) -> None:
    assert render_markup(markup).chars == chars


@pytest.mark.parametrize(("markup", "blocks"), KINDS)
def test_blocks_are_what_the_markup_and_their_lines_say(
    markup: str, blocks: list[tuple[str, str]]
) -> None:
    assert [(block.kind, block.text) for block in read(markup).blocks] == blocks


@pytest.mark.parametrize(("markup", "runs"), STYLES)
def test_inline_styles_lie_on_their_characters(
    markup: str, runs: list[tuple[int, int, str]]
) -> None:
    block = read(markup).blocks[0]
    assert [(run.start, run.end, run.style) for run in block.runs] == runs


def test_an_empty_element_of_xhtml_does_not_swallow_the_document() -> None:
    assert render_markup("<title/><p>a<i/>b</p>", is_xhtml=True).chars == "ab"
    assert render_markup("<p><![CDATA[a < b]]></p>", is_xhtml=True).chars == "a < b"


def test_five_thousand_levels_lose_no_word() -> None:
    for tag in ("div", "b", "span", "blockquote", "font"):
        markup = "<p>before</p>" + f"<{tag}>" * 5_000 + "deep" + f"</{tag}>" * 5_000 + "after"
        chars = render_markup(markup).chars
        assert [chars.count(word) for word in ("before", "deep", "after")] == [1, 1, 1]


def test_hostile_depth_is_cut_reported_and_quick() -> None:
    began = time.thread_time()
    manuscript = read("<div>" * 100_000 + "deep" + "</div>" * 100_000 + "<p>after")
    assert time.thread_time() - began < 10  # unlimited, it takes a minute
    assert manuscript.text.chars == "deep\n\nafter"
    assert [problem.code for problem in manuscript.problems] == ["parse.too-deep"]


def test_a_page_of_seventeen_kilobytes_is_read_in_a_few_milliseconds() -> None:
    markup = "<p>Holmes lit the <em>lamp</em>, and nobody said a word about the fog.</p>" * 230
    data = markup.encode()
    read_html(data, decode_bytes)
    began = time.thread_time()
    for _ in range(5):
        read_html(data, decode_bytes)
    assert (time.thread_time() - began) / 5 < 0.03  # 4 ms alone; the machine is shared


def test_what_the_head_states_is_claimed_with_low_confidence() -> None:
    manuscript = read(
        '<html lang="en-GB"><head><title>The Fog</title>'
        '<meta name="author" content="Ida Quill &lt;ida@example.org&gt;">'
        '<link rel="canonical" href="http://www.example.org/fog.html"></head><p>The Fog<p>by Ida'
    )
    assert claim_values(manuscript) == {
        "title": "The Fog",
        "creators": ["Ida Quill"],
        "source_url": "http://www.example.org/fog.html",
        "language": "en-GB",
    }
    title = manuscript.claims[0]
    assert title.confidence < 0.5
    assert [one.quote for one in title.evidence] == ["The Fog"]


@pytest.mark.parametrize("title", ["", "Untitled Document", "New Page 1", "index.html", "Home"])
def test_a_title_that_says_nothing_is_not_claimed(title: str) -> None:
    assert claim_values(read(f"<title>{title}</title><p>Fog.")) == {}


def test_the_charset_a_page_declares_is_handed_to_the_decoder() -> None:
    page = '<meta charset="windows-1251"><p>Туман сошёл на Бейкер-стрит.'.encode("cp1251")
    manuscript = read_html(page, decode_bytes)
    assert manuscript.text.chars == "Туман сошёл на Бейкер-стрит."
    assert manuscript.text.encoding == "cp1251"


def test_a_page_that_is_no_download_of_a_known_site_is_not_settled() -> None:
    assert not read("<p>Fog.").settled
    assert block_table(read("<p>Fog.")) == [("paragraph", "body", "Fog.")]
