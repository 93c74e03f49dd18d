"""Old web pages: takes stories; gives saved pages with everything that clung to them."""

from collections.abc import Mapping

from samples.build.placed import Placed, odd_file, story_file
from samples.build.render import HtmlStyle, fill, html_blocks, html_text, plain_page
from samples.build.story import Story

CENTRED = '<p align="center">{}</p>'


def old_pages(stories: Mapping[str, Story]) -> tuple[Placed, ...]:
    """Give the pages of the folder `old site`, and the page that is called a text."""
    return (
        story_file("old site/FOGBOUND.HTM", geocities(stories["fogbound"]), stories["fogbound"]),
        story_file(
            "old site/Netherfield Library __ Miss Bingley's Wager.html",
            netherfield(stories["wager"]),
            stories["wager"],
        ),
        story_file("old site/emerald2.htm", tables(stories["button"]), stories["button"]),
        story_file("old site/goose2ch.html", goose(stories["goose"]), stories["goose"]),
        story_file("old site/frames/main.htm", frame_main(stories["argus"]), stories["argus"]),
        odd_file(
            "old site/frames/index.html",
            fill("frameset.html").encode("ascii"),
            "a frameset: only says where the content is",
        ),
        odd_file(
            "old site/links.html",
            fill("links.html").encode("ascii"),
            "a page of links whose names sound like stories",
        ),
        story_file("mail/msg00417.html", hypermail(stories["whitby"]), stories["whitby"]),
        story_file("scarecrow.txt", html_in_txt(stories["division"]), stories["division"]),
    )


def geocities(story: Story) -> bytes:
    """Paragraphs by two line breaks, bold labels, cp1252 that calls itself Latin-1."""
    lines = [line.split(": ", 1) for line in story.head]
    head = "<BR>\n".join(f"<B>{label}:</B> {value}" for label, value in lines)
    style = HtmlStyle(
        opening="",
        closing="",
        between="<BR><BR>\n",
        rule="<CENTER>{}</CENTER>",
        italic="I",
    )
    body = html_blocks(story.blocks, style)
    page = fill("geocities.html", title=story.title, head=head, body=body)
    return page.replace("\n", "\r\n").encode("cp1252")


def netherfield(story: Story) -> bytes:
    """A saved page: banner, menu, comments, counter, webring."""
    page = fill(
        "netherfield.html",
        title=story.title,
        author=story.author,
        pairing=story.typed["pairing"],
        rating=story.gold["rating_stated"],
        summary=html_text(story.gold["summary"]),
        source_url=story.gold["source_url"],
        note=html_text(story.note("back")),
        body=html_blocks(story.blocks, HtmlStyle(rule=CENTRED, italic="em")),
    )
    return page.encode("utf-8")


def tables(story: Story) -> bytes:
    """Tables in tables; paragraphs are never closed."""
    style = HtmlStyle(opening="<p>", closing="", rule="<p align=center>{}")
    page = fill(
        "tables.html",
        title=story.title,
        author=story.author,
        fandom=story.typed["fandom"],
        character=story.typed["character"],
        rating=story.gold["rating_stated"],
        summary=html_text(story.gold["summary"]),
        body=html_blocks(story.blocks, style),
    )
    return page.encode("ascii")


def goose(story: Story) -> bytes:
    """Two chapters under headings of the second level."""
    body = "\n".join(
        f"<h2>{html_text(chapter.heading or '')}</h2>\n{html_blocks(chapter.blocks, HtmlStyle())}"
        for chapter in story.chapters
    ).replace("<h2>Chapter Two", '<a name="two"></a>\n<h2>Chapter Two')
    page = fill(
        "goose.html",
        title=story.title,
        author=story.author,
        rating=story.gold["rating_stated"],
        characters=story.typed["characters"],
        pairing=story.typed["pairing"],
        body=body,
    )
    return page.encode("utf-8")


def frame_main(story: Story) -> bytes:
    """The content frame: style, scripts and hidden words beside the story."""
    page = fill(
        "frame_main.html",
        title=story.title,
        author=story.author,
        rating=story.gold["rating_stated"],
        summary=html_text(story.gold["summary"]),
        body=html_blocks(story.blocks, HtmlStyle(rule="<hr>")),
    )
    return page.encode("utf-8")


def hypermail(story: Story) -> bytes:
    """A mailing list's archive: the story hard-wrapped in <pre>."""
    text = plain_page(story.head, story.chapters[0], story.tail, width=70, italic="_")
    page = fill("hypermail.html", title=story.title, text=html_text(text))
    return page.encode("ascii")


def html_in_txt(story: Story) -> bytes:
    """HTML that lies in a file called .txt."""
    page = fill(
        "html_in_txt.html",
        typed=story.typed["head"],
        author=story.author,
        rating=story.gold["rating_stated"],
        summary=html_text(story.gold["summary"]),
        body=html_blocks(story.blocks, HtmlStyle(rule=CENTRED)),
    )
    return page.encode("ascii")
