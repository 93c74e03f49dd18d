"""Archive codes: what may be odd about an archive that is imported whole, permanent names."""

from msgspec import Struct

ROW = "text/x-archive-row"
"""The media type of a row: its text as it stands in the database's file; it is ours."""

CHAPTER_WITHOUT_FILE = "parse.chapter-without-file"
FILE_WITHOUT_ROW = "parse.file-without-row"
CHAPTER_WITHOUT_STORY = "parse.chapter-without-story"
STORY_WITHOUT_CHAPTERS = "parse.story-without-chapters"
CHAPTER_ORDER = "parse.chapter-order"
CHAPTER_EMPTY = "parse.chapter-empty"
FILE_ELSEWHERE = "parse.file-elsewhere"
REPEATED_ROW = "parse.repeated-row"
ROW_LENGTH = "parse.row-length"
NO_DEFINITIONS = "parse.no-definitions"
NO_TABLE = "parse.no-table"
OTHER_DUMP = "parse.other-dump"
AUTHOR_MISSING = "parse.author-missing"
CO_AUTHOR_MISSING = "parse.co-author-missing"
CO_AUTHORS_UNNAMED = "parse.co-authors-unnamed"
SERIES_MISSING = "parse.series-missing"
RATING_MISSING = "parse.rating-missing"
RATING_IN_WORDS = "parse.rating-in-words"
TAG_MISSING = "parse.tag-missing"
NOT_VALIDATED = "parse.not-validated"
DATE_ODD = "parse.date-odd"
ONLY_LINK = "parse.only-link"
MAIL_IN_STORY = "parse.mail-in-story"
OTHER_CHARSET = "parse.other-charset"
BYTE_ORDER_MARK = "parse.byte-order-mark"
BEYOND_CHARSET = "parse.beyond-charset"
BROKEN_TAG = "parse.broken-tag"
WORDS_DIFFER = "parse.words-differ"
ENTRY_UNREADABLE = "parse.entry-unreadable"
BOOK_WITHOUT_FILE = "parse.book-without-file"

UNREADABLE = frozenset({CHAPTER_WITHOUT_FILE, ENTRY_UNREADABLE, BOOK_WITHOUT_FILE})
"""Of these something is missing or could not be read; the others only tell what was found."""


class Oddity(Struct, frozen=True):
    """Something odd about an archive, and where.

    Attributes:
        code: one of this page's, or of intake or decode.
        message: one plain sentence.
        path: of the file concerned, in the heap.
        member: the row or file inside it, or None.
        story: the title of the story concerned, or "".
    """

    code: str
    message: str
    path: str
    member: str | None = None
    story: str = ""
