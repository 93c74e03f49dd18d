import pytest

from fonds.describe.source_identity import find_source_identity

SAME = [
    (
        "http://www.fanfiction.net/s/123/1/",
        "https://m.fanfiction.net/s/123/14/The-Fog",
        "fanfiction.net/s/123",
        "<https://www.fanfiction.net/s/123/1/>",
        "https://web.archive.org/web/20080304050607/http://www.fanfiction.net/s/123/2/",
    ),
    (
        "https://archiveofourown.org/works/123",
        "http://archiveofourown.org/works/123/chapters/456?view_adult=true",
        "https://archiveofourown.org/collections/yule/works/123#main",
        "https://ao3.org/works/0123",
    ),
    (
        "http://oz.example/viewstory.php?sid=12",
        "http://oz.example/viewstory.php?action=printable&sid=12&chapter=3",
        "http://OZ.example/viewstory.php?SID=12&textsize=0",
        "http://oz.example:80/viewstory.php?sid=12&i=1",
    ),
    (
        "http://oz.example/~jane/fog.html",
        "http://oz.example/~jane/fog-part2.html",
        "http://oz.example/~jane/fog_ch03.htm",
    ),
    (
        "https://forums.spacebattles.example/threads/the-fog.77/",
        "https://forums.spacebattles.example/threads/the-fog.77/page-3#post-9",
    ),
    ("http://jane.livejournal.com/1234.html", "https://jane.livejournal.com/1234.html?thread=5"),
]

UNLIKE = [
    ("http://www.fanfiction.net/s/123/", "http://www.fanfiction.net/s/12345/"),
    ("http://www.fanfiction.net/s/123/", "http://www.fictionpress.com/s/123/"),
    ("http://oz.example/viewstory.php?sid=1", "http://oz.example/viewstory.php?sid=12"),
    ("http://oz.example/a/viewstory.php?sid=1", "http://oz.example/b/viewstory.php?sid=1"),
    ("http://oz.example/story.php?id=1", "http://oz.example/profile.php?id=1"),
    ("http://oz.example/archive/1/fog.html", "http://oz.example/archive/1/gate.html"),
    ("http://oz.example/~jane/fog.html", "http://oz.example/~mara/fog.html"),
    ("http://oz.example/fog1.html", "http://oz.example/fog2.html"),
    ("http://users.livejournal.com/jane/12.html", "http://users.livejournal.com/mara/12.html"),
]

NONE = [
    "",
    "unknown",
    "my own site",
    "http://",
    "http://[broken",
    "http://oz.example",
    "http://oz.example/~jane/",
    "http://oz.example/index.html",
    "https://www.fanfiction.net/u/99/Jane",
    "https://archiveofourown.org/users/jane",
    "http://oz.example/viewstory.php?sid=abc",
]


@pytest.mark.parametrize("addresses", SAME)
def test_all_pages_of_a_story_are_one(addresses: tuple[str, ...]) -> None:
    found = {find_source_identity(address) for address in addresses}
    assert len(found) == 1
    assert None not in found


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_other_stories_are_others(one: str, other: str) -> None:
    assert find_source_identity(one) is not None
    assert find_source_identity(one) != find_source_identity(other)


@pytest.mark.parametrize("address", NONE)
def test_what_is_no_story_s_address_is_none(address: str) -> None:
    assert find_source_identity(address) is None
