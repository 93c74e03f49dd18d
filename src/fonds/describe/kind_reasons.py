"""Kind, reasons: why a text is a story or none, in a sentence a person can check."""

from fonds.describe.form import CHAT, FILK, POEM, SCRIPT, Form
from fonds.describe.kind_codes import (
    FAQ,
    GUIDE,
    HEADER,
    INTERVIEW,
    LIST,
    LOG,
    NOTICE,
    PLAY,
    REVIEW,
    SKIT,
    SONG,
    TABLE,
    TALK,
    TELLS,
    VERSE,
    Kind,
)
from fonds.describe.kind_words import CLASSES
from fonds.describe.tells import Tells

_BARE = 230  # "the", "and", "was" … in a thousand words: a table has fewer
_FEW_GLUE = 290  # prose has more
_MARKED = 60  # numbers and brackets in a thousand words: a table or reference has more
_LISTED = 0.4
_TALKING = 12  # words about works, or of notices, in a thousand
_JUDGING = 4


def say_story(tells: Tells, form: Form, header_fields: int, confidence: float) -> Kind:
    """Say why a text is a story."""
    shown = ", ".join(form.shown)
    if form.form == CHAT:
        said = f"It is the log of a chat between {shown}."
        return Kind("story", said, confidence, LOG, form)
    if form.form == SCRIPT:
        said = f"It is set as a script, and people speak by turns: {shown}."
        return Kind("story", said, confidence, PLAY, form)
    if form.form == FILK:
        said = f"It is verse, and says that it goes with a song: {shown or 'chorus'}."
        return Kind("story", said, confidence, SONG, form)
    if form.form == POEM:
        lines = sum(1 for line in tells.text.split("\n") if line.strip())
        said = f"It is verse: {lines} lines, most of them short and without a full stop."
        return Kind("story", said, confidence, VERSE, form)
    words, often = _list_words(tells, "scene", "say")
    if words:
        said = f"People move, look and speak in it, {often} times: {', '.join(words)}."
        return Kind("story", said, confidence, TELLS, form, words[:3])
    if header_fields:
        said = (
            f"Its header states {header_fields} of author, rating, pairing, summary and disclaimer."
        )
        return Kind("story", said, confidence, HEADER, form)
    return Kind("story", "It reads like prose and talks of no works.", confidence, TELLS, form)


def say_interview(code: str, confidence: float) -> Kind:
    """Say that a text is questions and answers."""
    said = (
        "It is set as questions and answers."
        if code == FAQ
        else "Two people talk about works by turns."
    )
    return Kind("not-story", said, confidence, FAQ if code == FAQ else INTERVIEW)


def say_heading(code: str, word: str, confidence: float) -> Kind:
    """Say that the heading decided."""
    return Kind("not-story", f"Its heading calls it what no story is: {word}.", confidence, code)


def say_joke(reason: str, confidence: float) -> Kind:
    """Say that a text is a joke."""
    return Kind("not-story", reason, confidence, SKIT)


def say_other(tells: Tells, form: Form, confidence: float) -> Kind:
    """Say what a text without a telling heading is, when it is no story."""
    classes = tells.classes
    if form.form == CHAT:
        said = "It is the log of a chat, and nobody moves or is seen in it."
        return Kind("not-story", said, confidence, LOG)
    if tells.items > _LISTED:
        said = f"It is mostly a list: {round(100 * tells.items)} of 100 lines are entries."
        return Kind("not-story", said, confidence, LIST)
    talk = classes["about"] + classes["judge"]
    marked = tells.digits + tells.brackets > _MARKED
    about = talk >= classes["notice"] and talk >= _TALKING
    glue = classes["function"]
    if glue < _BARE or marked or (glue < _FEW_GLUE and not about):
        said = "It is set as a table or reference: names and numbers, and few whole sentences."
        return Kind("not-story", said, confidence, TABLE)
    acts = _list_words(tells, "scene")[1]
    if about:
        words, often = _list_words(tells, "about", "judge")
        named = ", ".join(words)
        said = f"It talks about works {often} times ({named}) and shows people {acts} times."
        code = REVIEW if classes["judge"] >= _JUDGING else GUIDE
        return Kind("not-story", said, confidence, code, None, words[:3])
    if classes["notice"] >= _TALKING:
        words, often = _list_words(tells, "notice")
        named = ", ".join(words)
        said = f"It speaks to its readers of mail, lists and copies {often} times: {named}."
        return Kind("not-story", said, confidence, NOTICE, None, words[:3])
    said = f"It tells of nobody: in {tells.words} words people move or are seen {acts} times."
    return Kind("not-story", said, confidence, TALK)


def _list_words(tells: Tells, *names: str) -> tuple[tuple[str, ...], int]:
    """The words of some classes that stand there most often, and how often all of them do."""
    found = {word: tells.counts[word] for name in names for word in CLASSES[name]}
    often = sorted((-number, word) for word, number in found.items() if number)
    return tuple(word for _, word in often[:4]), -sum(number for number, _ in often)
