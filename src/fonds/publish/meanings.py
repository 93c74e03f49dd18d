"""Meanings: what each field of the one-record contract means, in one place.

The schema takes its descriptions from here and docs/record.md its table.
"""

MEANINGS: dict[str, str] = {
    "schema": "The name and version of this contract.",
    "sources": "The originals the work is made of, in reading order.",
    "kind": "Whether it is a story; reviews, guides, index pages and stubs are not.",
    "title": "The title as stated or read, or null when the work has none.",
    "incipit": "The first words of the story; they name a work that has no title.",
    "creators": "Who made it, without “by”, e-mail addresses or titles of honour.",
    "fandoms": "Canonical names of the worlds it is set in.",
    "rating": "One of the five ratings, or null when none is stated.",
    "rating_stated": "The rating word for word as the header says it, or null.",
    "suggested_rating": "The rating that the text itself suggests, or null.",
    "warnings": "What a reader is warned of.",
    "categories": "Kinds of relationship: F/F, F/M, Gen, M/M, Multi, Other.",
    "relationships": "Pairs and groups under full names; “/” is romantic, “&” is not.",
    "characters": "Who is in it, under full canonical names where a pack knows them.",
    "tags": "Everything else that the source files it under.",
    "summary": "The whole summary, however many lines, or null.",
    "disclaimer": "The whole disclaimer, or null.",
    "epigraph": "The whole epigraph, or null.",
    "notes": "The author's notes, each with where it stands.",
    "song": "Songs whose words are used, when the text says so.",
    "series": "The series it belongs to and its place there, or null.",
    "part": "Which part of how many this text is, or null.",
    "date": "The date it bears: YYYY, YYYY-MM or YYYY-MM-DD, or null.",
    "source_url": "Where the file says it was published, or null.",
    "language": "The language of the story as a BCP 47 tag, or null.",
    "words": "How many words the body has.",
    "complete": "True or false when the source says so, else null.",
    "setting": "Where in its canon it is set.",
    "pov": "The grammatical person it is told in, and who tells it.",
    "tense": "The tense it is told in, or null.",
    "chapters": "Its chapters as half-open ranges of code points of `body`.",
    "scenes": "How many scenes it has.",
    "quotes": "Direct speech with its speakers; empty unless asked for.",
    "body": "The story alone: paragraphs separated by a blank line, no header, no notes.",
    "claims": "Every value with who says so, how sure that is and the words it comes from.",
    "problems": "What was odd, each with a permanent code.",
}
"""In the order of `fonds.model.record.Record`; a test holds the two together."""
