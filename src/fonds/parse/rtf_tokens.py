"""RTF taken apart: control words, groups and code pages become styled paragraphs.

RTF has been written by thirty years of programs, each with its own idea of it. What is not
understood is passed over; text is only left out where the format says that it is none.
"""

import codecs
import re
from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field

from fonds.model.block import Style

_TOKEN = re.compile(
    r"\\([A-Za-z]{1,32})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|[\r\n\x00]+"
    r"|([^\\{}\r\n\x00]+)|\\"
)
_STYLES: Mapping[str, Style] = {
    "i": "italic",
    "b": "bold",
    "ul": "underline",
    "uld": "underline",
    "uldb": "underline",
    "ulw": "underline",
    "strike": "strike",
    "striked": "strike",
    "super": "super",
    "sub": "sub",
}
_SYMBOLS: Mapping[str, str] = {
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "tab": "\t",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "~": "\xa0",
    "_": "-",
    "{": "{",
    "}": "}",
    "\\": "\\",
    "\t": "\t",
}
_PARAGRAPH_ENDS = frozenset({"par", "sect", "page", "row", "nestrow", "\n", "\r"})
_CHARSETS: Mapping[int, str] = {
    0: "cp1252",
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gbk",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
"""Windows font charsets to code pages; 1 ("default") and 2 ("symbol") change nothing."""
_PAGES: Mapping[str, str] = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850", "ansi": "cp1252"}

_SILENT = frozenset(
    "colortbl stylesheet pict objdata objclass objname themedata colorschememapping datastore "
    "latentstyles listtable listoverridetable revtbl rsidtbl generator xmlnstbl filetbl fldinst "
    "datafield bkmkstart bkmkend xe tc template operator comment doccomm keywords category company "
    "manager subject hlinkbase creatim revtim printim buptim version vern private nonshppict "
    "pgptbl sn sv sp shprslt userprops wgrffmtfilter mmathpr fontemb annotation atnid atnauthor "
    "atntime atnref atrfstart atrfend footnotesep ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn "
    "background passwordhash docvar ud".split()
)
"""Groups whose characters are no text."""
_HEARD = frozenset(
    {"shpinst", "shptxt", "do", "dptxbxtext", "fldrslt", "result", "listtext", "pntext", "footnote"}
)
"""Groups that hold text although a reader is free to pass them over."""
_PARTS: Mapping[str, "Part"] = {
    "header": "head",
    "headerl": "head",
    "headerr": "head",
    "headerf": "head",
    "footer": "foot",
    "footerl": "foot",
    "footerr": "foot",
    "footerf": "foot",
    "footnote": "note",
}
_INFO = frozenset({"title", "author"})

Part = Literal["text", "head", "foot", "note"]


class Piece(Struct, array_like=True):
    r"""A stretch of characters in one set of styles; "\n" is a line end in a paragraph."""

    text: str
    styles: frozenset[Style]


class Paragraph(Struct):
    """A paragraph.

    Attributes:
        pieces: its characters in order.
        part: where it stands: in the text, a running head or foot, a note.
        centred: True when it is set in the middle.
        is_item: True when a list mark stands before it.
    """

    pieces: list[Piece] = field(default_factory=list)
    part: Part = "text"
    centred: bool = False
    is_item: bool = False


class _State(Struct):
    """What holds in a group; a group that opens begins with a copy."""

    styles: frozenset[Style] = frozenset()
    is_silent: bool = False
    is_hidden: bool = False
    page: str = ""
    fallback: int = 1
    part: Part = "text"
    target: str = ""
    is_font_table: bool = False


class Rtf(Struct):
    """A document taken apart.

    Attributes:
        paragraphs: those of the text, then notes; running heads where they stood.
        info: "title" and "author", as far as stated.
    """

    paragraphs: list[Paragraph]
    info: dict[str, str]


def find_rtf(data: bytes) -> Rtf:
    r"""Take an RTF document apart.

    Args:
        data: the original's bytes.

    Returns:
        Its paragraphs and what it says of itself; never fails.

    Cost: O(n).

    Example:
        >>> rtf = find_rtf(rb"{\rtf1 The {\i fog}\par came.}")
        >>> ["".join(piece.text for piece in one.pieces) for one in rtf.paragraphs]
        ['The fog', 'came.']
    """
    return _Reader(data.decode("latin-1")).read()


class _Reader:
    """Reads tokens one after the other."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._stack: list[_State] = []
        self._state = _State()
        self._page = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font = -1
        self._bytes = bytearray()
        self._skip = 0
        self._is_starred = False
        self._high = 0
        self._done: list[Paragraph] = []
        self._open: dict[Part, Paragraph] = {}
        self._notes: list[Paragraph] = []
        self._note_count = 0
        self._centred = False
        self._info: dict[str, str] = {}

    def read(self) -> Rtf:
        """Read to the end."""
        position = 0
        text = self._text
        while position < len(text):
            match = _TOKEN.match(text, position)
            if match is None:
                position += 1
                continue
            position = match.end()
            word, number, code, sign, brace, plain = match.groups()
            if code is not None:
                self._add_byte(int(code, 16))
                continue
            if self._bytes and (word is not None or brace is not None or sign is not None):
                self._end_bytes()
            if plain is not None:
                self._add_plain(plain)
            elif word is not None:
                if word == "bin" and number:
                    position += max(0, int(number))
                self._obey(word, int(number) if number else None)
            elif sign is not None:
                self._obey_sign(sign)
            elif brace == "{":
                self._stack.append(_copy(self._state))
                self._is_starred = False
                self._skip = 0
            elif brace == "}":
                self._close_group()
        self._end_bytes()
        for part in list(self._open):
            self._end_paragraph(part)
        return Rtf(self._done + self._notes, self._info)

    def _close_group(self) -> None:
        self._skip = 0
        self._is_starred = False
        if not self._stack:
            return
        ended = self._state
        self._state = self._stack.pop()
        if ended.part != self._state.part:
            self._end_paragraph(ended.part)

    def _obey_sign(self, sign: str) -> None:
        if sign == "*":
            self._is_starred = True
        elif sign in _PARAGRAPH_ENDS:
            self._end_paragraph(self._state.part)
        elif sign in _SYMBOLS:
            self._add(_SYMBOLS[sign])

    def _obey(self, word: str, number: int | None) -> None:
        state = self._state
        if self._open_destination(word):
            return
        style = _STYLES.get(word)
        if style is not None:
            on = number != 0
            state.styles = state.styles | {style} if on else state.styles - {style}
        elif word == "u" and number is not None:
            self._add_code_point(number)
        elif word == "uc":
            state.fallback = max(0, min(number or 0, 10))
        elif word in _SYMBOLS and self._skip:
            # The fallback of the character before it: `\\u8212\\emdash`.
            self._skip -= 1
        elif word in _SYMBOLS:
            self._add(_SYMBOLS[word])
        elif word in _PARAGRAPH_ENDS:
            self._end_paragraph(state.part)
        elif word == "line":
            self._add("\n")
        elif word in ("cell", "nestcell"):
            self._end_cell()
        else:
            self._set(word, number)

    def _set(self, word: str, number: int | None) -> None:
        state = self._state
        if word == "plain":
            state.styles = frozenset()
            state.is_hidden = False
        elif word == "pard":
            self._centred = False
        elif word == "qc":
            self._centred = True
            if state.part in self._open:
                self._open[state.part].centred = True
        elif word in ("ql", "qr", "qj"):
            self._centred = False
        elif word == "ulnone":
            state.styles = state.styles - {"underline"}
        elif word == "nosupersub":
            state.styles = state.styles - {"super", "sub"}
        elif word in ("deleted", "v"):
            state.is_hidden = number != 0
        elif word == "f" and number is not None:
            self._font = number
            state.page = self._fonts.get(number, "")
        elif word == "fcharset" and state.is_font_table:
            self._fonts[self._font] = _CHARSETS.get(number or 0, "")
        elif word == "ansicpg" and number:
            self._page = _find_codec(f"cp{number}", self._page)
        elif word in _PAGES:
            self._page = _PAGES[word]

    def _open_destination(self, word: str) -> bool:
        """Deal with a control word that says what its group is; True when it is one."""
        state = self._state
        starred, self._is_starred = self._is_starred, False
        if word in _SILENT or (starred and word not in _HEARD):
            state.is_silent = True
        elif word == "fonttbl":
            state.is_silent = state.is_font_table = True
        elif word == "info":
            state.is_silent = True
            state.target = "info"
        elif state.target == "info" and word in _INFO:
            state.target = word
        elif word in _PARTS and not state.is_silent:
            state.part = _PARTS[word]
            state.styles = frozenset()
            if word == "footnote":
                self._open_note()
        elif word in ("listtext", "pntext"):
            self._paragraph().is_item = True
        else:
            return False
        return True

    def _open_note(self) -> None:
        self._note_count += 1
        mark = f"[{self._note_count}]"
        self._state.part = "text"
        self._add(mark)
        self._state.part = "note"
        self._add(mark + " ")

    def _paragraph(self) -> Paragraph:
        part = self._state.part
        if part not in self._open:
            self._open[part] = Paragraph(part=part, centred=self._centred)
        return self._open[part]

    def _end_paragraph(self, part: Part) -> None:
        ended = self._open.pop(part, None)
        if ended is not None and ended.pieces:
            (self._notes if part == "note" else self._done).append(ended)

    def _end_cell(self) -> None:
        """A label and its value stand on one line; other cells are paragraphs."""
        open_ = self._open.get(self._state.part)
        text = "".join(piece.text for piece in open_.pieces[-3:]).rstrip() if open_ else ""
        if text.endswith(":") and len(text) <= 40:
            self._add(" ")
        else:
            self._end_paragraph(self._state.part)

    def _add_plain(self, text: str) -> None:
        if self._skip:
            skipped = min(self._skip, len(text))
            self._skip -= skipped
            text = text[skipped:]
        if not text:
            return
        if text.isascii() and not self._bytes:
            self._add(text)
        else:
            # Some writers put raw bytes where `\'hh` belongs.
            self._bytes += text.encode("latin-1")
            self._end_bytes()

    def _add_byte(self, byte: int) -> None:
        if self._skip:
            self._skip -= 1
        else:
            self._bytes.append(byte)

    def _end_bytes(self) -> None:
        if self._bytes:
            page = self._state.page or self._page
            text = bytes(self._bytes).decode(page, errors="replace")
            self._bytes.clear()
            self._add(text)

    def _add_code_point(self, number: int) -> None:
        number &= 0xFFFF
        self._skip = self._state.fallback
        if 0xD800 <= number < 0xDC00:
            self._high = number
            return
        if 0xDC00 <= number < 0xE000:
            high = self._high - 0xD800
            number = 0x10000 + (high << 10) + number - 0xDC00 if self._high else 0xFFFD
        self._high = 0
        self._add(chr(number) if number >= 0x20 else " ")

    def _add(self, text: str) -> None:
        state = self._state
        if state.target in _INFO:
            self._info[state.target] = self._info.get(state.target, "") + text
        if state.is_silent or state.is_hidden:
            return
        pieces = self._paragraph().pieces
        if pieces and pieces[-1].styles == state.styles:
            pieces[-1].text += text
        else:
            pieces.append(Piece(text, state.styles))


def _copy(state: _State) -> _State:
    return _State(
        state.styles,
        state.is_silent,
        state.is_hidden,
        state.page,
        state.fallback,
        state.part,
        state.target,
        state.is_font_table,
    )


def _find_codec(name: str, other: str) -> str:
    known: Mapping[str, str] = {"cp65001": "utf-8", "cp10000": "mac_roman", "cp936": "gbk"}
    name = known.get(name, name)
    try:
        codecs.lookup(name)
    except LookupError:
        return other
    return name
