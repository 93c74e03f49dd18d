"""Two small archives of our own: an Automated Archive site, and a calibre library."""

from collections.abc import Mapping
from pathlib import Path

import apsw

from tests.format_samples import make_epub, page

ARCHIVE_DB = r"""# ARCHIVE_DB.pl, written by the archive's script
%FILES = (

1 => {
	Author => 'Fenwick Moor and Polly Plumley',
	Category => 'Drama, Casefile',
	Email => 'fenwick@moor.example',
	FileType => 'html',
	Location => '1/thelamp',
	Pairing => 'Holmes/Watson',
	PrintTime => '02/26/00',
	Rating => 'PG-13',
	Summary => 'A street isn\'t where it was; Holmes &amp; Watson look.',
	Title => 'The Lamp in the Fog',
	Warnings => 'None',
},

2 => {
	Author => "Ligeia",
	Date => '12/25/1999',
	FileType => 'txt',
	Location => '1/tea',
	Rating => 'G',
	Summary => 'Tea, and letters,
and no spoons.',
	Title => 'Tea at Six',
},

3 => {
	Author => 'Ligeia',
	LocationURL => 'http://oz.example/hinge.html',
	Title => 'The Hinge',
},

4 => {
	Author => 'Tam',
	Location => '2/gone',
	Title => 'Gone',
	PrintTime => 'P',
},

5 => {
	Author => 'Tam,
	Title => 'Broken
},

);

1;
"""

LAMP_PAGE = """<html><head><title>The Lamp in the Fog</title></head><body>
<h2>The Lamp in the Fog</h2>
<p>by Fenwick Moor and Polly Plumley
<p>Disclaimer: They belong to everybody now.
<p>Rating: PG-13
<hr>
<p>The fog came up the river before four, and Holmes had the lamps lit early.
<p>"Somebody has been counting our stairs, Watson," he said. "Listen: seventeen, and a pause."
<p>I listened. The pause was longer than the stairs, and then the bell rang.
</body></html>
"""

TEA = b"""From: the Hatter
To: Alice
Subject: Spoons

There are none left, my dear, and the Dormouse says that it was always so.

From: Alice
To: the Hatter
Subject: Re: Spoons

Then we shall stir the tea with the hands of the clock.
"""

AUTOMATED_FILES: dict[str, bytes] = {
    "ARCHIVE_DB.pl": ARCHIVE_DB.encode(),
    "archive/1/thelamp.html": LAMP_PAGE.encode(),
    "archive/1/tea.txt": TEA,
    "archive/1/stray.html": b"<p>Robin Hood waited at the bridge, and nobody came to fight.</p>",
    "index.html": b"<html><body><p>Welcome to the archive.</p></body></html>",
}

_SCHEMA = """
CREATE TABLE books (id INTEGER PRIMARY KEY, title TEXT, sort TEXT, timestamp TEXT, pubdate TEXT,
  series_index REAL DEFAULT 1.0, author_sort TEXT, path TEXT, uuid TEXT, has_cover BOOL);
CREATE TABLE authors (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE books_authors_link (id INTEGER PRIMARY KEY, book INTEGER, author INTEGER);
CREATE TABLE series (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE books_series_link (id INTEGER PRIMARY KEY, book INTEGER, series INTEGER);
CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE books_tags_link (id INTEGER PRIMARY KEY, book INTEGER, tag INTEGER);
CREATE TABLE comments (id INTEGER PRIMARY KEY, book INTEGER, text TEXT);
CREATE TABLE languages (id INTEGER PRIMARY KEY, lang_code TEXT);
CREATE TABLE books_languages_link
  (id INTEGER PRIMARY KEY, book INTEGER, lang_code INTEGER, item_order INTEGER);
CREATE TABLE publishers (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE books_publishers_link (id INTEGER PRIMARY KEY, book INTEGER, publisher INTEGER);
CREATE TABLE ratings (id INTEGER PRIMARY KEY, rating INTEGER);
CREATE TABLE books_ratings_link (id INTEGER PRIMARY KEY, book INTEGER, rating INTEGER);
CREATE TABLE identifiers (id INTEGER PRIMARY KEY, book INTEGER, type TEXT, val TEXT);
CREATE TABLE data (id INTEGER PRIMARY KEY, book INTEGER, format TEXT, uncompressed_size INTEGER,
  name TEXT);
CREATE TABLE custom_columns (id INTEGER PRIMARY KEY, label TEXT, name TEXT, datatype TEXT,
  normalized BOOL);
CREATE TABLE custom_column_1 (id INTEGER PRIMARY KEY, value TEXT);
CREATE TABLE books_custom_column_1_link (id INTEGER PRIMARY KEY, book INTEGER, value INTEGER);
CREATE TABLE custom_column_2 (id INTEGER PRIMARY KEY, book INTEGER, value TEXT);

INSERT INTO books VALUES
 (1, 'The Gate of Oz', '', '', '2003-04-05 10:00:00+00:00', 2.0, '',
  'Polly Plumley/Gate (1)', '', 1),
 (2, 'Tea at Six', '', '', '0101-01-01 00:00:00+00:00', 1.0, '', 'Ligeia/Tea (2)', '', 0),
 (3, 'Nowhere', '', '', '', 1.0, '', 'Tam/Nowhere (3)', '', 0);
INSERT INTO authors VALUES (1, 'Polly Plumley'), (2, 'Moor| Fenwick'), (3, 'Ligeia'), (4, 'Tam');
INSERT INTO books_authors_link VALUES (1, 1, 2), (2, 1, 1), (3, 2, 3), (4, 3, 4);
INSERT INTO series VALUES (1, 'Gates of Oz');
INSERT INTO books_series_link VALUES (1, 1, 1);
INSERT INTO tags VALUES (1, 'Fluff'), (2, 'In-Progress');
INSERT INTO books_tags_link VALUES (1, 1, 1), (2, 1, 2);
INSERT INTO comments VALUES (1, 1, '<div><p>A gate squeaks &amp; is oiled.</p></div>');
INSERT INTO languages VALUES (1, 'eng');
INSERT INTO books_languages_link VALUES (1, 1, 1, 0);
INSERT INTO ratings VALUES (1, 10);
INSERT INTO books_ratings_link VALUES (1, 1, 1);
INSERT INTO identifiers VALUES (1, 1, 'url', 'http://oz.example/gate?a=1|2');
INSERT INTO data VALUES
 (1, 1, 'MOBI', 9, 'Gate - Polly'), (2, 1, 'EPUB', 9, 'Gate - Polly'), (3, 2, 'TXT', 9, 'Tea');
INSERT INTO custom_columns VALUES (1, 'fandoms', 'Fandoms', 'text', 1),
 (2, 'ficrating', 'Rating', 'text', 0);
INSERT INTO custom_column_1 VALUES (1, 'Wizard of Oz');
INSERT INTO books_custom_column_1_link VALUES (1, 1, 1);
INSERT INTO custom_column_2 VALUES (1, 1, 'PG');
"""


def make_catalogue(*, wal: bool = False) -> bytes:
    """Make the bytes of a metadata.db."""
    connection = apsw.Connection(":memory:")
    connection.execute(_SCHEMA)
    data = bytearray(connection.serialize("main"))
    connection.close()
    if wal:
        data[18:20] = b"\x02\x02"
    return bytes(data)


def make_calibre_files() -> dict[str, bytes]:
    """Make the files of a calibre library of three books, of which one has no file."""
    return {
        "metadata.db": make_catalogue(),
        "Polly Plumley/Gate (1)/Gate - Polly.epub": make_epub(
            {
                "a.xhtml": page(
                    "<p>The gate of the Emerald City squeaked, and Ozma could hear it in bed.</p>"
                    '<p>"It wants oil," said the Tin Woodman, and gave it some of his own.</p>'
                )
            }
        ),
        "Polly Plumley/Gate (1)/Gate - Polly.mobi": b"\0" * 60 + b"BOOKMOBI" + b"\0" * 40,
        "Polly Plumley/Gate (1)/cover.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00",
        "Ligeia/Tea (2)/Tea.txt": TEA,
    }


def write_files(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write files below a folder."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder
