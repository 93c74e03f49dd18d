"""Language: of a text by its letters, and of a statement by its name."""

from collections.abc import Callable, Mapping
from functools import cache

LANGUAGE_CODES: Mapping[str, str] = {
    name: code
    for code, names in {
        "af": "afrikaans",
        "ar": "arabic|العربية",
        "ast": "asturian|asturianu",
        "be": "belarusian|беларуская",
        "bg": "bulgarian|български",
        "bn": "bengali|বাংলা",
        "br": "breton|brezhoneg",
        "bs": "bosnian|bosanski",
        "ca": "catalan|català",
        "cs": "czech|čeština",
        "cy": "welsh|cymraeg",
        "da": "danish|dansk",
        "de": "german|deutsch|allemand|alemán",
        "el": "greek|ελληνικά|modern greek",
        "en": "english|englisch|anglais|inglés|inglese|engels",
        "en-AU": "australian english|english (australia)",
        "en-GB": "british english|english (uk)|uk english|british",
        "en-US": "american english|english (us)|us english|american",
        "eo": "esperanto",
        "es": "spanish|español|castellano|spanisch|espagnol|espanol",
        "et": "estonian|eesti",
        "eu": "basque|euskara",
        "fa": "persian|farsi|فارسی",
        "fi": "finnish|suomi",
        "fil": "filipino|tagalog",
        "fr": "french|français|francais|französisch",
        "fy": "frisian|frysk",
        "ga": "irish|gaeilge|irish gaelic",
        "gd": "scottish gaelic|scots gaelic|gàidhlig|gaelic",
        "gl": "galician|galego",
        "got": "gothic",
        "grc": "ancient greek",
        "ang": "old english|anglo-saxon",
        "he": "hebrew|עברית",
        "hi": "hindi|हिन्दी",
        "hr": "croatian|hrvatski",
        "hu": "hungarian|magyar",
        "hy": "armenian|հայերեն",
        "id": "indonesian|bahasa indonesia",
        "is": "icelandic|íslenska",
        "it": "italian|italiano",
        "ja": "japanese|日本語",
        "ka": "georgian|ქართული",
        "ko": "korean|한국어|한국말",
        "la": "latin|lingua latina",
        "lb": "luxembourgish|lëtzebuergesch",
        "lt": "lithuanian|lietuvių|lietuvių kalba",
        "lv": "latvian|latviešu|latviešu valoda",
        "mk": "macedonian|македонски",
        "mr": "marathi|मराठी",
        "ms": "malay|bahasa malaysia|bahasa melayu",
        "nb": "norwegian bokmål|bokmål",
        "nl": "dutch|nederlands|niederländisch|flemish",
        "nn": "nynorsk|norwegian nynorsk",
        "no": "norwegian|norsk",
        "pl": "polish|polski",
        "pt": "portuguese|português|portugues",
        "pt-BR": "português brasileiro|brazilian portuguese|português (brasil)",
        "pt-PT": "português europeu|european portuguese",
        "ro": "romanian|română",
        "ru": "russian|русский",
        "sco": "scots",
        "sk": "slovak|slovenčina",
        "sl": "slovenian|slovene|slovenščina",
        "sq": "albanian|shqip",
        "sr": "serbian|српски|srpski",
        "sv": "swedish|svenska",
        "sw": "swahili|kiswahili",
        "ta": "tamil|தமிழ்",
        "th": "thai|ไทย",
        "tlh": "klingon|tlhingan-hol|tlhingan hol",
        "tr": "turkish|türkçe",
        "uk": "ukrainian|українська",
        "ur": "urdu|اردو",
        "vi": "vietnamese|tiếng việt",
        "yi": "yiddish|יידיש",
        "yue": "cantonese|中文-广东话 粵語",
        "nan": "中文-闽南话 臺語|hokkien",
        "wuu": "中文-吴语",
        "zh": "chinese|中文|汉语|漢語|mandarin|中文-普通话 國語",
        "zh-Hans": "simplified chinese|简体中文|中文(简体)",
        "zh-Hant": "traditional chinese|繁體中文|中文(繁體)",
    }.items()
    for name in names.split("|")
}
"""Names of languages, in lower case, as archives and writers state them, to BCP 47."""

_CODES = frozenset(LANGUAGE_CODES.values())
_SAMPLE = 500
"""Code points from the start and as many from the middle, which guards against a motto or a
letter in another language at the start."""
_ENOUGH_LETTERS = 20
"""Under this many letters a name or an exclamation decides, not the language."""
UNDETERMINED = "und"
_ENGLISH = frozenset(
    (
        "the and of to a in was he it that his her she had with for as you not at on but be is "
        "they said him my have from were me would so this"
    ).split()
)
_PLAINLY_ENGLISH = 0.22
"""Share of such words. Measured: English texts have 0.31 (median; nine in ten over 0.21), our
sentences in Dutch 0.11 and in German 0.06. The model costs ten times as much."""


def find_language(text: str) -> tuple[str, float]:
    """Find the language of a text from a bounded sample.

    Args:
        text: n code points of a story's body.

    Returns:
        A BCP 47 code and the model's probability, 0..1; ("und", 0.0) when the sample has
        fewer than 20 letters.

    Cost: O(1): at most 1,000 code points are read, about 0.6 ms; the model is loaded at the
        first call, which takes about a second.
    Source: py3langid's own model; what it is unsure of (two Norwegians, Serbian and
        Croatian) stays unsure here.

    Example:
        >>> find_language("It was a quiet evening in Baker Street, and the fog had come.")[0]
        'en'
    """
    sample = _sample(text)
    if sum(map(str.isalpha, sample)) < _ENOUGH_LETTERS:
        return UNDETERMINED, 0.0
    if _english_share(sample) >= _PLAINLY_ENGLISH:
        return "en", 0.99
    code, probability = _classifier()(sample)
    return code, round(min(probability, 1.0), 3)


def _english_share(sample: str) -> float:
    """The share of words that are among the commonest of English stories."""
    words = sample.lower().split()
    return sum(1 for word in words if word in _ENGLISH) / max(1, len(words))


def find_language_code(stated: str) -> str | None:
    """Find the BCP 47 code of a language that a header or an archive names.

    Args:
        stated: "English", "Français", "pt-BR", "Deutsch (German)".

    Returns:
        The code; None when nothing in `LANGUAGE_CODES` fits.

    Cost: O(length).

    Example:
        >>> find_language_code("Deutsch"), find_language_code("EN"), find_language_code("Elvish")
        ('de', 'en', None)
    """
    name = " ".join(stated[:100].split()).strip(" .,;:*_\"'").casefold()
    found = LANGUAGE_CODES.get(name)
    if found:
        return found
    for code in _CODES:
        if code.casefold() == name.replace("_", "-"):
            return code
    first = name.partition("(")[0].strip()
    return LANGUAGE_CODES.get(first) if first != name else None


def _sample(text: str) -> str:
    if len(text) <= 2 * _SAMPLE:
        return text
    middle = len(text) // 2
    sample = f"{text[:_SAMPLE]}\n{text[middle : middle + _SAMPLE]}"
    # The model walks bytes, three to a character of Chinese, so half is as telling there.
    dense = len(sample.encode("utf-8", "replace")) > 4 * _SAMPLE
    return sample[_SAMPLE // 2 : -_SAMPLE // 2] if dense else sample


@cache
def _classifier() -> Callable[[str], tuple[str, float]]:
    """The model: constant data, loaded once a process because loading takes so long."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    classify: Callable[[str], tuple[str, float]] = identifier.classify
    return classify
