"""A small eFiction archive of our own, as three kinds of dump of its database have it.

All stories are ours, in worlds that belong to everybody. The oddities are those that real
archives have: each is named where it is made.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

Value = str | int | None
Rows = Sequence[Sequence[Value]]

FOG = """The fog came up the river before four, and Holmes had the lamps lit early.

"Somebody has been counting our stairs, Watson," he said. "Listen: seventeen, and a pause."

I listened. The pause was longer than the stairs, and then the bell rang."""

SECOND = """The visitor was a lamplighter, and he had lost a street.

"It was there on Tuesday, sir," he told us, and he turned his cap round and round."""

THIRD = """We found the street behind the gasworks, where the fog had put it.

Holmes bowed to the lamplighter. "It only wanted somebody to come and light it," he said."""

LETTERS = """Alice kept every letter the Hatter had sent her, and here they are.

From: <a href="mailto:hatter@tea.example>hatter@tea.example</a>
To: <a href="mailto:alice@glass.example">alice@glass.example</a>
Subject: The spoons

Dear Alice,

There are <i>no</i> spoons left. The Dormouse says that it was always so.

<hr>

From: <a href="mailto:alice@glass.example">alice@glass.example</a>
To: <a href="mailto:hatter@tea.example">hatter@tea.example</a>
Subject: Re: The spoons

> There are no spoons left.

Then we shall stir the tea with the hands of the clock.

Alice"""

CAFE = (
    "At the caf\xe9 above the falls Holmes ordered a cr\xe8me br\xfbl\xe9e he did not eat.\r\n\r\n"
    "\x93It is d\xe9j\xe0 vu, Watson,\x94 he said. \x93I have drowned here before.\x94\r\n\r\n"
    "The na\xefve waiter from Gen\xe8ve brought the bill, and \x80 was not yet written on it."
).encode("latin-1")

JAPANESE = (
    "霧の深い夜、ホームズはベイカー街の窓辺に立っていた。ワトソンは暖炉のそばで新聞を読んでいた。"
    "「足音が聞こえるかね」とホームズは言った。階段は十七段あった。"
)

CZECH = (
    "\ufeffAlenka přišla k řece a Kloboučník tam už čekal. „Čaj je hotový,“ řekl.\n\nŘeka šuměla."
)

LINK = 'You will find it here: <a href="http://oz.example/gates/hinge.html">The Hinge</a>'

GATE = """The gate of the Emerald City had a squeak in it that even Ozma could hear from her bed.

<p>"It wants oil," said the Tin Woodman, and he gave it some of his own."""

HINGE = """Afterwards the gate said thank you, which surprised nobody but Dorothy.

She had not been in Oz for very long, and still thought that gates were things."""

LOST_SHEEP = (
    """Little John found the sheep in the sheriff's bed, which was not where he had left it."""
)

STORED = (
    "Elizabeth read the letter twice.<br /><br />\r\nThen she said that Mr. Darcy's spelling"
    " was <b>better</b> than his manners, and Jane couldn't disagree."
)

FILES: dict[str, bytes] = {
    "1/11.txt": FOG.encode(),
    "1/12.txt": SECOND.encode(),
    "1/13.txt": THIRD.encode(),
    "2/21.txt": LETTERS.encode(),
    "1/31.txt": CAFE,
    "3/41.txt": JAPANESE.encode(),
    "2/51.txt": CZECH.encode(),
    "3/61.txt": LINK.encode(),
    "2/71.txt": GATE.encode(),
    "2/81.txt": HINGE.encode(),
    # No row names this one.
    "4/999.txt": LOST_SHEEP.encode(),
    # The chapter 101 is its co-author's, and lies in that folder.
    "3/101.txt": b"Penelope wove all day, and at night she wove it back, and nobody counted.\n",
    "4/images/list.js": b'var pictures = ["stories/4/images/sheep.gif"];\n',
    "4/images/sheep.gif": b"GIF89a\x01\x00\x01\x00",
}
"""The folder of the chapters, by the numbers of author and chapter."""

STORY_TITLES = (
    "The Lamp in the Fog",
    "Letters to the Hatter",
    "A Café above the Falls",
    "The Window in Baker Street",
    "Tea by the River",
    "The Hinge",
    "The Gate of Oz",
    "What the Gate Said",
    "Elizabeth's Letter",
    "The Loom",
    "The Sheriff's Bed",
    "The Promised Tale",
)
"""In the order of their numbers: 1, 2, 3 …"""

COLUMNS: dict[str, str] = {
    "authors": "uid penname realname email website bio image date admincreated password",
    "categories": "catid parentcatid category description image locked leveldown displayorder "
    "numitems",
    "chapters": "chapid title inorder notes storytext endnotes validated wordcount rating reviews "
    "sid uid count",
    "characters": "charid catid charname bio image",
    "classes": "class_id class_type class_name",
    "classtypes": "classtype_id classtype_name classtype_title",
    "coauthors": "sid uid",
    "inseries": "seriesid sid subseriesid confirmed inorder",
    "ratings": "rid rating ratingwarning warningtext",
    "reviews": "reviewid item chapid reviewer uid review date rating respond type",
    "series": "seriesid title summary uid isopen catid classes rating warnings genres characters "
    "reviews challenges numstories",
    "settings": "sitekey sitename slogan url siteemail tableprefix skin hiddenskins language "
    "submissionsoff storiespath store",
    "stories": "sid title summary storynotes catid classes charid rid date updated uid coauthors "
    "featured validated completed rr wordcount rating reviews count challenges",
}


def _story(
    sid: int,
    uid: int,
    *,
    summary: str = "",
    notes: str | None = None,
    tags: tuple[str, str, str] = ("1", "1,5", "1,2"),
    rid: str = "2",
    coauthors: str | None = None,
    validated: str = "1",
    completed: str = "1",
    words: int = 0,
    date: str = "2003-04-05 06:07:08",
    updated: str = "2003-04-05 06:07:08",
) -> list[Value]:
    title = STORY_TITLES[sid - 1]
    first: list[Value] = [sid, title, summary, notes, *tags, rid, date, updated, uid, coauthors]
    return [*first, "0", validated, completed, "0", words, 0, 3, 1204, "0"]


def _chapter(
    chapid: int,
    sid: int,
    uid: int,
    title: str,
    order: int = 1,
    *,
    notes: str = "",
    end: str | None = None,
    text: str = "",
) -> list[Value]:
    return [chapid, title, order, notes, text, end, "1", 0, 0, 2, sid, uid, 77]


TABLES: dict[str, Rows] = {
    "authors": [
        [1, "Fenwick Moor", "A Real Name", "fenwick@moor.example", "", "", "", "", "0", "x1"],
        [2, "Polly O'Plumley", "", "polly@oz.example", "", "", "", "", "0", "x2"],
        [3, "Ligeia & Sons", "", "ligeia@sea.example", "", "", "", "", "0", "x3"],
    ],
    "categories": [
        [1, -1, "Sherlock Holmes", "", "", "0", 0, 1, 9],
        [2, -1, "Wizard of Oz", "", "", "0", 0, 2, 2],
        [3, -1, "Drabbles", "", "", "0", 0, 3, 1],
    ],
    "chapters": [
        # Two chapters have the first place; their titles say which is which.
        _chapter(11, 1, 1, "Chapter 1", 1, notes="Lit early."),
        _chapter(12, 1, 1, "Chapter 2", 2),
        _chapter(13, 1, 1, "Chapter 3", 1, end="The street is <i>real</i>."),
        _chapter(21, 2, 2, "The Spoons"),
        _chapter(31, 3, 1, "À table"),
        _chapter(41, 4, 3, "The Window", end="Written at night."),
        _chapter(51, 5, 2, "Chapter 1"),
        _chapter(61, 6, 3, "The Hinge"),
        _chapter(71, 7, 2, "The Gate of Oz"),
        _chapter(81, 8, 2, "Thanks"),
        _chapter(91, 9, 1, "The Letter", text=STORED),
        _chapter(101, 10, 2, "The Loom"),
        # This one has no file, and the next no story.
        _chapter(111, 11, 1, "In which it is gone"),
        _chapter(121, 77, 1, "Of nothing"),
    ],
    "characters": [
        [1, 1, "Sherlock Holmes", "", ""],
        [2, 1, "John Watson", "", ""],
        [3, 2, "Dorothy Gale", "", ""],
    ],
    "classes": [[1, 1, "Drama"], [2, 1, "Action/Adventure"], [5, 2, "Character Death"]],
    "classtypes": [[1, "genres", "Genres"], [2, "warnings", "Warnings"]],
    "coauthors": [[1, 2], [7, 3], [10, 44]],
    "inseries": [[9, 8, 0, 1, 2], [9, 7, 0, 1, 1], [10, 9, 0, 1, 0]],
    "ratings": [[1, "All Ages", "", ""], [2, "Teen", "", ""], [3, "Adult", "", ""]],
    "reviews": [[1, 1, 11, "Toto", 0, "Woof; I mean, 'lovely' \\ fine.", "", 0, "0", "ST"]],
    "series": [[9, "Gates of Oz", "", 2, 0, "2", "", 0, "", "", "", 0, "", 2]],
    "settings": [
        [
            *("k", "The Lamp Post", "", "http://lamp.example/", "keeper@lamp.example"),
            *("", "x", "", "en", 0, "stories", "files"),
        ]
    ],
    "stories": [
        _story(1, 1, summary="<p>A street is <b>lost</b>.</p>", notes="For E., who asked."),
        _story(2, 2, tags=("3", "1", "0"), rid="1"),
        _story(3, 1, summary="Un café, s'il vous plaît; or two.", rid="3", words=40),
        _story(4, 3, updated="2004-01-02 00:00:00"),
        _story(5, 2, tags=("3", "", ""), date="0000-00-00 00:00:00"),
        _story(6, 3, tags=("2", "2", "3")),
        _story(7, 2, tags=("2", "2", "3"), coauthors="1", completed="0"),
        _story(8, 2, tags=("2", "2", "3,99"), rid="8", coauthors="1"),
        _story(9, 1, tags=("3", "1", "")),
        _story(10, 2, tags=("3", "", "")),
        _story(11, 1, validated="0", words=9000),
        _story(12, 4),
    ],
}
"""What the database holds; `_story` and `_chapter` fill in what eFiction does."""


OLD_DUMP = """CREATE TABLE `oz_stories` (`sid` int, `psid` int, `title` text, `chapter` text,
  `inorder` int, `summary` text, `gid` text, `catid` text, `charid` text, `rid` text, `wid` text,
  `uid` int, `validated` char, `completed` char, `date` datetime, `wordcount` int);
INSERT INTO oz_stories VALUES
 (12,11,'The Lamp','Second',2,'','','','','','',1,1,1,'2001-02-04',30),
 (11,11,'The Lamp','First',1,'A street.','Drama,Angst','1','Holmes','PG','None',1,1,1,'2001-02-03',
  20),
 (13,0,'Alone','',1,'','2','1','','G','',1,1,0,'2001-02-05',10);
INSERT INTO oz_authors (uid, penname) VALUES (1, 'Fenwick');
INSERT INTO oz_genres (gid, genre) VALUES (2, 'Humour');
"""
"""A dump of version 2.0, in which chapters are rows of stories."""


def quote(value: Value, mark: str = "'") -> str:
    """Write a value as dumps do."""
    if value is None:
        return "NULL"
    if isinstance(value, int) and mark == "'":
        return str(value)
    text = str(value).replace("\\", "\\\\").replace(mark, f"\\{mark}")
    text = text.replace("\r", "\\r").replace("\n", "\\n")
    return f"{mark}{text}{mark}"


def write_full(tables: Mapping[str, Rows] = TABLES, prefix: str = "fanfiction_") -> str:
    """A dump with definitions: columns are named, many rows an INSERT."""
    parts = ["# A dump\n/*!40101 SET NAMES utf8 */;\nCREATE DATABASE lamp;\nUSE lamp;\n"]
    for table, rows in tables.items():
        columns = COLUMNS[table].split()
        defined = ",\n".join(f"    `{name}` varchar(200) NOT NULL DEFAULT ''" for name in columns)
        parts.append(
            f"DROP TABLE IF EXISTS `{prefix}{table}`;\nCREATE TABLE `{prefix}{table}`\n(\n{defined}"
            f",\n    PRIMARY KEY (`{columns[0]}`),\n    KEY `two` (`{columns[0]}`, `{columns[-1]}`)"
            "\n) ENGINE = MyISAM\n  DEFAULT CHARSET = latin1;\n"
            f"LOCK TABLES `{prefix}{table}` WRITE;\n"
        )
        listed = ", ".join(f"`{name}`" for name in columns)
        values = ",\n       ".join(f"({', '.join(map(quote, row))})" for row in rows)
        parts.append(f"INSERT INTO `{prefix}{table}` ({listed})\nVALUES {values};\n")
        parts.append("UNLOCK TABLES;\n")
    return "\n".join(parts)


def write_bare(tables: Mapping[str, Rows] = TABLES, prefix: str = "fanfiction_") -> str:
    """A dump without definitions: no column is named, every value is quoted, a row an INSERT."""
    parts = []
    for table, rows in tables.items():
        parts.append(f"# Dump of table {prefix}{table}\n# Dump DATE : 20-Apr-2004\n")
        parts += [
            f"INSERT INTO {prefix}{table} VALUES\t({','.join(quote(v, chr(34)) for v in row)});\n"
            for row in rows
        ]
    return "".join(parts)


def write_words() -> str:
    """A dump of a part: ratings stand in words, and whole tables are commented out."""
    stories = [list(row) for row in TABLES["stories"][:2]]
    for row in stories:
        row[7] = "Teen"
    stories[0][11] = "2,3"
    kept = {
        "authors": TABLES["authors"][:2],
        "categories": TABLES["categories"],
        "chapters": TABLES["chapters"][:3],
        "ratings": TABLES["ratings"],
        "stories": stories,
    }
    hidden = write_full({"coauthors": TABLES["coauthors"], "inseries": TABLES["inseries"]})
    return write_full(kept) + "\n".join(f"# {line}" for line in hidden.splitlines()) + "\n"


SHAPES = {"full": write_full, "bare": write_bare, "words": write_words}


def write_archive(folder: Path, shape: str = "full") -> list[Path]:
    """Write the archive: give the dump and the folder of its chapters."""
    dump = folder / f"{shape}.sql"
    dump.parent.mkdir(parents=True, exist_ok=True)
    dump.write_bytes(SHAPES[shape]().encode("utf-8"))
    for name, data in FILES.items():
        path = folder / "stories" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return [dump, folder / "stories"]
