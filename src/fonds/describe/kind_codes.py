"""Kind, codes: the names of what decides whether a text is a story, and the answer's type."""

from msgspec import Struct

from fonds.describe.form import Form

TELLS = "kind.tells"
HEADER = "kind.header"
FOREIGN = "kind.foreign"
PLAY = "kind.script"
VERSE = "kind.poem"
SONG = "kind.filk"
LOG = "kind.chat"
EMPTY = "kind.empty"
STUB = "kind.stub"
LINKS = "kind.links"
LIST = "kind.list"
TABLE = "kind.table"
FAQ = "kind.faq"
INTERVIEW = "kind.interview"
GUIDE = "kind.guide"
REVIEW = "kind.review"
NOTICE = "kind.notice"
SKIT = "kind.skit"
TALK = "kind.talk"


CODES: tuple[str, ...] = (
    *(TELLS, HEADER, FOREIGN, PLAY, VERSE, SONG, LOG),
    *(EMPTY, STUB, LINKS, LIST, TABLE, FAQ, INTERVIEW, GUIDE, REVIEW, NOTICE, SKIT, TALK),
)
"""What decided; permanent, listed in docs/record.md. The first six speak for a story, `LOG` for
either, the others against one."""

KIND_MAKERS = frozenset(f"{code}/1" for code in CODES)
"""What says a claim of the field `kind`: its code and the version of the judge."""


class Kind(Struct, frozen=True):
    """What a text is.

    Attributes:
        kind: "story" or "not-story".
        reason: one sentence a person can check.
        confidence: 0..1.
        code: what decided; one of `CODES`, permanent.
        form: of a story; None for what is none.
        shown: words of the text that the reason names.
    """

    kind: str
    reason: str
    confidence: float
    code: str
    form: Form | None = None
    shown: tuple[str, ...] = ()
