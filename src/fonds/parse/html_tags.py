"""What the tags, class names and style rules of a document mean for its text."""

import re
from collections.abc import Mapping

from msgspec import Struct

from fonds.model.block import Style

SKIPPED = frozenset({"script", "style", "template", "iframe", "noembed"})
"""Elements whose characters a browser does not show."""

SKIPPED_IN_SVG = frozenset({"desc", "metadata"})

BLOCKS = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup html legend "
    "li listing main marquee menu nav noscript ol optgroup option p plaintext pre search "
    "section select summary table tbody td textarea tfoot th thead tr ul xmp".split()
)

PRE = frozenset({"pre", "listing", "plaintext", "xmp", "textarea"})

CELLS = frozenset({"td", "th", "dt", "dd"})

SOFT_OPENERS = frozenset({"td", "th", "dd", "div", "p", "ul", "li", "blockquote"})
"""What may open between a label ("Title:") and the value that follows on its line."""

HEADINGS: Mapping[str, int] = {f"h{level}": level for level in range(1, 7)}

STYLES: Mapping[str, Style] = {
    "i": "italic",
    "em": "italic",
    "cite": "italic",
    "dfn": "italic",
    "var": "italic",
    "b": "bold",
    "strong": "bold",
    "u": "underline",
    "ins": "underline",
    "s": "strike",
    "strike": "strike",
    "del": "strike",
    "tt": "code",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "sup": "super",
    "sub": "sub",
    "small": "small",
}

CLASS_STYLES: Mapping[str, Style] = {
    "italic": "italic",
    "italics": "italic",
    "bold": "bold",
    "underline": "underline",
    "u": "underline",
    "strike": "strike",
    "strikethrough": "strike",
}
"""Class names that mean one thing wherever they stand, as FanFicFare's `u`."""

_CSS_STYLES: tuple[tuple[re.Pattern[str], Style], ...] = (
    (re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE), "italic"),
    (re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE), "bold"),
    (re.compile(r"text-decoration[\w-]*\s*:[^;]{0,40}underline", re.IGNORECASE), "underline"),
    (re.compile(r"text-decoration[\w-]*\s*:[^;]{0,40}line-through", re.IGNORECASE), "strike"),
    (re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE), "super"),
    (re.compile(r"vertical-align\s*:\s*sub\b", re.IGNORECASE), "sub"),
)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CSS_RULE = re.compile(r"([^{}]{1,400})\{([^{}]{0,2000})\}")
_CSS_COMMENT_LIMIT = 200_000
_LONE_CLASS = re.compile(r"\s*(?:span|p|div|em|i|b|strong)?\.([\w-]{1,80})\s*")


class ClassRules(Struct, frozen=True):
    """What the class names of a style sheet mean for us.

    Attributes:
        styles: class name to inline styles.
        centred: class names that set text in the middle.
        hidden: class names that keep text from being shown.
    """

    styles: dict[str, tuple[Style, ...]] = {}
    centred: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()


def join_rules(first: ClassRules, second: ClassRules) -> ClassRules:
    """Join two style sheets; where both speak of a class, the second holds."""
    return ClassRules(
        {**first.styles, **second.styles},
        first.centred | second.centred,
        first.hidden | second.hidden,
    )


def find_css_styles(css: str) -> tuple[Style, ...]:
    """Read the inline styles that a list of CSS declarations asks for.

    Cost: O(n).

    Example:
        >>> find_css_styles("color: red; font-style: italic")
        ('italic',)
    """
    return tuple(style for pattern, style in _CSS_STYLES if pattern.search(css))


def is_css_centred(css: str) -> bool:
    """Tell whether CSS declarations set text in the middle.

    Example:
        >>> is_css_centred("text-align:center")
        True
    """
    return _CENTRED.search(css) is not None


def is_css_hidden(css: str) -> bool:
    """Tell whether CSS declarations keep text from being shown.

    Example:
        >>> is_css_hidden("display: none")
        True
    """
    return _HIDDEN.search(css) is not None


def find_class_rules(css: str) -> ClassRules:
    """Read from a style sheet which class names mean italic, bold, centred ….

    Only rules for a lone class (`.calibre5`, `span.it`) are read; what depends on where an
    element stands is left alone.

    Args:
        css: n code points; the first 200,000 are read.

    Cost: O(n).

    Example:
        >>> find_class_rules(".c5 { font-style: italic } p .x { font-weight: bold }").styles
        {'c5': ('italic',)}
    """
    styles: dict[str, tuple[Style, ...]] = {}
    centred: set[str] = set()
    hidden: set[str] = set()
    for rule in _CSS_RULE.finditer(css[:_CSS_COMMENT_LIMIT]):
        declarations = rule.group(2)
        found = find_css_styles(declarations)
        is_middle = is_css_centred(declarations)
        is_hidden = is_css_hidden(declarations)
        if not found and not is_middle and not is_hidden:
            continue
        for selector in rule.group(1).rpartition("*/")[2].split(","):
            match = _LONE_CLASS.fullmatch(selector)
            if match is None:
                continue
            if found:
                styles[match.group(1)] = found
            if is_middle:
                centred.add(match.group(1))
            if is_hidden:
                hidden.add(match.group(1))
    return ClassRules(styles, frozenset(centred), frozenset(hidden))
