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
            "story | name of fic | name of the story | name of the fic | titel | titre | title "
            "of the story | title of this story | title of fic | titulo | título | titolo | "
            "story name | fic name | story's title"
        ),
        "subtitle": ("subtitle | sub-title | sub title"),
        "author": (
            "author | authors | author(s) | author's name | author name | autor | auteur | "
            "writer | writers | written by | by | penname | pen name | pen-name | pseud | "
            "pseudonym | creator | creators | story by | fic by | from the pen of | auther | "
            "athor | byline | perpetrator | perpetrated by | culprit | guilty party | penned by "
            "| autor(in) | autorin | autoren | auteure | autrice | auteurs | autora | autores | "
            "autori | autore | schrijver | schrijfster | författare | forfatter | kirjoittaja | "
            "von | author/email | authoress | written & directed by | authored by | brought to "
            "you by | wordsmith | scribe | author of story | pen names | fanfic by | fanfiction "
            "by | a story by | a fanfic by"
        ),
        "email": (
            "email | e-mail | e mail | author email | author e-mail | author's e-mail | "
            "author's email | email address | e-mail address | contact | author's contact | "
            "address | mail | author's email address | author e-mail address | my email | my "
            "e-mail | email me | e-mail me | e-mail me at | contact info | contact me | "
            "courriel | mél | correo | correo electrónico | e-mail adres"
        ),
        "url": (
            "url | website | web site | homepage | home page | author url | author's url | site "
            "| web page | author website | lj | livejournal | my website | my site | my page | "
            "web address | web | find me at | more of my stories | my stories | other stories | "
            "my homepage | my fic"
        ),
        "source": (
            "source | story url | link | original url | originally posted | originally posted "
            "at | permalink | posted at"
        ),
        "rating": (
            "rating | rated | ratings | story rating | ratting | rateing | age rating | mpaa | "
            "movie rating | content rating | certificate | suitable for | my rating | "
            "altersfreigabe | alterseinstufung | einstufung | altersempfehlung | freigabe | "
            "clasificación | clasificacion | classificação | classificacao | classement | "
            "valutazione | leeftijd | rating (mpaa) | bewertung | film rating | fic rated | age "
            "limit | suitability | story rated | cert"
        ),
        "pairing": (
            "pairing | pairings | pairing(s) | pairing/s | pairings/characters | ship | ships | "
            "ship(s) | shipper | relationship | relationships | relationship(s) | couple | "
            "couples | parings | paring | main pairing | pair | pairs | who | romance | "
            "characters/pairing | characters/pairings | pairing/characters | pairing/character "
            "| character/pairing | pairings and characters | paarung | paarungen | pärchen | "
            "pareja | parejas | casal | coppia | coppie | koppel | couple(s) | pairing/rating | "
            "who's who with whom | 'ship | romantic pairing | primary pairing | secondary "
            "pairing | pairing info | pairing(s)/character(s) | character(s)/pairing(s) | "
            "character/pairings | love interest"
        ),
        "characters": (
            "characters | character | character(s) | cast | main characters | starring | "
            "featuring | dramatis personae | people | charecters | focus | figuren | charaktere "
            "| personnages | personnage | personajes | personaje | personagens | personaggi | "
            "personages | hahmot | character/s | characters used | cast of characters | main "
            "character | main character(s) | character list | who's in it | characters involved "
            "| primary characters | characters featured"
        ),
        "fandom": (
            "fandom | fandoms | fandom(s) | series/fandom | universe | show | tv show | canon | "
            "category/fandom | world | based on | verse | book | books | movie | crossover | "
            "crossover with | fandom/pairing | fendom | original fandom | fandom/s | source "
            "material | canon used | crossover between | x-over | xover | crossover fandom | "
            "series/show | universum | tv series"
        ),
        "series": (
            "trilogy | series | series title | sequence | arc | cycle | story arc | saga | part of | in "
            "series | series/sequel | serie | série | reihe | series name | title of series | "
            "series/arc | series info | series (if any) | part of series | part of a series | "
            "of the series | storyline | saga title"
        ),
        "sequel": (
            "follow-up to | followup to | follow up to | continuation of | companion piece to | sequel | sequel to | sequel/series | prequel | prequel to | follows | companion to "
            "| sequel/prequel | fortsetzung | sequels | related stories | preceded by | "
            "followed by | prequels | sequel? | part of sequel"
        ),
        "part": (
            "part | parts | chapter | chapters | part(s) | kapitel | capítulo | capitulo | "
            "chapitre | capitolo | hoofdstuk | part number | chapter number | chapter no"
        ),
        "summary": (
            "summary | summery | sumary | synopsis | description | blurb | story summary | "
            "teaser | plot | précis | precis | in short | short summary | abstract | about | "
            "zusammenfassung | inhalt | inhaltsangabe | résumé | resumen | sumario | sinopsis | "
            "resumo | sinopse | riassunto | trama | samenvatting | sammanfattning | yhteenveto "
            "| kurzinhalt | plot summary | story line | what it's about | premise | in a "
            "nutshell | brief summary | summary/notes"
        ),
        "disclaimer": (
            "disclaimer | disclaimers | disclaimer(s) | legal | legal stuff | standard "
            "disclaimer | standard disclaimers | disclamer | discalimer | usual disclaimer | "
            "legalese | disclaim | copyright notice | the legal bit | disclaimer/notes | "
            "haftungsausschluss | descargo | descargo de responsabilidad | aviso legal | legal "
            "notice | legal notices | legal disclaimer | copyright disclaimer | "
            "disclaimer/author's notes | legal crap | legal junk | the legal stuff | disclaimer "
            "etc | boring legal stuff | legal mumbo jumbo | legal mumbo-jumbo | ownership | "
            "standard legal disclaimer | ansvarsfraskrivelse | decharge | disclaimer and notes "
            "| disclaimer & notes | claimer | disclamier | discliamer | avertissement légal"
        ),
        "notes": (
            "note | notes | author's note | author's notes | authors note | authors notes | "
            "author note | author notes | a/n | an | a.n. | authors' notes | authors' note | "
            "notes/warnings | author's note(s) | comment | comments | n.b. | nb | ps | p.s. | "
            "note from author | note from the author | author's comments | historian's note | "
            "timeline note | end notes | end note | endnote | endnotes | beta note | author's "
            "notes/disclaimer | remarks | remark | foreword | afterword | preface note | a few "
            "notes | special notes | anmerkung | anmerkungen | vorwort | nachwort | anmerkung "
            "der autorin | anmerkung des autors | note de l'auteur | note de l'auteure | notes "
            "de l'auteur | notes de l'auteure | nda | ndla | nota de la autora | nota del autor "
            "| notas de la autora | notas del autor | notas da autora | notas do autor | nota "
            "da autora | nota do autor | nota | notas | note dell'autore | note dell'autrice | "
            "opmerking | opmerkingen | story notes | story note | author's ramblings | author "
            "ramblings | rambling | ramblings | author's rant | editor's note | writer's note | "
            "writer's notes | intro | introduction | additional notes | other notes | author's "
            "warning | author's remarks | dedication/notes | timeline/notes | misc notes | "
            "notes and thanks | notes & thanks | final notes | final note | opening notes | "
            "closing notes | pre-notes | post-notes | a/ns | author's a/n | ob-note | poster's "
            "note"
        ),
        "warnings": (
            "warning | warnings | warning(s) | content warning | content warnings | caution | "
            "trigger warning | trigger warnings | triggers | warnings/spoilers | "
            "warning/spoilers | content | contains | squicks | warnigns | warnung | warnungen | "
            "avertissement | avertissements | advertencia | advertencias | aviso | avisos | "
            "avvertimenti | avvertenze | waarschuwing | waarschuwingen | varoitukset | content "
            "notes | content note | content advisory | advisory | content warning(s) | trigger "
            "warning(s) | tw | cw | possible triggers | parental advisory | reader advisory | "
            "warnings/notes"
        ),
        "spoilers": (
            "spoiler | spoilers | spoiler(s) | spoliers | spoilers for | spoiler warning | "
            "spoilers/warnings | spoilers/warning | spoiler/warnings | spoiler/warning | "
            "spoiler/s | spoiler alert | spoils | spoiler for | spoiler info | spoilers? | "
            "season/spoilers | spoilers/season | spoilers/timeline | spoils for | story "
            "spoilers | spoilers up to | spoilers through | spoilers to | spoiler level | "
            "season spoilers | spoilers include | canon spoilers"
        ),
        "genre": (
            "genre | genres | type | category | categories | keywords | keyword | "
            "classification | classifications | codes | code | story type | style | tags | tag "
            "| content codes | story codes | slash/het/gen | kind | genre(s) | labels | story "
            "category | género | gênero | genere | kategorie | catégorie | categoría | "
            "categoria | warnings/genre | genre/rating | rating/genre | story genre | fic type "
            "| type of story | subgenre | genre/s | category/ies | category(s) | gatunek"
        ),
        "date": (
            "date | written | date written | written on | completed | completed on | finished | "
            "posted | date posted | posted on | published | publication date | first posted | "
            "date completed | updated | last updated | date published | created | datum | fecha "
            "| date of story | first published | date finished | original date | year | year "
            "written | started | date archived | date started | story date | finished on | "
            "first written | originally published | originally written | originally posted on | "
            "archived on | revised | last revised | date revised | published on | submitted | "
            "submitted on | date submitted"
        ),
        "status": (
            "status | completed? | complete | completion | complete? | state | story status | "
            "finished? | statut | current status | in progress? | wip? | complete/incomplete | "
            "completed/wip | work in progress | wip"
        ),
        "archive": (
            "distro | archive | archiving | distribution | archived | permission to archive | archive "
            "permission | permission | distribute | distribution/archive | archived at | "
            "archives | repost | posting | archivierung | archiv | archivo | archiving "
            "permission | archiving info | distribution rights | archive rights | archiving "
            "rights | archive? | archiving? | permission to distribute | distribution info | "
            "archive/distribution | archive at | archive info | archivists | reposting | "
            "re-archiving | redistribution | may be archived | please archive | where to "
            "archive | archive it | feel free to archive | date archived"
        ),
        "feedback": (
            "feedback | feed back | comments welcome | reviews | review | fb | feedback to | "
            "feeback | c&c | comments to | send feedback to | rückmeldung | kritik | "
            "comentarios | reviews? | feedback? | flames | feed-back | comments/feedback | "
            "feedback/comments | comments & feedback | comments and feedback | constructive "
            "criticism | send feedback | send comments to | feedback and comments | feedback "
            "welcome | reviews welcome | email for feedback | feedback at | feedback address | "
            "lob und tadel | flames/feedback"
        ),
        "dedication": (
            "dedication | dedicated to | dedications | for | dedicate | dedication(s) | gift "
            "for | written for | recipient | to | widmung | dédicace | dedicatoria | "
            "dedicatória | dedica | this one is for | opgedragen aan | gift to | in memory of | "
            "gewidmet"
        ),
        "beta": (
            "beta | betas | beta reader | beta readers | beta-reader | beta by | beta'd by | "
            "betaed by | beta read by | beta(s) | betareader | thanks | thanks to | "
            "acknowledgements | acknowledgments | acknowledgement | credits | special thanks | "
            "thank you | many thanks | betaleser | betaleserin | bêta | bêta-lectrice | "
            "agradecimientos | agradecimentos | danksagung | danke | remerciements | "
            "ringraziamenti | beta'ed by | betas by | edited by | editor | editors | "
            "proofreader | proof reader | proofread by | beta'd | betaed | beta-read by | "
            "beta-readers | beta thanks | many thanks to | special thanks to | big thanks to | "
            "thanks to my beta"
        ),
        "challenge": (
            "ficathon | ficathon prompt | exchange | fest | challenge | challenges | prompt | written in response to | response to | prompts | "
            "in response to | challenge response | improv | request | herausforderung | "
            "challenge by | challenge info | written for challenge | fic challenge | challenge "
            "elements | prompt used | for challenge"
        ),
        "setting": (
            "setting | timeline | time line | season | set | set in | takes place | episode | "
            "timeframe | time frame | when | time | place | era | continuity | location | "
            "period | handlungszeit | saison | temporada | story setting | timeline/spoilers | "
            "time period | set during | takes place in | timespan | when/where | season/episode "
            "| episode tag | episode spoilers | place in series | post-ep | missing scene | "
            "missing scenes | post-episode | episodes | story timeline | series timeline | "
            "time-line | chronology | season and episode | time and place | "
            "episode reference | timeline placement | where in canon | story setting/timeline"
        ),
        "words": (
            "words | word count | wordcount | length | size | total words | word-count | count "
            "| story length | wörter | wortanzahl | palabras | mots | no. of words | number of "
            "words | length of story | file size | approx. words"
        ),
        "language": ("language | lang | sprache | langue | idioma | lingua | taal | språk"),
        "keeper": (
            "archivist's note | archivist's notes | archivist note | moderator's note | keeper's note | "
            "editor's note | list owner's note | listowner's note | webmistress's note | note from the archivist"
        ),
        "epigraph": ("epigraph | opening quote"),
        "song": (
            "song | songs | lyrics | lyrics by | song lyrics | songfic | song by | music | "
            "soundtrack | inspired by | chanson | canción | song title | songs used | lyrics "
            "from | musical inspiration | theme song | song used | song lyrics by | lyrics used "
            "| playlist"
        ),
        "subject": ("subject | subj | re"),
        "sender": (
            "from | sender | posted by | submitted by | forwarded by | uploaded by | typed by"
        ),
        "pov": (
            "pov | point of view | p.o.v. | viewpoint | narrator | narration | perspektive | "
            "pdv | point de vue | perspective | pov character | points of view | p.o.v"
        ),
        "recap": (
            "previously | last time | recap | story so far | the story so far | earlier | "
            "previous part | previous parts | previously on"
        ),
        "disregard": (
            "newsgroups | message-id | path | lines | organization | reply-to | cc | received | "
            "return-path | x-mailer | nntp-posting-host | sender | followup-to | keywords | "
            "expires | distribution | references | approved | version | revision | file | "
            "filename | format | packaged | publisher | story id | read | reads | hits | rank | "
            "recommended | read count"
        ),
    }.items()
}
"""Field to the words that mean it, lower case."""

WEAK_LABELS = frozenset(
    (
        "about | address | advisory | an | archiv | aviso | bewertung | book | books | "
        "brought to you by | by | capitolo | capitulo | capítulo | casal | cast | category | "
        "caution | cert | chapitre | chapter | chapters | claimer | code | comment | comments "
        "| completed | contact | contact me | contains | content | count | couple | created | "
        "cw | danke | date | datum | description | e-mail me | edited by | editor | editors | "
        "einstufung | email me | episode | episodes | featuring | fecha | fic | figuren | file | find me "
        "at | finished | flames | focus | followed by | follows | for | format | freigabe | "
        "from | hoofdstuk | in memory of | in short | inhalt | intro | introduction | kapitel "
        "| kind | koppel | kritik | labels | leeftijd | legal | length | lines | lingua | "
        "link | location | lyrics | mail | may be archived | missing scene | missing scenes | music | my fic | "
        "my page | my site | my stories | name | nota | notas | note | notes | opmerking | "
        "other stories | ownership | p.s. | pair | pairs | part | parts | path | people | "
        "period | permission | perspective | perspektive | place | please archive | plot | "
        "posted | posting | preceded by | premise | prompt | ps | rambling | ramblings | re | "
        "reads | reihe | remark | reposting | request | review | reviews | revised | romance "
        "| scribe | season | send feedback | sequel | serie | set | ship | show | site | size "
        "| song | source | spoils | starring | started | state | story | storyline | style | "
        "submitted | taal | thank you | thanks | time | to | trama | tw | type | universe | "
        "version | von | warning | web | web address | when | who | who's in it | wip | world "
        "| written | year | year written"
    ).split(" | ")
)
"""Labels that are ordinary words: alone, without other labels near, they prove nothing."""

LONG_FIELDS = frozenset(
    [
        "keeper",
        "epigraph",
        "challenge",
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
