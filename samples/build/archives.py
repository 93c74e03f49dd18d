"""Archives' pages: takes stories; gives pages shaped as eFiction, AO3 and FanFicFare make them."""

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from samples.build.placed import Placed, story_file
from samples.build.render import HtmlStyle, fill, html_blocks, html_text
from samples.build.story import Chapter, Story

AO3_STYLE = HtmlStyle(between="", rule='<p align="center">{}</p>', italic="em")
AO3_SITE = "https://archiveofourown.org"


def archive_pages(stories: Mapping[str, Story]) -> tuple[Placed, ...]:
    """Give the downloaded pages of the folder `saved`."""
    tea, rope, umbrella = stories["tea"], stories["rope"], stories["umbrella"]
    other = stories["otherhole"]
    return (
        story_file("saved/viewstory.php@sid=412&chapter=2.html", efiction(tea), tea),
        story_file("saved/Half_Agony_Half_Rope.html", ao3_page(rope), rope),
        story_file("saved/The_Adventure_of_the_Borrowed.html", ao3_page(umbrella), umbrella),
        story_file("saved/Down the Other Hole-ex_40117.html", fff_page(other), other),
    )


def efiction(story: Story) -> bytes:
    """One chapter of an eFiction story with its chapter select."""
    chapter = story.chapters[0]
    page = fill(
        "efiction.html",
        title=story.title,
        author=story.author,
        summary=html_text(story.gold["summary"]),
        rating=story.gold["rating_stated"],
        tags=", ".join(story.gold["tags"]),
        note=html_text(story.note("front")),
        chapter=html_text(chapter.heading or ""),
        body=html_blocks(chapter.blocks, HtmlStyle(italic="em")),
    )
    return page.encode("utf-8")


def ao3_link(kind: str, name: str) -> str:
    """A link to a tag, a person or a series."""
    escaped = quote(name.replace("/", "*s*").replace("&", "*a*"), safe="*!")
    return f'<a href="{AO3_SITE}/{kind}/{escaped}">{html_text(name)}</a>'


def ao3_tags(story: Story) -> str:
    """The list of labels and tags; a label is plural when it has several tags."""
    gold = story.gold
    groups: Sequence[tuple[str, str, list[str]]] = (
        ("Rating", "Ratings", [gold["rating_stated"]]),
        ("Archive Warning", "Archive Warnings", gold["warnings"]),
        ("Category", "Categories", gold["categories"]),
        ("Fandom", "Fandoms", [story.typed["fandom"]]),
        ("Relationship", "Relationships", gold["relationships"]),
        ("Character", "Characters", gold["characters"]),
        ("Additional Tag", "Additional Tags", gold["tags"]),
    )
    rows = []
    for one, several, names in groups:
        links = ", ".join(ao3_link("tags", name) for name in names)
        rows.append(f"          <dt>{one if len(names) == 1 else several}:</dt>")
        rows.append(f"          <dd>{links}</dd>")
    return "\n".join(rows)


def ao3_places(story: Story) -> str:
    """Series and collections, when there are any."""
    rows = []
    if series := story.gold.get("series"):
        link = ao3_link("series", series["title"])
        rows.append(f"\n      <dt>Series:</dt>\n      <dd>Part {series['index']} of\n{link}</dd>")
    if collection := story.typed.get("collection"):
        link = ao3_link("collections", collection)
        rows.append(f"      <dt>Collections:</dt>\n      <dd>{link}</dd>")
    return "\n".join(rows)


def ao3_stats(story: Story) -> str:
    """Published, Completed, Words, Chapters."""
    stats = [f"Published: {story.gold['date']}"]
    if completed := story.typed.get("completed"):
        stats.append(f"Completed: {completed}")
    stats.append(f"Words: {len(story.words):,}")
    stats.append(f"Chapters: {story.typed['chapters']}")
    return "\n        ".join(stats)


def ao3_chapter(story: Story, number: int, chapter: Chapter) -> str:
    """One chapter with its own summary and notes, as the multi-chapter download has them."""
    body = f'<div class="userstuff">\n      {html_blocks(chapter.blocks, AO3_STYLE)}\n    </div>'
    if chapter.heading is None:
        return f'    <h2 class="toc-heading">{html_text(story.title)}</h2>\n    {body}'
    front = [note["text"] for note in story.gold["notes"] if note["where"] == "front"]
    back = [note["text"] for note in story.gold["notes"] if note["where"] == "back"]
    meta = [f'<div class="meta group">\n  <h2 class="heading">{html_text(chapter.heading)}</h2>']
    if number == 1:
        meta.append("  <p>Chapter Summary</p>")
        summary = html_text(story.typed["chapter_summary"])
        meta.append(f'  <blockquote class="userstuff"><p>{summary}</p></blockquote>')
        meta.append("  <p>Chapter Notes</p>")
        meta.append(f'  <blockquote class="userstuff"><p>{front[1]}</p></blockquote>')
    meta.append("</div>\n\n<!--chapter content-->")
    end = ["<!--/chapter content-->\n"]
    if number == len(story.chapters):
        end.append(f'<div class="meta" id="endnotes{number}">\n  <p>Chapter End Notes</p>')
        end.append(f'  <blockquote class="userstuff"><p>{back[0]}</p></blockquote>\n</div>')
    return "\n".join([*meta, body, *end])


def ao3_page(story: Story) -> bytes:
    """A whole download: preface, chapters, afterword."""
    notes = [html_text(note["text"]) for note in story.gold["notes"]]
    authors: list[str] = story.gold["creators"]
    chapters = [ao3_chapter(story, at + 1, one) for at, one in enumerate(story.chapters)]
    links = [
        f'<a rel="author" href="{AO3_SITE}/users/{name}/pseuds/{name}">{name}</a>'
        for name in authors
    ]
    page = fill(
        "ao3.html",
        title=html_text(story.title),
        authors=", ".join(authors),
        fandom=html_text(story.typed["fandom"]),
        url=story.gold["source_url"],
        tags=ao3_tags(story),
        places=ao3_places(story),
        stats=ao3_stats(story),
        bylines=", ".join(links),
        summary=html_text(story.gold["summary"]),
        note=notes[0],
        end_note=notes[-1],
        chapters="\n\n".join(chapters),
    )
    return page.encode("utf-8")


def fff_labels(story: Story) -> tuple[tuple[str, str], ...]:
    """The labels of FanFicFare's title page that are filled, in its order."""
    gold = story.gold
    series = gold.get("series")
    labels = (
        ("Series", f"{series['title']} [{series['index']}]" if series else ""),
        ("Category", gold["fandoms"][0] if gold["fandoms"] != ["Oz"] else "Wizard of Oz"),
        ("Genre", ", ".join(gold["tags"])),
        ("Language", "English"),
        ("Characters", story.typed.get("characters", ", ".join(gold["characters"]))),
        ("Relationships", story.typed.get("relationships", "")),
        ("Status", "Completed" if gold["complete"] else "In-Progress"),
        ("Published", gold["date"]),
        ("Updated", story.typed["updated"]),
        ("Packaged", "2012-01-01 10:20:30"),
        ("Rating", gold["rating_stated"]),
        ("Chapters", str(len(story.chapters))),
        ("Words", f"{len(story.words):,}"),
        ("Publisher", story.typed["site"]),
    )
    return tuple((label, html_text(value)) for label, value in labels if value)


def fff_page(story: Story) -> bytes:
    """FanFicFare's HTML: title, label table, contents, chapters."""
    rows = [f"<tr><td><b>{one}:</b></td><td>{value}</td></tr>" for one, value in fff_labels(story)]
    summary = html_text(story.gold["summary"])
    rows.append(f"<tr><td><b>Summary:</b></td><td><div><p>{summary}</p></div></td></tr>")
    contents, chapters = [], []
    for at, chapter in enumerate(story.chapters):
        name, heading = f"section{at + 1:04}", html_text(chapter.heading or "")
        contents.append(f'<a href="#{name}">{heading}</a><br />')
        body = html_blocks(chapter.blocks, HtmlStyle(rule="<hr/>"))
        chapters.append(f'<a name="{name}"><h2>{heading}</h2></a>\n<div>\n{body}\n</div>')
    page = fill(
        "fff.html",
        title=story.title,
        author=story.author,
        url=story.gold["source_url"],
        site=story.typed["site"],
        rows="\n\n".join(rows),
        contents="\n\n".join(contents),
        chapters="\n\n".join(chapters),
    )
    return page.encode("utf-8")
