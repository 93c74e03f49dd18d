"""Phrases that tell what prose around a story is: disclaimers and notes.

A phrase begins at the start of a word; one that ends in "*" may go on ("disclaim*"), any
other ends with a word. All are lower case with straight apostrophes.
"""

DISCLAIMER_PHRASES: tuple[str, ...] = tuple(
    (
        "disclaim* | infring* | don't own | do not own | didn't own | doesn't own | does not own "
        "| never owned | own nothing | owns them | owns none | own none | owns the | own the "
        "characters | own any | owns everything | owns all | don't sue | do not sue | please no "
        "suing | no suing | not mine | not ours | aren't mine | isn't mine | no profit | no money "
        "| any money | any profit | not for profit | non-profit | nonprofit | making money | not "
        "making | not earning | getting paid | being paid | not paid | all rights | without "
        "permission | property of | property, | trademark* | copyright* | belongs to | belong to "
        "| belonging to | public domain | i only borrow | only borrow* | just borrow* | borrowed "
        "them | borrowing | only playing | give them back | put them back | return them | created "
        "by | invented by | creation of | creations of | the characters | these characters | all "
        "characters | not intended | no harm | no offence | no offense | estate of | the rights | "
        "owned by | on loan | fair use | financial gain | legal owner* | lawyer* | no claim | lay "
        "no claim | make no claim"
    ).split(" | ")
)
"""Words of people who say whose the characters are."""

PLAIN_NOTE_PHRASES: tuple[str, ...] = tuple(
    (
        "this story | this fic | my first | first fic | feedback | e-mail* | email* | flames | "
        "review | reviews | beta | beta'd | betaed | betas | spoiler* | archive* | archiving | "
        "sequel | prequel | i wrote | readers | author's | newsgroup | mailing list | repost* | "
        "fandom* | fanfic* | fan fiction | fic | pairing* | concrit | retyped | website | web "
        "site | http* | www | the archivist | the moderator | comments are | distribution | "
        "original story | plot bunny | plot bunnies | one-shot | oneshot | wip | unbeta* | let me "
        "know | drop me"
    ).split(" | ")
)
"""Words that hardly stand in a story: one of them makes a short paragraph a note."""

NOTE_PHRASES: tuple[str, ...] = tuple(
    (
        "this tale | this piece | this vignette | this is a | this is my | this is the | this is "
        "set | this one | this part | this chapter | this takes place | this was | first story | "
        "second story | latest story | first attempt | comments | comment | thanks | thank you | "
        "takes place | take place | set in | set during | set after | set before | set between | "
        "set just | set about | challenge | i started | i hope | i apologize | i apologise | i "
        "have taken | i decided | i wanted | i would like | i'd like | i am not | i am sorry | i "
        "promise | i blame | i've | i'm | some of you | reader | enjoy | warning | warnings | rated | rating | "
        "author | canon | continuity | inspired by | lyrics | the song | the list | posted | "
        "posting | post this | permission | slash | the following | dedicat* | alternate universe "
        "| typos | constructive | forwarded | forwarding | forward this | scanned | found this | "
        "saved | copy of | submission | submitted | the editor | the keeper | written for | "
        "written in | gift for | birthday | prompt | story | stories | please | p.s. | distribute "
        "| episode | season | series | apologies | blame | muse | for those who | you have been "
        "warned | not to be taken | sorry for | sorry about | hope you | write to me"
    ).split(" | ")
)
"""Words of authors, posters and keepers that a story may use too."""
