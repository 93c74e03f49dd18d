"""Header words: how people named the fields of a header, and what they wrote beside them.

Source: ours, from how fandom wrote on Usenet, mailing lists and its first web archives
between 1990 and 2005. Not taken from the words that the readers of Fonds know.
"""

LABELS: dict[str, tuple[str, ...]] = {
    "title": ("Title", "Story", "Story Title", "Name of fic", "Fic", "Title of story"),
    "author": ("Author", "By", "Written by", "Writer", "Penname", "Pen name", "Author(s)"),
    "rating": ("Rating", "Rated", "Ratings", "Story rating"),
    "summary": ("Summary", "Synopsis", "Blurb", "Teaser", "Description", "Story summary"),
    "pairing": ("Pairing", "Ship", "Pairings", "Relationship", "Pairing(s)", "Couple"),
    "disclaimer": ("Disclaimer", "Disclaimers", "Disclaim", "Legal", "Legal stuff"),
    "notes": ("Notes", "A/N", "Author's Note", "AN", "Note", "Author's Notes", "Author Notes"),
    "fandom": ("Fandom", "Fandoms", "Universe", "Fandom(s)"),
    "characters": ("Characters", "Cast", "Character(s)", "Starring", "Main characters"),
    "series": ("Series", "Series title", "Part of"),
    "date": ("Date", "Written", "Date written", "Posted", "Completed"),
    "tags": ("Keywords", "Tags", "Key words"),
}
"""The spellings of each field's label; the first is the plainest."""

MISSPELLED = {
    "title": "Titel",
    "author": "Auther",
    "rating": "Raiting",
    "summary": "Summery",
    "pairing": "Paring",
    "disclaimer": "Disclamer",
    "notes": "Authors note",
    "characters": "Charachters",
}
"""How a label is misspelled by those who misspell it."""

RATINGS: dict[str, tuple[str, ...]] = {
    "General Audiences": (
        "G",
        "K",
        "K+",
        "PG",
        "FRC",
        "all ages",
        "G (nothing to see here)",
        "PG, for one rude word",
        "General",
    ),
    "Teen And Up Audiences": (
        "PG-13",
        "T",
        "FRT",
        "PG13",
        "T for swearing",
        "PG-13ish (language)",
        "PG-13 for a bit of violence",
        "Teen",
        "FR13",
        "Hard PG-13",
    ),
    "Mature": ("R", "M", "FRM", "soft R", "R for violence", "R (language, gore)", "Mature", "FR18"),
    "Explicit": ("NC-17", "FRAO", "NC17", "NC-17 for later parts", "Adults only", "18+", "XXX"),
}
"""AO3's rating: the words of older scales that mean it."""

AUTHORS = (
    "Agnes Tarrant",
    "Moonquill",
    "J. M. Pettigrew",
    "Thessaly Crane",
    "The Lady Wren",
    "Kestrel42",
    "Hugh Ambrose-Lyle",
    "ravenglass",
    "Marisol O'Dea",
    "T. S. Halloran",
    "Dunstan Pike and Cordelia Voss",
    "Wilhelmina Oake",
    "Bartleby Jones",
    "inkandember",
    "Greta van der Molen",
    "Polly Quince",
    "Perdita X",
    "Ann-Marie Deveraux",
    "nightwatch_nell",
    "Dr. Octavia Finch",
    "Sam Thistlewood",
    "Elspeth MacRae",
    "Rook",
    "Jean-Luc Marchetti",
    "Fenella D. Brook",
)
"""Pen names of nobody."""

POSTERS = ("Basil Underhill", "Nora Applegarth", "archive keeper", "Hester Plum", "list mom")
"""People who pass on what others wrote."""

DISCLAIMERS = (
    "They are not mine, never were, never will be. I make no money from this.",
    "I don't own these characters. No copyright infringement is intended.",
    "Not mine. Don't sue; I have nothing but a cat and a kettle.",
    "All characters belong to their creators. I am only borrowing them and will wash them "
    "before I give them back.",
    "The characters and situations are the property of people with lawyers. This story is "
    "mine, was written for fun, and earns me nothing.",
    "I own nothing but the typing errors. No profit is being made here.",
    "Everybody you recognise belongs to somebody else. Everybody you don't is my fault.",
    "The usual. Not mine, no money, no harm meant.",
    "No infringement on anybody's rights is intended. This is a work of love, not of trade, "
    "and it may be read by anyone who does not charge for it.",
    "If they were mine they would have had better weather.",
)
"""Disclaimers that stand after a label."""

PROSE_DISCLAIMERS = (
    "The characters in this story do not belong to me, and I am making no money from them. "
    "Please don't sue.",
    "All characters are the property of their respective owners and are used here without "
    "permission. No copyright infringement is intended and no profit is made.",
    "I do not own any of these people; they belong to the studio that made them. This story "
    "was written for entertainment only.",
    "These characters are not mine. They belong to their creators and I am just playing with "
    "them. No money is being made.",
)
"""Disclaimers that need no label: nobody would take them for the story."""

FEEDBACK = (
    "yes please to {address}",
    "always welcome",
    "feeds the muse",
    "good, bad or puzzled, to {address}",
    "Adored! {address}",
)

ARCHIVE = (
    "anywhere, just ask",
    "yes, but tell me where",
    "my own page only",
    "list archive; others please ask first",
    "sure, keep my name on it",
)

BETA = ("the patient Mrs. Fenwick", "none, all mistakes are mine", "Jo and Lettie, bless them")

SPOILERS = ("none", "first season only", "everything up to the finale", "nothing after the pilot")

NOTE_LINES = (
    "My first attempt at this, so be gentle.",
    "This is for everybody who asked what happened afterwards.",
    "Thanks to the whole list for holding my hand.",
    "I wrote this on the train, and it shows.",
)
"""Notes for a story that has none of its own."""

KEEPER_NOTES = (
    "[Reposted with the author's permission. Please do not write to me about it.]",
    "[Archivist's note: found on an old disk, and put here as it was.]",
    "(This one came to the archive by mail. I have only fixed the line ends. -- the keeper)",
)
"""What those who keep other people's stories put above them."""

ENDINGS = ("The End", "THE END", "~fin~", "End.", "* * * THE END * * *")

GROUPS = ("alt.moorland.creative", "rec.arts.fireside", "alt.fan.lamplight.stories")


def without_honour(name: str) -> str:
    """A creator's name as the record gives it: "Dr. Octavia Finch" is Octavia Finch."""
    return name.removeprefix("Dr. ")
