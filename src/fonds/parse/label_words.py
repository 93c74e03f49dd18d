"""The label vocabulary: every word we know that authors put before a value.

Gathered from common knowledge of archives, mailing lists and newsgroups from 1990 on, with
their usual misspellings. To teach Fonds a label, add it here and a case to
`tests/tables/test_labels.py`.
"""

VOCABULARY: dict[str, tuple[str, ...]] = {
    field: tuple(words.split(" | "))
    for field, words in {
        "title": (
            "title | story title | title of story | name of story | name | fic title | fic | "
            "story | titel | titre"
        ),
        "subtitle": ("subtitle | sub-title | sub title"),
        "author": (
            "author | authors | author(s) | author's name | author name | autor | auteur | "
            "writer | writers | written by | by | penname | pen name | pen-name | pseud | "
            "pseudonym | creator | creators | story by | fic by | from the pen of | auther | "
            "athor | byline | perpetrator | perpetrated by | culprit | guilty party | penned by"
        ),
        "email": (
            "email | e-mail | e mail | author email | author e-mail | author's e-mail | "
            "author's email | email address | e-mail address | contact | author's contact | "
            "address | mail"
        ),
        "url": (
            "url | website | web site | homepage | home page | author url | author's url | "
            "site | web page | author website | lj | livejournal"
        ),
        "source": (
            "source | story url | link | original url | originally posted | originally posted "
            "at | permalink | posted at"
        ),
        "rating": (
            "rating | rated | ratings | story rating | ratting | rateing | age rating | mpaa "
            "| movie rating | content rating | certificate | suitable for"
        ),
        "pairing": (
            "pairing | pairings | pairing(s) | pairing/s | pairings/characters | ship | ships "
            "| ship(s) | shipper | relationship | relationships | relationship(s) | couple | "
            "couples | parings | paring | main pairing | pair | pairs | who | romance | "
            "characters/pairing | characters/pairings | pairing/characters | "
            "pairing/character | character/pairing | pairings and characters"
        ),
        "characters": (
            "characters | character | character(s) | cast | main characters | starring | "
            "featuring | dramatis personae | people | charecters | focus"
        ),
        "fandom": (
            "fandom | fandoms | fandom(s) | series/fandom | universe | show | tv show | canon "
            "| category/fandom | world | based on | verse | book | books | movie | crossover "
            "| crossover with | fandom/pairing | fendom"
        ),
        "series": (
            "series | series title | sequence | arc | cycle | story arc | saga | part of | in "
            "series | series/sequel"
        ),
        "sequel": (
            "sequel | sequel to | sequel/series | prequel | prequel to | follows | companion "
            "to | sequel/prequel"
        ),
        "part": ("part | parts | chapter | chapters | part(s)"),
        "summary": (
            "summary | summery | sumary | synopsis | description | blurb | story summary | "
            "teaser | plot | précis | precis | in short | short summary | abstract | about"
        ),
        "disclaimer": (
            "disclaimer | disclaimers | disclaimer(s) | legal | legal stuff | standard "
            "disclaimer | standard disclaimers | disclamer | discalimer | usual disclaimer | "
            "legalese | disclaim | copyright notice | the legal bit"
        ),
        "notes": (
            "note | notes | author's note | author's notes | authors note | authors notes | "
            "author note | author notes | a/n | an | a.n. | authors' notes | authors' note | "
            "notes/warnings | author's note(s) | comment | comments | n.b. | nb | ps | p.s. | "
            "note from author | note from the author | author's comments | historian's note | "
            "timeline note | end notes | end note | endnote | endnotes | beta note | author's "
            "notes/disclaimer | remarks | remark | foreword | afterword | preface note | a "
            "few notes | special notes"
        ),
        "warnings": (
            "warning | warnings | warning(s) | content warning | content warnings | caution | "
            "trigger warning | trigger warnings | triggers | warnings/spoilers | "
            "warning/spoilers | content | contains | squicks | warnigns"
        ),
        "spoilers": (
            "spoiler | spoilers | spoiler(s) | spoliers | spoilers for | spoiler warning | "
            "spoilers/warnings | spoilers/warning | spoiler/warnings | spoiler/warning"
        ),
        "genre": (
            "genre | genres | type | category | categories | keywords | keyword | "
            "classification | classifications | codes | code | story type | style | tags | "
            "tag | content codes | story codes | slash/het/gen | kind | genre(s) | labels | "
            "story category"
        ),
        "date": (
            "date | written | date written | written on | completed | completed on | finished "
            "| posted | date posted | posted on | published | publication date | first posted "
            "| date completed | updated | last updated | date published | created"
        ),
        "status": (
            "status | completed? | complete | completion | complete? | state | story status | "
            "finished?"
        ),
        "archive": (
            "archive | archiving | distribution | archived | permission to archive | archive "
            "permission | permission | distribute | distribution/archive | archived at | "
            "archives | repost | posting"
        ),
        "feedback": (
            "feedback | feed back | comments welcome | reviews | review | fb | feedback to | "
            "feeback | c&c | comments to | send feedback to"
        ),
        "dedication": (
            "dedication | dedicated to | dedications | for | dedicate | dedication(s) | gift "
            "for | written for | recipient | to"
        ),
        "beta": (
            "beta | betas | beta reader | beta readers | beta-reader | beta by | beta'd by | "
            "betaed by | beta read by | beta(s) | betareader | thanks | thanks to | "
            "acknowledgements | acknowledgments | acknowledgement | credits | special thanks "
            "| thank you | many thanks"
        ),
        "challenge": (
            "challenge | challenges | prompt | written in response to | response to | prompts | in "
            "response to | challenge response | improv | request"
        ),
        "setting": (
            "setting | timeline | time line | season | set | set in | takes place | episode | "
            "timeframe | time frame | when | time | place | era | continuity | location | "
            "period"
        ),
        "words": (
            "words | word count | wordcount | length | size | total words | word-count | "
            "count | story length"
        ),
        "language": ("language | lang | sprache | langue"),
        "song": (
            "song | songs | lyrics | lyrics by | song lyrics | songfic | song by | music | "
            "soundtrack | inspired by"
        ),
        "subject": ("subject | re"),
        "sender": (
            "from | sender | posted by | submitted by | forwarded by | uploaded by | typed by"
        ),
        "pov": ("pov | point of view | p.o.v. | viewpoint | narrator | narration"),
        "recap": (
            "previously | last time | recap | story so far | the story so far | earlier | "
            "previous part | previous parts | previously on"
        ),
        "disregard": (
            "newsgroups | message-id | path | lines | organization | reply-to | cc | received "
            "| return-path | x-mailer | nntp-posting-host | sender | followup-to | keywords | "
            "expires | distribution | references | approved | version | revision | file | "
            "filename | format | packaged | publisher | story id | read | reads | hits | rank | "
            "recommended | read count"
        ),
    }.items()
}
"""Field to the words that mean it, lower case."""

WEAK_LABELS = frozenset(
    [
        "about",
        "address",
        "an",
        "book",
        "books",
        "by",
        "cast",
        "category",
        "caution",
        "chapter",
        "chapters",
        "code",
        "comment",
        "comments",
        "completed",
        "contact",
        "contains",
        "content",
        "count",
        "couple",
        "created",
        "date",
        "description",
        "episode",
        "featuring",
        "fic",
        "file",
        "finished",
        "focus",
        "follows",
        "for",
        "format",
        "from",
        "in short",
        "kind",
        "labels",
        "legal",
        "length",
        "lines",
        "link",
        "location",
        "lyrics",
        "mail",
        "music",
        "name",
        "note",
        "notes",
        "p.s.",
        "pair",
        "part",
        "parts",
        "path",
        "people",
        "period",
        "permission",
        "place",
        "plot",
        "posted",
        "posting",
        "prompt",
        "ps",
        "re",
        "reads",
        "remark",
        "request",
        "review",
        "reviews",
        "romance",
        "season",
        "sequel",
        "set",
        "ship",
        "show",
        "site",
        "size",
        "song",
        "source",
        "starring",
        "state",
        "story",
        "style",
        "thank you",
        "thanks",
        "time",
        "to",
        "type",
        "universe",
        "version",
        "warning",
        "when",
        "who",
        "world",
        "written",
    ]
)
"""Labels that are ordinary words: alone, without other labels near, they prove nothing."""

LONG_FIELDS = frozenset(
    [
        "summary",
        "disclaimer",
        "notes",
        "beta",
        "dedication",
        "archive",
        "feedback",
        "warnings",
        "spoilers",
        "setting",
        "song",
    ]
)
"""Fields whose value may run over several lines and paragraphs."""
