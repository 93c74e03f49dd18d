"""A heap to measure editions with: 400 stories found twice in ten ways, 405 that only seem so.

    python bench/edition_corpus.py /tmp/editions --seed 7

Beside the heap lies `truth.json`: which files are editions of one story, and which pairs of files
are near misses. Every file has another header, format, charset or frame than its mate.
"""

import argparse
import html
import io
import json
import random
import sys
import textwrap
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct, structs

from edition_prose import (
    Paragraph,
    Story,
    Writer,
    draw_title,
    rename_people,
    write_french,
    write_story,
)

EACH_PAIR = 40
EACH_MISS = 45
WORKS = 2_000

File = tuple[str, bytes]

_HOSTS = ("ashgrove.example", "lantern.example", "moorgate.example")
_RATINGS = ("G", "PG", "PG-13", "K+", "T", "R")
_SPELLINGS = {
    "grey": "gray",
    "colour": "color",
    "neighbour": "neighbor",
    "harbour": "harbor",
    "rumour": "rumor",
    "marvellous": "marvelous",
    "travelled": "traveled",
    "recognised": "recognized",
    "jewellery": "jewelry",
    "towards": "toward",
}
_DISCLAIMER = (
    "Disclaimer: none of the people in this tale belong to me, they belong to those who thought "
    "of them first and to everybody since. No money has been made with it, nor will it be. "
    "Please do not sue, I own a kettle and two cats and they are not for sale. Do not archive "
    "this anywhere without asking me, which is done quickly, as I nearly always say yes to all "
    "who ask politely. Feedback is welcome and is kept in a box beneath the bed, where I read "
    "it when it rains. Thanks go to all on the list who cheered, and to my patient beta."
)


class Truth(Struct, frozen=True):
    """Two lists of files that are one story, or seem to be.

    Attributes:
        kind: in which way.
        one: paths of the one.
        other: paths of the other.
    """

    kind: str
    one: tuple[str, ...]
    other: tuple[str, ...]


class Corpus(Struct, frozen=True):
    """A heap and what is true of it."""

    files: tuple[File, ...]
    pairs: tuple[Truth, ...]
    misses: tuple[Truth, ...]


class Look(Struct, frozen=True):
    """How a story is written into a file.

    Attributes:
        header: which of the headers.
        width: columns, or 0 for a line a paragraph.
        charset: of the bytes.
        is_curly: whether quotes are typographic.
        date: as the header has it.
        address: where the story was found, or "".
    """

    header: int = 0
    width: int = 0
    charset: str = "utf-8"
    is_curly: bool = False
    date: str = ""
    address: str = ""


def draw_look(draw: random.Random, story: Story, host: int) -> Look:
    """Draw a look; works of another host have other numbers."""
    return Look(
        header=draw.randrange(6),
        width=draw.choice((0, 66, 72)),
        charset=draw.choice(("utf-8", "utf-8", "cp1252")),
        is_curly=draw.random() < 0.4,
        date=f"{draw.randint(1996, 2009)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}",
        address=f"http://{_HOSTS[host]}/viewstory.php?sid={story.number * 7 + host}"
        if draw.random() < 0.25
        else "",
    )


def make_head(story: Story, look: Look, title: str) -> str:
    """Write a header: title and byline, labels, capitals, brackets, a mail's, or hardly one."""
    where = f"Source: {look.address}\n" if look.address else ""
    rating = _RATINGS[story.number % len(_RATINGS)]
    labels = f"Fandom: {story.fandom}\nRating: {rating}\nSummary: {story.summary}\n{where}"
    return (
        f"Title: {title}\nAuthor: {story.author}\nDate: {look.date}\n{labels}",
        f"{title}\nby {story.author}\n\n{where}",
        f"TITLE: {title.upper()}\nAUTHOR: {story.author}\nRATING: {rating}\n"
        f"DISCLAIMER: Not mine, alas.\n{where}",
        f"From: {story.author} <pen@{_HOSTS[0]}>\nSubject: FIC: {title}\n"
        f"Date: Tue, 3 Mar 1998 21:14:09 GMT\n\n{labels}",
        f"[Title] {title}\n[By] {story.author}\n[Rated] {rating}\n{where}",
        f"{title} by {story.author} ({rating}, {story.fandom})\n{where}",
    )[look.header]


def make_quotes_curly(text: str) -> str:
    """Make straight quotes typographic."""
    parts = text.split('"')
    text = parts[0] + "".join(
        ("\u201c" if number % 2 == 0 else "\u201d") + part for number, part in enumerate(parts[1:])
    )
    return text.replace("'", "\u2019")


def lay_out(story: Story, look: Look, *, title: str = "", breaks: bool = True) -> str:
    """Write a story as plain text."""
    told = []
    for number, one in enumerate(story.paragraphs):
        text = make_quotes_curly(one.text) if look.is_curly else one.text
        told.append(textwrap.fill(text, look.width) if look.width else text)
        if breaks and number % 17 == 16:
            told.append("* * *")
    return (
        make_head(story, look, title or story.title) + "\n\n" + "\n\n".join(told) + "\n\nTHE END\n"
    )


def write_text(path: str, story: Story, look: Look, *, title: str = "") -> File:
    """Write a text file."""
    return f"{path}.txt", lay_out(story, look, title=title).encode(look.charset, "replace")


def write_page(path: str, story: Story, look: Look) -> File:
    """Write a plain web page."""
    body = "\n".join(f"<p>{html.escape(one.text, quote=False)}</p>" for one in story.paragraphs)
    head = "<br>\n".join(
        html.escape(line) for line in make_head(story, look, story.title).split("\n")
    )
    page = (
        f"<html><head><title>{html.escape(story.title)}</title></head>\n<body><h1>"
        f"{html.escape(story.title)}</h1>\n<p>{head}</p><hr>\n{body}\n</body></html>\n"
    )
    return f"{path}.html", page.encode("utf-8")


def write_site_page(path: str, story: Story, look: Look) -> File:
    """Write a page of an archive, with its frame around the story."""
    address = f"http://{_HOSTS[2]}/viewstory.php?sid={story.number}"
    body = "<br><br>\n".join(html.escape(one.text, quote=False) for one in story.paragraphs)
    page = (
        f"<html><head><title>{html.escape(story.title)} by {story.author} - "
        "Moorgate Archive</title>"
        "</head><body><div id='menu'><a href='index.php'>Home</a> | <a href='browse.php'>Browse</a>"
        " | <a href='search.php'>Search</a> | <a href='user.php'>Login</a></div>\n"
        f"<div id='pagetitle'><a href='{address}'>{html.escape(story.title)}</a> by "
        f"<a href='viewuser.php?uid={story.number % 91}'>{story.author}</a></div>\n"
        "<div class='infobox'><b>Summary:</b> "
        f"{html.escape(story.summary)}<br><b>Categories:</b> {story.fandom}<br><b>Characters:</b> "
        f"{', '.join(story.people)}<br><b>Rated:</b> PG<br><b>Completed:</b> Yes "
        f"<b>Word count:</b> 999 <b>Read:</b> 1412<br><b>Published:</b> {look.date}</div>\n"
        f"<div id='story'>{body}</div>\n<p>[Report This] You must login to review.</p>"
        "<div id='footer'>Moorgate Archive is run by volunteers. Disclaimer: all characters are "
        "the property of their owners. The archive is not responsible for its authors.</div>"
        "</body></html>\n"
    )
    return f"{path}.html", page.encode("utf-8")


def write_rtf(path: str, story: Story, look: Look) -> File:
    """Write a rich text file."""
    text = lay_out(story, structs.replace(look, width=0, is_curly=False), breaks=False)
    safe = text.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}")
    body = "\\par\n".join(safe.encode("ascii", "replace").decode().split("\n"))
    return f"{path}.rtf", f"{{\\rtf1\\ansi\\deff0 {body}}}".encode("ascii")


def write_zip(path: str, files: Sequence[File]) -> File:
    """Pack files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(zipfile.ZipInfo(name.rpartition("/")[2]), data)
    return f"{path}.zip", stream.getvalue()


# --- the ten ways in which a story is found twice ---------------------------------------------


def _other_header(draw: random.Random, path: str, story: Story) -> list[File]:
    look = draw_look(draw, story, 1)
    # Never the very same file: that is one original, and one work.
    look = structs.replace(look, date=f"{look.date[:4]}-0{draw.randint(1, 9)}-28")
    return [write_text(path, story, structs.replace(look, header=0))]


def _other_format(draw: random.Random, path: str, story: Story) -> list[File]:
    look = draw_look(draw, story, 1)
    return [draw.choice((write_page, write_rtf))(path, story, look)]


def _other_archive(draw: random.Random, path: str, story: Story) -> list[File]:
    return [write_site_page(path, story, draw_look(draw, story, 2))]


def _damaged(draw: random.Random, path: str, story: Story) -> list[File]:
    text = lay_out(story, structs.replace(draw_look(draw, story, 1), is_curly=True))
    how = draw.randrange(3)
    if how == 0:
        text = text.encode("utf-8").decode("cp1252", "replace")
    elif how == 1:
        text = "".join("?" if char in "\u201c\u201d\u2019" else char for char in text)
    else:
        text = "".join("" if char in "\u201c\u201d\u2019" else char for char in text)
    return [(f"{path}.txt", text.encode("utf-8"))]


def _other_split(draw: random.Random, path: str, story: Story) -> list[File]:
    look = structs.replace(draw_look(draw, story, 1), header=draw.randrange(2))
    count = draw.choice((2, 3))
    told = story.paragraphs
    files = []
    for part in range(count):
        piece = told[len(told) * part // count : len(told) * (part + 1) // count]
        one = structs.replace(story, paragraphs=piece)
        title = f"{story.title} ({part + 1}/{count})"
        files.append(write_text(f"{path}-{part + 1}", one, look, title=title))
    return files


def _misspell(draw: random.Random, word: str) -> str:
    if len(word) < 4 or not word.isalpha():
        return word
    at = draw.randrange(len(word) - 2) + 1
    return draw.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at] + word[at:],
        )
    )


def _light_revision(draw: random.Random, path: str, story: Story) -> list[File]:
    writer = Writer(draw, story.fandom, story.people)
    told = []
    for one in story.paragraphs:
        words = [
            _misspell(draw, word) if draw.random() < 0.02 else word for word in one.text.split()
        ]
        text = " ".join(words)
        if draw.random() < 0.06:
            text += " " + writer.sentence()
        told.append(Paragraph(text, one.is_speech))
    return [
        write_text(path, structs.replace(story, paragraphs=tuple(told)), draw_look(draw, story, 1))
    ]


def _heavy_revision(draw: random.Random, path: str, story: Story) -> list[File]:
    writer = Writer(draw, story.fandom, story.people)
    share = draw.uniform(0.15, 0.25)
    told: list[Paragraph] = []
    for one in story.paragraphs:
        chance = draw.random()
        if chance < share / 2:
            continue
        told.append(writer.narration() if chance < share else one)
        if draw.random() < share / 2:
            told.append(writer.narration())
    title = f"{story.title} (Revised)" if draw.random() < 0.5 else story.title
    revised = structs.replace(story, paragraphs=tuple(told))
    return [write_text(path, revised, draw_look(draw, story, 1), title=title)]


def _half(draw: random.Random, path: str, story: Story) -> list[File]:
    told = story.paragraphs
    cut = max(3, int(len(told) * draw.uniform(0.3, 0.7)))
    title = f"{story.title} (WIP)" if draw.random() < 0.3 else story.title
    look = draw_look(draw, story, 1)
    return [write_text(path, structs.replace(story, paragraphs=told[:cut]), look, title=title)]


def _other_names(draw: random.Random, path: str, story: Story) -> list[File]:
    names = {**rename_people(draw, story), **_SPELLINGS}
    told = []
    for one in story.paragraphs:
        text = one.text
        for old, new in names.items():
            text = text.replace(old, new)
        told.append(Paragraph(text, one.is_speech))
    renamed = structs.replace(
        story,
        paragraphs=tuple(told),
        fandom="Original",
        title=draw_title(draw) if draw.random() < 0.5 else story.title,
    )
    return [write_text(path, renamed, draw_look(draw, story, 1))]


def _inserted(draw: random.Random, path: str, story: Story) -> list[File]:
    writer = Writer(draw, story.fandom, story.people)
    told: list[Paragraph] = []
    for one in story.paragraphs:
        told.append(one)
        if draw.random() < 0.08:
            told.append(Paragraph(f"(A/N: {writer.sentence()} Please review!)"))
        elif draw.random() < 0.06:
            told.append(Paragraph("\n".join(f"/{line}/" for line in writer.song(3))))
    look = structs.replace(draw_look(draw, story, 1), width=0, is_curly=True)
    inside = write_text(path, structs.replace(story, paragraphs=tuple(told)), look)
    return [write_zip(path, [inside])] if draw.random() < 0.5 else [inside]


Variant = Callable[[random.Random, str, Story], list[File]]

PAIRS: dict[str, Variant] = {
    "header": _other_header,
    "format": _other_format,
    "archive": _other_archive,
    "damage": _damaged,
    "split": _other_split,
    "light revision": _light_revision,
    "heavy revision": _heavy_revision,
    "half": _half,
    "names": _other_names,
    "inserted": _inserted,
}


# --- the nine ways in which two stories only seem to be one -----------------------------------


def _translation(draw: random.Random, path: str, story: Story) -> list[list[File]]:
    french = tuple(map(Paragraph, write_french(draw, story)))
    look = structs.replace(draw_look(draw, story, 0), header=0)
    look = structs.replace(look, address=f"http://{_HOSTS[0]}/viewstory.php?sid={story.number * 7}")
    return [
        [write_text(f"{path}-a", story, look)],
        [write_text(f"{path}-b", structs.replace(story, paragraphs=french), look)],
    ]


def _sequel(draw: random.Random, path: str, story: Story) -> list[list[File]]:
    writer = Writer(draw, story.fandom, story.people)
    quoted = draw.sample(story.paragraphs, min(3, len(story.paragraphs)))
    told = (*quoted, *writer.paragraphs(900))
    title = draw.choice((f"{story.title} II", f"More of {story.title}", f"{story.title} 2"))
    sequel = structs.replace(story, paragraphs=told, title=title)
    return [
        [write_text(f"{path}-a", story, draw_look(draw, story, 0))],
        [write_text(f"{path}-b", sequel, draw_look(draw, story, 1))],
    ]


def _remix(draw: random.Random, path: str, story: Story) -> list[list[File]]:
    writer = Writer(draw, story.fandom, story.people)
    told = tuple(
        Paragraph(one.text.rpartition('"')[0] + '"', is_speech=True)
        if one.is_speech
        else writer.narration()
        for one in story.paragraphs
    )
    title = f"{story.title} (The {draw.choice(story.people)} Remix)"
    author = write_story(story.number, 99_991).author
    remix = structs.replace(story, paragraphs=told, title=title, author=author)
    return [
        [write_text(f"{path}-a", story, draw_look(draw, story, 0))],
        [write_text(f"{path}-b", remix, draw_look(draw, story, 1))],
    ]


def _short(draw: random.Random, story: Story, words: int) -> Story:
    other = write_story(draw.randrange(10**9), 4_242, words=words)
    return structs.replace(other, number=story.number + 500_000)


def _disclaimer(draw: random.Random, path: str, story: Story) -> list[list[File]]:
    both = []
    for name, one in (("a", _short(draw, story, 320)), ("b", _short(draw, story, 320))):
        told = (Paragraph(_DISCLAIMER), *one.paragraphs)
        page = structs.replace(one, paragraphs=told)
        both.append([write_text(f"{path}-{name}", page, draw_look(draw, one, 0))])
    return both


def _song(draw: random.Random, path: str, story: Story) -> list[list[File]]:
    lines = Writer(draw, story.fandom, story.people).song(16)
    verses = ["\n".join(lines[at : at + 4]) for at in range(0, 16, 4)]
    both = []
    for name, one in (("a", _short(draw, story, 480)), ("b", _short(draw, story, 480))):
        told: list[Paragraph] = []
        step = max(1, len(one.paragraphs) // 4)
        for number, paragraph in enumerate(one.paragraphs):
            if number % step == 0 and number // step < 4:
                told.append(Paragraph(verses[number // step]))
            told.append(paragraph)
        page = structs.replace(one, paragraphs=tuple(told))
        look = structs.replace(draw_look(draw, one, 0), width=0)
        both.append([write_text(f"{path}-{name}", page, look)])
    return both


def _prompt(draw: random.Random, path: str, story: Story) -> list[list[File]]:
    opening = Paragraph(Writer(draw, story.fandom, story.people).sentence())
    both = []
    for name, one in (("a", _short(draw, story, 80)), ("b", _short(draw, story, 80))):
        drabble = structs.replace(one, paragraphs=(opening, *one.paragraphs), title="Drabble")
        both.append([write_text(f"{path}-{name}", drabble, draw_look(draw, one, 0))])
    return both


def _serial(draw: random.Random, path: str, story: Story) -> list[list[File]]:
    look = draw_look(draw, story, 0)
    writer = Writer(draw, story.fandom, story.people)
    second = structs.replace(story, paragraphs=writer.paragraphs(900))
    return [
        [write_text(f"{path}-a", story, look, title=f"{story.title}, Part 1")],
        [write_text(f"{path}-b", second, look, title=f"{story.title}, Part 2")],
    ]


def _namesake(draw: random.Random, path: str, story: Story) -> list[list[File]]:
    other = _short(draw, story, 900)
    other = structs.replace(other, title=story.title, author=story.author)
    one, two = structs.replace(draw_look(draw, story, 0), header=0), draw_look(draw, other, 1)
    # The same host, and a number that begins alike: "/123" is not "/12345".
    number = story.number * 7
    return [
        [write_text(f"{path}-a", story, structs.replace(one, address=_say_address(number)))],
        [
            write_text(
                f"{path}-b",
                other,
                structs.replace(two, header=0, address=_say_address(number * 100 + 45)),
            )
        ],
    ]


def _say_address(number: int) -> str:
    return f"http://{_HOSTS[1]}/s/{number}/1/"


def _anthology(draw: random.Random, path: str, story: Story) -> list[list[File]]:
    told: list[str] = []
    stories = [story, *(_short(draw, story, 700) for _ in range(3))]
    draw.shuffle(stories)
    for number, one in enumerate(stories, 1):
        told.append(f"Chapter {number}: {one.title}")
        told += [paragraph.text for paragraph in one.paragraphs]
    title = f"{draw.choice(('Winter', 'Summer', 'Moorland', 'Fireside'))} Tales {story.number}"
    head = make_head(structs.replace(story, title=title), Look(), title)
    return [
        [write_text(f"{path}-a", story, draw_look(draw, story, 0))],
        [(f"{path}-b.txt", (head + "\n\n" + "\n\n".join(told) + "\n").encode("utf-8"))],
    ]


MISSES: dict[str, Callable[[random.Random, str, Story], list[list[File]]]] = {
    "translation": _translation,
    "sequel": _sequel,
    "remix": _remix,
    "disclaimer": _disclaimer,
    "song": _song,
    "prompt": _prompt,
    "serial": _serial,
    "namesake": _namesake,
    "anthology": _anthology,
}


def build_corpus(
    seed: int, *, each_pair: int = EACH_PAIR, each_miss: int = EACH_MISS, works: int = WORKS
) -> Corpus:
    """Make a heap.

    Args:
        seed: another seed, another heap.
        each_pair: pairs of each of the ten kinds.
        each_miss: near misses of each of the nine kinds.
        works: at least so many, filled up with stories that are alone.
    """
    files: list[File] = []
    pairs: list[Truth] = []
    misses: list[Truth] = []
    number = 1
    for kind, vary in PAIRS.items():
        for _ in range(each_pair):
            draw = random.Random(f"{seed} {number}")
            story = write_story(number, seed)
            name = f"{draw.randrange(16**6):06x}{number}"
            one = [write_text(f"first/{name}", story, draw_look(draw, story, 0))]
            other = vary(draw, f"second/{draw.randrange(16**6):06x}{number}", story)
            pairs.append(Truth(kind, _name_files(one), _name_files(other)))
            files += one + other
            number += 1
    for kind, miss in MISSES.items():
        for _ in range(each_miss):
            draw = random.Random(f"{seed} {number}")
            story = write_story(number, seed)
            one, other = miss(draw, f"third/{number}", story)
            misses.append(Truth(kind, _name_files(one), _name_files(other)))
            files += one + other
            number += 1
    for _ in range(max(0, works - 2 * len(pairs) - 2 * len(misses))):
        draw = random.Random(f"{seed} {number}")
        story = write_story(number, seed)
        files.append(write_text(f"fourth/{number}", story, draw_look(draw, story, 0)))
        number += 1
    return Corpus(tuple(files), tuple(pairs), tuple(misses))


def _name_files(files: Sequence[File]) -> tuple[str, ...]:
    return tuple(name for name, _ in files)


def write_corpus(folder: Path, corpus: Corpus) -> None:
    """Write a heap into `folder/heap`, and what is true of it beside it."""
    for name, data in corpus.files:
        path = folder / "heap" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    truth = {
        "pairs": [structs.asdict(one) for one in corpus.pairs],
        "misses": [structs.asdict(one) for one in corpus.misses],
    }
    (folder / "truth.json").write_text(json.dumps(truth, indent=1), "utf-8")


def main(arguments: Sequence[str]) -> int:
    """Write the heap."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    corpus = build_corpus(options.seed)
    write_corpus(options.folder, corpus)
    print(
        f"{len(corpus.files):,} files, {len(corpus.pairs)} pairs, {len(corpus.misses)} near misses"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
