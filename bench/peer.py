"""The peer: what one would write in an afternoon with the libraries everybody knows.

chardet names the charset, ftfy mends the text, lxml takes a page's text out of its tags, and
eleven labels are looked for by one pattern each, as an archive's importer does. It gives a
text and a few stated values: no blocks, no evidence, no replayable steps, no claims.
"""

import re

import chardet
import ftfy
import lxml.html

NAME = f"chardet {chardet.__version__} + ftfy {ftfy.__version__}"

_LABELS = (
    "title|author|fandom|pairing|rating|summary|disclaimer|warnings|characters|notes|date"
).split("|")
_PATTERNS = {name: re.compile(rf"{name}\s*:(.*)", re.IGNORECASE) for name in _LABELS}


def read_as_peer(name: str, data: bytes) -> tuple[str, dict[str, str]]:
    """Read one file the plain way.

    Args:
        name: of the file; its ending tells a page from a text.
        data: its bytes.

    Returns:
        The text, and what labels state.
    """
    encoding = chardet.detect(data)["encoding"] or "cp1252"
    text = data.decode(encoding, "replace")
    if name.endswith(".html"):
        text = str(lxml.html.fromstring(text).text_content())
    text = ftfy.fix_text(text)
    found = {label: pattern.search(text) for label, pattern in _PATTERNS.items()}
    return text, {label: hit.group(1).strip() for label, hit in found.items() if hit}
