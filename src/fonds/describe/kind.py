"""Kind: is this text a story, with a reason a person can check.

A story shows people who move, look and speak; talk about works speaks of plots, writers and
episodes, judges them, lists them or announces them. Both are counted in a sample of the
beginning, the middle and the end, weighed against each other, and told in one sentence.
"""

import math
import re
from collections.abc import Sequence

from fonds.describe.form import (
    CHAT,
    FILK,
    POEM,
    PROSE,
    SCRIPT,
    Form,
    find_form,
    find_places,
    make_form_claim,
)
from fonds.describe.kind_codes import EMPTY, FAQ, FOREIGN, INTERVIEW, LINKS, STUB, TALK, Kind
from fonds.describe.kind_headings import (
    find_heading_word,
    find_joke_word,
    has_telling_name,
    is_called_story,
)
from fonds.describe.kind_reasons import say_heading, say_interview, say_joke, say_other, say_story
from fonds.describe.tells import Tells, read_tells
from fonds.model.block import Block
from fonds.model.claim import Claim

_ANSWERED = re.compile(
    r"^(?P<who>[^\n]{2,80}\b(?:wrote|writes|said|schrieb|escribió)\b[^\n]{0,60}:)\s{1,4}+> ",
    re.MULTILINE,
)
_REPLY_STARTS = 600  # characters in which a reply quotes what it answers
_REPLY_WORDS = 600
_SHORT_TEXT = 4_000  # characters: a longer one is no stub, and its words need no exact count
_BIAS = -0.7
_FOR: dict[str, tuple[float, float]] = {
    "scene": (0.13, 30),
    "third": (0.02, 60),
    "say": (0.03, 15),
    "past": (0.008, 60),
}
_AGAINST: dict[str, tuple[float, float]] = {
    "about": (0.13, 25),
    "judge": (0.08, 15),
    "notice": (0.06, 30),
}
"""Weight of a word in a thousand, and the number beyond which more say no more. All weights of
this file are set by hand and rounded, on half of a real heap; checked on its other half, on works
of eighty fandoms, on old novels, and on `tests/tables/kinds.toml`."""

_STILL = 8  # words of bodies and rooms in a thousand: nine stories in ten have more
_GLUE = 350  # "the", "and", "was" … in a thousand words: tables have fewer, prose has more
_NOT_ENGLISH = 200
_CLEAR = 0.8
_FEW = 150  # words: a page
_LEAST = 40  # words: fewer say nothing by themselves
_SKIT = 12_000  # characters, four pages: plays that are kept as such set scenes or are longer
_SHORT_STORY = 5_000  # characters, two pages
_NOVELLA = 25_000  # characters, fifteen pages: reviews end sooner
_PEOPLED = 40  # of a thousand words, for him, her and them
_CAST = 3  # people who speak by turns: two may be an interview
_QUOTES = frozenset('"“”„«»')
_MOST = 0.97  # nothing is surer
_OWN_FORM = 0.85  # keepers file plays and verse now with stories, now apart
_BRIEF = 0.89  # and so with short pieces


def find_kind(
    blocks: Sequence[Block], title: str | None, header_fields: int, path: str = ""
) -> Kind:
    """Tell whether a work is a story.

    A script, a poem and a filk are works of their own form and count as stories; a review, a
    guide, a list, an interview, or a joke of a few pages set as a play does not.

    Args:
        blocks: n blocks of the work.
        title: its title, or None.
        header_fields: how many of author, rating, pairing, summary, disclaimer its header states.
        path: of its file: weak evidence.

    Returns:
        The kind with its reason and, of a story, its form.

    Cost: O(n) beyond a sample of 10,000 characters of the body.
    Source: ours; measured by `tests/tables/kinds.toml` and `fonds bench accuracy`.

    Example:
        >>> find_kind((), None, 0).code
        'kind.empty'
    """
    shown = [block for block in blocks if block.text and block.kind != "chrome"]
    body = [block for block in shown if block.place == "body"]
    judge = _Judge(blocks, title or "", header_fields, path)
    kind = judge.judge(body)
    clear = kind.kind == "story" and kind.confidence >= _CLEAR
    if not clear and _count_around(shown) > 0:
        # A text that is no story has no header: what was taken for one is the text too.
        whole = judge.judge(shown)
        if whole.kind == "not-story":
            return whole
    return kind


def _count_around(blocks: Sequence[Block]) -> int:
    """How many characters more stand around the body than in it."""
    return sum(-len(block.text) if block.place == "body" else len(block.text) for block in blocks)


class _Judge:
    """What is known of a work beside its text."""

    def __init__(self, blocks: Sequence[Block], title: str, header_fields: int, path: str) -> None:
        self.blocks = blocks
        self.title = title
        self.header_fields = header_fields
        self.path = path

    def judge(self, body: Sequence[Block]) -> Kind:
        if not body:
            return Kind("not-story", "It holds no text of a story.", 0.98, EMPTY)
        tells = read_tells(body)
        return (
            self._judge_stub(tells)
            or self._judge_reply(tells)
            or self._judge_foreign(tells)
            or self._weigh(tells)
        )

    def _judge_stub(self, tells: Tells) -> Kind | None:
        """Pages of a few words, and pages of links."""
        text = tells.text
        words = len(text.split()) if len(text) < _SHORT_TEXT else text.count(" ")
        if words == 0:
            return Kind("not-story", "It holds no text of a story.", 0.98, EMPTY)
        links = tells.links
        if words < 60 and self.header_fields < 2:
            # Of a page this short the addresses may stand in what looks like its header.
            links = read_tells([block for block in self.blocks if block.kind != "chrome"]).links
        if words < _FEW and links and links * (25 if words < 60 else 12) > words:
            said = f"It is a short page of {links} link{'s' * (links > 1)}."
            return Kind("not-story", said, 0.9, LINKS)
        if words < _LEAST and not self.header_fields and not _QUOTES.intersection(text):
            return Kind("not-story", f"It has only {words} words, and nobody speaks.", 0.7, STUB)
        if links >= 5 and links * 14 > words:
            return Kind("not-story", f"It is a list of {links} links.", 0.9, LINKS)
        return None

    def _judge_reply(self, tells: Tells) -> Kind | None:
        """A short mail that quotes another and answers it."""
        said = _ANSWERED.search(tells.text, 0, _REPLY_STARTS)
        if said is None or tells.whole > _REPLY_WORDS or self.header_fields >= 3:
            return None
        reason = f"It answers a mail: “{said['who'].strip()}” stands above a quotation."
        return Kind("not-story", reason, 0.9, TALK)

    def _judge_foreign(self, tells: Tells) -> Kind | None:
        """Prose that is not English: the words say nothing, so the layout must."""
        enough = tells.words >= _LEAST or self.header_fields > 0
        strange = tells.classes["function"] < _NOT_ENGLISH and enough
        tidy = tells.digits < 15 and tells.brackets < 15 and tells.items < 0.2
        if not (strange and tidy and tells.prose >= 0.5):
            return None
        sure = 0.8 if self.header_fields >= 2 or tells.speech > 5 else 0.65
        said = "It is prose in a language whose words we do not weigh."
        return Kind("story", said, sure, FOREIGN, Form(PROSE, sure))

    def _weigh(self, tells: Tells) -> Kind:
        form = find_form(tells, self.blocks, self.title)
        asked = find_interview(tells, form, self.title)
        joke = None if asked or self.header_fields >= 2 else self._find_joke(tells, form)
        heading = find_heading_word(self.title)
        score = _weigh_form(tells, form, asked) + self._weigh_around(tells)
        score -= heading[2] if heading is not None else 0.0
        if joke is not None:
            score = min(score - 2.0, -0.4 if form.form == SCRIPT else _MOST)
        sure = round(min(_MOST, 1 / (1 + math.exp(-max(0.1, abs(score))))), 2)
        if score > 0:
            return say_story(tells, form, self.header_fields, min(sure, self._doubt(tells, form)))
        if asked is not None:
            return say_interview(asked, sure)
        if heading is not None:
            return say_heading(heading[0], heading[1], sure)
        return say_other(tells, form, sure) if joke is None else say_joke(joke, sure)

    def _weigh_around(self, tells: Tells) -> float:
        """Header, heading and file name."""
        score = 1.2 * min(self.header_fields, 3) + 1.0 * is_called_story(self.title)
        score -= 0.8 * has_telling_name(self.path)
        if tells.words < _FEW and self.header_fields < 3:
            around = sum(block.text.count(" ") for block in self.blocks if block.place == "front")
            score -= 2.0 * (around > 2 * tells.words)
        return score

    def _find_joke(self, tells: Tells, form: Form) -> str | None:
        """A page of talk set as a play, where no scene is set; or a short thing called a joke."""
        if form.form == SCRIPT and tells.whole < _SKIT and tells.stage < 1:
            return f"It is a joke set as a play: {tells.words} words, and no scene is set."
        called = find_joke_word(self.title)
        if called is not None and tells.whole < _SHORT_STORY * 2:
            return f"It is short, and its heading calls it a joke: {called}."
        return None

    def _doubt(self, tells: Tells, form: Form) -> float:
        """How sure one may be of a story."""
        if self.header_fields >= 2:
            return _MOST
        if form.form in (SCRIPT, CHAT, POEM, FILK):
            return _OWN_FORM
        return _MOST if tells.whole >= _SHORT_STORY else _BRIEF


def _weigh_form(tells: Tells, form: Form, asked: str | None) -> float:
    """The text by itself: above 0 a story."""
    play = form.form in (SCRIPT, CHAT) and asked is None
    verse = form.form in (POEM, FILK)
    score = _BIAS + _weigh_words(tells, still=not (play or verse))
    score -= 0.02 * min(tells.digits, 100) + 0.02 * min(tells.brackets, 50) * (not play)
    score -= 3 * tells.items + 0.01 * max(0.0, _GLUE - tells.classes["function"])
    score += 2.2 * (play or verse) - 2.5 * (asked is not None)
    # A long text of whole paragraphs about him and her may well tell of films and books.
    told = tells.whole > _NOVELLA and tells.prose > 0.9 and tells.classes["third"] > _PEOPLED
    score += 1.5 * (told and not tells.items)
    # One word in twelve for her or him is what no review has, and few lists.
    score += 0.03 * max(0.0, min(tells.classes["third"], 100) - 55) * (tells.prose > 0.8)
    cast = play and len(tells.cues | tells.speakers) > _CAST
    return score + (1.5 if tells.whole > _SKIT else 0.8) * cast


def _weigh_words(tells: Tells, *, still: bool) -> float:
    score = 0.0
    for name, (weight, most) in _FOR.items():
        score += weight * min(tells.classes[name], most)
    score += 0.008 * min(tells.past, 60)
    for name, (weight, most) in _AGAINST.items():
        score -= weight * min(tells.classes[name], most)
    score -= 0.2 * min(tells.talk, 12) + 0.15 * min(tells.notes, 12)
    # Titles stand in quotation marks too: speech counts where somebody is there to speak.
    attributed = min(tells.classes["say"], tells.speech)
    bodies = min(1.0, (tells.classes["scene"] + tells.classes["third"] + attributed) / 25)
    score += 0.05 * min(tells.speech, 25) * bodies
    if still:
        missing = max(0.0, _STILL - tells.classes["scene"] - attributed / 2)
        score -= 0.12 * missing * tells.words / (tells.words + 300)
    return score


def find_interview(tells: Tells, form: Form, title: str) -> str | None:
    """Find whether people speak by turns of whom one asks and one answers, about works.

    Returns:
        `FAQ`, `INTERVIEW`, or None.
    """
    names = tells.speakers
    total = names.total()
    if tells.rate(total) < 8:
        return None
    if names["Q"] + names["A"] > total / 2:
        return FAQ
    if form.form != SCRIPT or tells.stage > 1:
        return None
    top = sum(number for _, number in names.most_common(2))
    about = tells.classes["about"] + tells.classes["notice"] / 2
    two = top >= 0.85 * total
    return INTERVIEW if two and (about >= 9 or "interview" in title.lower()) else None


def make_kind_claims(kind: Kind, blocks: Sequence[Block]) -> tuple[Claim, ...]:
    """Make the claims of a kind and its form, with the places of the words that show them.

    Args:
        kind: of `find_kind`.
        blocks: of the whole work.

    Returns:
        A derived claim of the field `kind`, whose `by` is the code and the version of the
        judge; for a story also one of the field `form`.

    Cost: O(blocks) until the words are found.
    """
    places = find_places(kind.shown, [block for block in blocks if block.place == "body"])
    claim = Claim("kind", kind.kind, "derived", kind.confidence, places, f"{kind.code}/1")
    if kind.form is None:
        return (claim,)
    return claim, make_form_claim(kind.form, blocks)
