"""Charsets x sentences: each must be read as it was written."""

import pytest

from fonds.decode.decode import decode_bytes
from fonds.decode.replay import replay

SENTENCES = (
    "“It is nothing,” said Holmes — “a trifle, Watson.”",
    "He’d never seen the café so empty… or so quiet.",
    "The fiancé of Miss Bingley was naïve; the dénouement, a cliché.",
    "Élise Müller went to Köln, wearing her Großmutter’s coat.",
    "The Queen paid £5 at 45° in the shade.",
    "Don’t—please don’t,” Alice cried.",
    "‘I shan’t,’ said the Queen. ‘Off with her head!’",
    "Señor Quixote rode to La Mañana, ¿no? ¡Olé!",
    "The Ångström was Ærø’s smørrebrød.",
    "Bell, book & candle: déjà vu",
    "A façade. One garçon. The Pâté.",
    "½ a league, ½ a league",
    "voilà! à la carte",
    "Copyright © 1900 by the Author. Oz™ and ® marks",
    "* naïve *",
    "« Là-bas, à côté de l’église », répondit Zoé. “Où ?”",
    "EL NIÑO Y LA SEÑORA. ÜBER DEM KÖNIGIN",
    "He looked up. “…no.”",
    "––– café –––",
    "╔═══════════╗\n║ THE HOUND ║\n╚═══════════╝\nOnce upon a moor.",
    "──────────\nChapter 1\n──────────",
    "█▓▒░ OZ ░▒▓█\ncafé and naïve",
)
CHARSETS = {
    "cp1252": "cp1252",
    "cp437": "cp437",
    "cp850": "cp850",
    "mac_roman": "mac-roman",
    "utf-8": "utf-8",
    "utf-8-sig": "utf-8",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
}
FOREIGN = {
    "cp1251": "Дороти подошла к окну. На улице было темно, и дождь стучал по стеклу.",
    "koi8_r": "Дороти подошла к окну. На улице было темно, и дождь стучал по стеклу.",
    "cp866": "Дороти подошла к окну. На улице было темно, и дождь стучал по стеклу.",
    "cp1250": "Źdźbło trawy; Święty Mikołaj poszedł do lasu. Gdzie jest żółw? Mężczyzna miał łódź.",
    "cp1253": "Ο Οδυσσέας γύρισε στην Ιθάκη μετά από είκοσι χρόνια.",
    "shift_jis": "ホームズは窓辺に立っていた。雨が降っていた。",
    "euc_jp": "ホームズは窓辺に立っていた。雨が降っていた。",
    "gb18030": "福尔摩斯站在窗前。外面正在下雨，街上空无一人。",
    "big5": "福爾摩斯站在窗前。外面正在下雨，街上空無一人。",
    "cp949": "홈즈는 창가에 서 있었다. 비가 내리고 있었다.",
}


def _can_encode(text: str, codec: str) -> bool:
    try:
        text.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


CASES = [
    pytest.param(codec, line_end, text, id=f"{codec}-{line_end!r}-{text[:12]!r}")
    for codec in CHARSETS
    for line_end in (("\n", "\r") if codec == "mac_roman" else ("\n", "\r\n"))
    for text in SENTENCES
    if _can_encode(text, codec)
]


@pytest.mark.parametrize(("codec", "line_end", "sentence"), CASES)
def test_a_sentence_is_read_as_it_was_written(codec: str, line_end: str, sentence: str) -> None:
    story = f"It was a dark night.\n{sentence}\nThe end.\n"
    data = story.replace("\n", line_end).encode(codec)
    text, _ = decode_bytes(data)
    assert text.chars == story
    assert replay(data, text.steps) == story


def test_the_table_holds_enough_cases() -> None:
    assert len(CASES) > 250


@pytest.mark.parametrize(("codec", "sentence"), FOREIGN.items())
def test_another_alphabet_is_recognised(codec: str, sentence: str) -> None:
    story = (sentence + "\n") * 3
    text, problems = decode_bytes(story.encode(codec))
    assert text.chars == story
    assert "chardet" in text.steps[0].why
    assert all(problem.code == "decode.uncertain" for problem in problems)


@pytest.mark.parametrize(
    ("codec", "name"), [(codec, name) for codec, name in CHARSETS.items() if codec != "cp850"]
)
def test_the_charset_is_named(codec: str, name: str) -> None:
    """cp850 is left out: without letters of its own it is called cp437, which reads the same."""
    story = "Élan was naïve; Señora Müller took café au lait at the façade.\n"
    if codec == "cp437":
        story = story.replace("Élan", "élan")
    text, _ = decode_bytes(story.encode(codec))
    assert (text.chars, text.encoding) == (story, name)
