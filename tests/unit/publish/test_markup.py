"""Blocks as markup."""

import pytest

from fonds.model.block import Block, BlockKind, Run, Style
from fonds.publish.markup import render_blocks, render_inline, render_passage
from tests.factories import make_block


@pytest.mark.parametrize(
    ("block", "markup"),
    [
        (make_block("A < B & C"), "<p>A &lt; B &amp; C</p>\n"),
        (make_block("* * *", "break"), '<p class="scene-break" role="separator">* * *</p>\n'),
        (make_block("", "break"), '<p class="scene-break" role="separator">* * *</p>\n'),
        (make_block("Later", "break"), '<p class="scene-break">Later</p>\n'),
        (make_block("One\nTwo", "heading", level=3), "<h2>One<br/>Two</h2>\n"),
        (
            make_block("O fog\n  O smoke", "verse"),
            '<div class="verse">\n<p>O fog<br/>  O smoke</p>\n</div>\n',
        ),
        (
            make_block("O fog\n\nO smoke\n", "verse"),
            '<div class="verse">\n<p>O fog</p>\n<p>O smoke<br/></p>\n</div>\n',
        ),
        (make_block("Hi\nBye", "chat"), '<div class="chat">\n<p>Hi<br/>Bye</p>\n</div>\n'),
        (make_block("Dear", "letter"), '<div class="letter">\n<p>Dear</p>\n</div>\n'),
        (make_block("Said", "quote"), "<blockquote>\n<p>Said</p>\n</blockquote>\n"),
        (make_block("Tea", "item"), "<ul>\n<li>Tea</li>\n</ul>\n"),
        (make_block("N.B.", "note"), '<aside class="note">\n<p>N.B.</p>\n</aside>\n'),
        (make_block("Home | Help", "chrome"), ""),
        (make_block(" \x00\n"), ""),
        (make_block("", "verse"), ""),
    ],
)
def test_a_block_becomes_its_element(block: Block, markup: str) -> None:
    assert render_blocks([block]) == markup


@pytest.mark.parametrize(
    ("style", "markup"),
    [
        ("italic", "<em>x</em>"),
        ("bold", "<strong>x</strong>"),
        ("underline", "<u>x</u>"),
        ("strike", "<s>x</s>"),
        ("super", "<sup>x</sup>"),
        ("sub", "<sub>x</sub>"),
        ("small", "<small>x</small>"),
        ("code", "<code>x</code>"),
        ("thought", '<em class="thought">x</em>'),
    ],
)
def test_a_style_becomes_its_element(style: Style, markup: str) -> None:
    assert render_inline("x", [Run(0, 1, style)]) == markup


@pytest.mark.parametrize(
    ("runs", "markup"),
    [
        ([], "abcdef"),
        ([Run(0, 6, "italic"), Run(2, 4, "bold")], "<em>ab<strong>cd</strong>ef</em>"),
        (
            [Run(0, 4, "italic"), Run(2, 6, "bold")],
            "<em>ab<strong>cd</strong></em><strong>ef</strong>",
        ),
        (
            [Run(2, 6, "bold"), Run(0, 4, "italic")],
            "<em>ab<strong>cd</strong></em><strong>ef</strong>",
        ),
        ([Run(0, 2, "bold"), Run(0, 4, "italic")], "<em><strong>ab</strong>cd</em>ef"),
        ([Run(0, 3, "italic"), Run(3, 6, "italic")], "<em>abcdef</em>"),
        ([Run(0, 4, "italic"), Run(1, 2, "italic")], "<em>abcd</em>ef"),
        ([Run(0, 3, "italic"), Run(3, 6, "bold")], "<em>abc</em><strong>def</strong>"),
        ([Run(-5, 2, "italic"), Run(5, 99, "bold")], "<em>ab</em>cde<strong>f</strong>"),
        ([Run(3, 3, "italic"), Run(5, 2, "bold")], "abcdef"),
    ],
)
def test_runs_nest_properly_wherever_they_cross(runs: list[Run], markup: str) -> None:
    assert render_inline("abcdef", runs) == markup


def test_a_style_may_run_over_a_line_and_a_stanza() -> None:
    verse = make_block("ab\ncd\n\nef", "verse", runs=[(1, 8, "italic")])
    assert "<p>a<em>b<br/>cd</em></p>\n<p><em>e</em>f</p>" in render_blocks([verse])


def test_a_line_feed_in_a_paragraph_is_only_white_space() -> None:
    assert render_blocks([make_block("a\nb")]) == "<p>a\nb</p>\n"


@pytest.mark.parametrize(
    ("levels", "top", "tags"),
    [
        ([1, 3, 3, 6], 2, ["h2", "h3", "h3", "h4"]),
        ([4], 1, ["h1"]),
        ([0, 2], 2, ["h2", "h3"]),
        ([1, 2, 3, 4, 5, 6], 4, ["h4", "h5", "h6", "h6", "h6", "h6"]),
    ],
)
def test_heading_levels_keep_their_order(levels: list[int], top: int, tags: list[str]) -> None:
    blocks = [make_block("x", "heading", level=level) for level in levels]
    lines = render_blocks(blocks, top_level=top).splitlines()
    assert [line[1:3] for line in lines] == tags


def test_neighbours_of_one_kind_share_an_element_and_chrome_does_not_part_them() -> None:
    kinds: list[BlockKind] = ["item", "chrome", "item", "paragraph", "item"]
    markup = render_blocks([make_block("x", kind) for kind in kinds])
    assert markup.count("<ul>") == markup.count("</ul>") == 2
    assert markup.count("<li>") == 3


def test_an_id_counts_blocks_and_is_safe() -> None:
    blocks = [make_block("menu", "chrome"), make_block("a"), make_block("b\n\nc", "verse")]
    markup = render_blocks(blocks, id_prefix='b"')
    assert '<p id="b&quot;1">' in markup
    assert markup.count('id="b&quot;2"') == 1


def test_a_passage_has_a_paragraph_for_each_of_its_own() -> None:
    assert render_passage("a\nb\n\n \n\nc<") == "<p>a\nb</p>\n<p>c&lt;</p>\n"
    assert render_passage("a\nb", lined=True) == "<p>a<br/>b</p>\n"
    assert render_passage(" \n") == ""
