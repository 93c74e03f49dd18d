"""Languages: what people type for one becomes the tag that the catalogue has."""

LANGUAGES: dict[str, str] = {
    "ar": "Arabic",
    "ca": "Catalan",
    "cs": "Czech",
    "cy": "Welsh",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "eo": "Esperanto",
    "es": "Spanish",
    "et": "Estonian",
    "fi": "Finnish",
    "fr": "French",
    "ga": "Irish",
    "he": "Hebrew",
    "hi": "Hindi",
    "hr": "Croatian",
    "hu": "Hungarian",
    "id": "Indonesian",
    "is": "Icelandic",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "la": "Latin",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "nl": "Dutch",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sk": "Slovak",
    "sl": "Slovenian",
    "sr": "Serbian",
    "sv": "Swedish",
    "th": "Thai",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "vi": "Vietnamese",
    "zh": "Chinese",
}
"""English names of the languages in which stories are usual, by primary subtag (ISO 639-1)."""

_TAGS = {name.casefold(): tag for tag, name in LANGUAGES.items()}


def find_language_term(typed: str) -> str:
    """Find the primary subtag that somebody means; what is no known name stays as typed.

    Example:
        >>> find_language_term("French"), find_language_term("pt-BR"), find_language_term("xx")
        ('fr', 'pt', 'xx')
    """
    folded = " ".join(typed.casefold().split())
    return _TAGS.get(folded) or folded.partition("-")[0]


def name_language(tag: str) -> str:
    """Name a language in English; a tag that is not known is its own name.

    Example:
        >>> name_language("fr"), name_language("xx")
        ('French', 'xx')
    """
    return LANGUAGES.get(tag, tag)
