"""Dates as headers, mails and copyright lines write them."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.describe.dates import find_date

STATED = {
    "1998-03-14": [
        "14 March 1998", "March 14, 1998", "March 14th, 1998", "Mar. 14, 1998", "Mar 14 '98",
        "14th of March, 1998", "the 14th of March 1998", "14-Mar-98", "3/14/98", "14/3/98",
        "3/14/1998", "14/03/1998", "14.3.1998", "14. 3. 1998", "3-14-98", "1998-03-14",
        "1998/3/14", "1998.03.14", "19980314", "1998-03-14T18:26:42Z", "Sat, 14 Mar 1998 18:26:42",
        "Sat, 14 Mar 98 18:26:42 GMT", "Sat Mar 14 18:26:42 1998", "Sat Mar 14 18:26:42 PST 1998",
        "Saturday, March 14, 1998 6:26 PM", "14. März 1998", "14 mars 1998", "14 de marzo de 1998",
        "14 marzo 1998", "14 maart 1998", "1998年3月14日", "1998 March 14", "1998-Mar-14",
        "Posted 3/14/98, revised 4/1/99", "3/14/98 10:11 pm", "MARCH 14 1998", "march 14 1998",
    ],
    "1998-03": ["March 1998", "March, 1998", "late March 1998", "Mar '98", "Mar-98", "03/1998",
                "3/98", "1998-03", "written in March 1998", "March of 1998", "mars 1998",
                "30/ March 1998"[4:], "März 1998"],
    "1998": ["1998", "Copyright 1998", "© 1998", "(c) 1998 by A. Writer", "Spring 1998",
             "Summer '98", "circa 1998", "Copyright 1998-2001", "3/4/98", "4/3/1998", "3.4.1998"],
    "1998-03-03": ["3/3/98", "3.3.1998"],
    "1993-12-12": ["Sun, 12 Dec 1993 18:26:42 +1100", "12-Dec-93", "12 Dec 93"],
    "2001-05-06": ["2001-05-06T12:00:00+02:00", "May 6, 2001", "6 May 01"],
    "2069-12-31": ["12/31/69"],
    "1970-12-31": ["12/31/70"],
    "1999-02": ["30 February 1999", "February 30, 1999"],
    "1887-03": ["March 1887"],
    "2000-02-29": ["29 February 2000", "2/29/2000"],
    "2001-02": ["29 February 2001"],
    None: ["", "yesterday", "July 4", "4 July", "99/99/99", "31/31/98", "1998 words", "12:30",
           "chapter 3", "221B Baker Street", "1234567890", "$2001", "2001: an odyssey",
           "once upon a time", "13/13/1998", "the 2nd of never", "\x00", "\ud800 1"],
}  # fmt: skip
CASES = [(stated, known) for known, lines in STATED.items() for stated in lines]


@pytest.mark.parametrize(("stated", "known"), CASES)
def test_a_stated_date_is_understood_as_far_as_it_is_certain(
    stated: str, known: str | None
) -> None:
    assert find_date(stated) == known


@given(st.dates(date(1800, 1, 1), date(2099, 12, 31)))
def test_an_iso_date_of_our_centuries_means_itself(day: date) -> None:
    assert find_date(day.isoformat()) == day.isoformat()
    assert find_date(f"{day.day} {day:%B} {day.year}") == day.isoformat()
    assert find_date(f"{day:%B} {day.day}, {day.year}") == day.isoformat()


@given(st.text(st.characters(), max_size=80) | st.text("0123456789/-. '", max_size=20))
def test_anything_gives_partial_iso_or_none(stated: str) -> None:
    found = find_date(stated)
    assert found is None or re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", found, re.ASCII)
