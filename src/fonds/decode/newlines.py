r"""Line ends: whatever the machine wrote becomes "\\n", by one step that names the rules."""

from fonds.errors import BugError
from fonds.model.text import Step

# Order matters and is the order in which a step's rules run. CR CR LF is what DOS and FTP
# made of CR LF by translating it twice: one line end, not two.
_RULES = {"crcrlf": "\r\r\n", "crlf": "\r\n", "cr": "\r", "nel": "\x85"}


def find_newlines(chars: str) -> Step | None:
    r"""Find the step that makes every line end "\\n".

    NEL (U+0085) is a line end only when the text has at least as many of them as of all
    others; a lone one is an ellipsis that went through the wrong charset.

    Args:
        chars: n code points.

    Returns:
        A step over the whole text named by its rules ("crlf", "crlf+cr"), or None.

    Cost: O(n).
    Source: ours.

    Example:
        >>> find_newlines("One.\r\nTwo.\r").name
        'crlf+cr'
    """
    if "\r" not in chars and "\x85" not in chars:
        return None
    returns = chars.count("\r")
    doubled = chars.count("\r\r\n")
    paired = chars.count("\r\n")
    # A lone CR elsewhere says that CR alone ends lines here, so CR CR LF is two ends.
    twice = doubled > 0 and returns == paired + doubled
    alone = returns - paired - (doubled if twice else 0)
    nels = chars.count("\x85")
    others = chars.count("\n") + alone
    counts = {
        "crcrlf": doubled if twice else 0,
        "crlf": paired - doubled if twice else paired,
        "cr": alone,
        "nel": nels if nels >= others else 0,
    }
    names = [name for name, count in counts.items() if count]
    if not names:
        return None
    why = ", ".join(f"{counts[name]} {name}" for name in names)
    return Step("newlines", "+".join(names), 0, len(chars), why=f"line ends: {why}")


def apply_newlines(chars: str, step: Step) -> str:
    """Do what a step of kind "newlines" says.

    Raises:
        BugError: when it names a rule that is none of ours.

    Cost: O(n).
    """
    part = chars[step.start : step.end]
    for name in step.name.split("+"):
        mark = _RULES.get(name)
        if mark is None:
            msg = f"no rule for line ends is called {name!r}"
            raise BugError(msg)
        part = part.replace(mark, "\n")
    return chars[: step.start] + part + chars[step.end :]
