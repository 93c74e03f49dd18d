"""Languages of texts and of statements."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fonds.describe.language import LANGUAGE_CODES, find_language, find_language_code

TEXTS = [
    ("en", "It was a quiet evening in Baker Street, and the fog had come down upon the roofs."),
    ("en", "Dorothy said nothing. She took the cat under her arm and walked up the yellow road."),
    ("de", "Es war ein stiller Abend in der Baker Street, und der Nebel lag schwer auf der Stadt."),
    ("fr", "C'était une soirée tranquille dans la forêt de Sherwood, et Robin attendait Marianne."),
    ("es", "Era una noche tranquila en Londres y la niebla había bajado sobre los tejados."),
    ("it", "Era una sera tranquilla e la nebbia era scesa sui tetti della città di Londra."),
    ("nl", "Het was een rustige avond in Londen en de mist hing laag boven de daken van de stad."),
    ("ru", "Холмс сидел у окна и смотрел на туман. Ватсон листал газету у камина и молчал."),
    ("zh", "福爾摩斯坐在窗前，望著街上的霧。他沒有說話，只是輕輕地放下了小提琴。"),
    ("ja", "ホームズは窓辺に座り、通りの霧を眺めていた。彼は何も言わなかった。"),
    ("und", ""),
    ("und", "Hm!"),
    ("und", "* * * 1887 — 1891 * * * …………………………"),
    ("und", "\x00\ud800" * 40),
]

NAMES = [
    ("English", "en"), ("ENGLISH", "en"), ("english ", "en"), ("en", "en"), ("EN", "en"),
    ("en_GB", "en-GB"), ("British English", "en-GB"), ("Français", "fr"), ("French", "fr"),
    ("Deutsch", "de"), ("Deutsch (German)", "de"), ("German", "de"), ("Español", "es"),
    ("中文", "zh"), ("中文-普通话 國語", "zh"), ("日本語", "ja"), ("Русский", "ru"),
    ("Suomi", "fi"),
    ("Português brasileiro", "pt-BR"), ("pt-br", "pt-BR"), ("Elvish of the wood", None), ("", None),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text"), TEXTS)
def test_a_text_is_in_its_language(code: str, text: str) -> None:
    found, confidence = find_language(text)
    assert found == code
    assert (confidence > 0) == (code != "und")
    assert confidence >= 0.7 or code != "en"


@pytest.mark.parametrize(("stated", "code"), NAMES)
def test_a_stated_language_has_a_code(stated: str, code: str | None) -> None:
    assert find_language_code(stated) == code


def test_names_are_kept_in_lower_case_and_codes_are_tags() -> None:
    for name, code in LANGUAGE_CODES.items():
        assert name == name.lower()
        assert code.split("-")[0].islower()


def test_a_long_text_costs_no_more_than_a_short_one() -> None:
    text = TEXTS[0][1] * 20_000
    find_language(text)
    began = time.thread_time()
    for _ in range(20):
        find_language(text)
    assert (time.thread_time() - began) / 20 < 0.015  # ten times what it takes here


@given(st.text(st.characters(), max_size=60))
@settings(max_examples=30, deadline=None)
def test_any_text_has_a_language_or_none(text: str) -> None:
    code, confidence = find_language(text)
    assert code
    assert 0.0 <= confidence <= 1.0
