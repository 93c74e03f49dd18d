"""The words by which a telling differs from talk about works, in classes.

All are general words of English: no name, show or fandom stands among them, so that what was
seen on one heap holds on the next. They are our own choice, made by hand.
"""

_SCENE = (
    "eyes eye hand hands fingers finger face head hair lips mouth voice arm arms shoulder "
    "shoulders heart chest knees feet breath breathing tears skin throat cheek cheeks forehead "
    "neck door doors doorway window floor wall ceiling chair sofa couch bed bedroom pillow "
    "blanket kitchen table desk room corridor hallway stairs street silence silent silently "
    "quiet quietly darkness dark shadow shadows moonlight candle lamp cup tea coat coats boots "
    "smile smiles smiled smiling grin grins grinned grinning frown frowned frowns laugh laughs "
    "laughed laughter sigh sighs sighed nod nods nodded nodding shrug shrugs shrugged glance "
    "glances glanced stare stares stared staring gaze gazed gazes blink blinked blinks turned "
    "turns leaned leans leaning stepped steps walked walks reached reaches pulled pulls pushed "
    "pushes grabbed grabs closed sat sits stood stands shook shakes softly gently slowly "
    "suddenly whisper whispers whispered tremble trembled trembling kiss kissed kisses touched "
    "touches breathe breathes fell falls dropped drops lifted lifts raised raises rose opened "
    "cold warm wind rain snow sky"
).split()
_SAY = (
    "said asked replied cried whispered answered murmured exclaimed shouted muttered says asks "
    "replies whispers murmurs mutters shouts snapped snaps growled growls yelled called ordered "
    "added continued agreed told tells"
).split()
_PAST = (
    "was were had did could would came went stood sat took knew thought felt saw heard made "
    "gave got began found left held ran kept told said fell rose"
).split()
_THIRD = "he she his her him hers himself herself".split()
_FIRST = "i me my myself mine we us our".split()
_SECOND = "you your yourself yours".split()
_ABOUT = (
    "episode episodes ep eps season seasons series show shows scene scenes plot plots plotline "
    "storyline subplot actor actors actress acting cast casting performance performances "
    "portrayal portrayed played starring stars guest director directors directed directing "
    "direction writer writers writing written screenplay teleplay script scripts dialogue "
    "dialog character characters characterization characterisation film films movie movies "
    "novel novels book books author authors anthology story stories fiction fanfic fanfics "
    "fanfiction fan fans fandom review reviews reviewed reviewer reader readers viewer viewers "
    "audience spoiler spoilers synopsis synop canon continuity sequel prequel pilot aired "
    "airing broadcast rerun finale premiere opener cliffhanger adaptation production producer "
    "producers produced television tv cinema theatre stage ending chapter chapters pacing "
    "crossover trivia soundtrack effects footage filmed credits credited interview interviewer "
    "franchise"
).split()
_JUDGE = (
    "imho imo btw personally overall frankly honestly nicely nitpick nitpicks quibble quibbles "
    "recommend recommended worth excellent terrific superb lousy mediocre disappointing "
    "disappointed disappointment boring predictable cliche cliched contrived implausible "
    "plausible believable convincing unconvincing entertaining enjoyable enjoyed liked loved "
    "hated favorite favourite best worst rating ratings rate rated grade stars enough "
    "interesting admittedly arguably apparently obviously basically essentially opinion "
    "opinions comments comment agree disagree however although effective flawed flaw flaws "
    "memorable clever"
).split()
_NOTICE = (
    "list lists listed listing listings mailing subscribe unsubscribe subscribers subscription "
    "email mail post posts posted posting postings newsgroup archive archives archived ftp "
    "website site page pages web homepage file files filename download disk format formatted "
    "version versions update updated updates compiled compilation faq faqs copyright "
    "copyrighted permission submit submission submissions submitted deadline contact membership "
    "members moderator moderators convention conventions con attendees ticket tickets "
    "registration zine zines fanzine fanzines issue issues price prices copies publisher "
    "published publishing isbn edition contents appendix glossary bibliography index guide "
    "guidelines question questions answer answers quiz entries entry information info available "
    "following note notes reference references referenced sources official unofficial according "
    "number numbers include includes including included added please feel welcome announcement "
    "rules rule players player game points volume paperback hardcover editor editors edited "
    "contributors"
).split()
_FUNCTION = (
    "the a an and of to in that it is was he she i you his her they we with for on at as but "
    "not be had have him from by this were are my me so if what there all no when or up out "
    "then them would one been said into could their will do your did who back down just like "
    "now"
).split()

CLASSES: dict[str, tuple[str, ...]] = {
    "scene": tuple(_SCENE),
    "say": tuple(_SAY),
    "past": tuple(_PAST),
    "third": tuple(_THIRD),
    "first": tuple(_FIRST),
    "second": tuple(_SECOND),
    "about": tuple(_ABOUT),
    "judge": tuple(_JUDGE),
    "notice": tuple(_NOTICE),
    "function": tuple(_FUNCTION),
}
"""Class of words: bodies and rooms, speech, past, persons, works, opinions, notices, glue."""


def _by_word() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, words in CLASSES.items():
        for word in words:
            found[word] = (*found.get(word, ()), name)
    return found


CLASSES_OF_WORD = _by_word()
"""A word: the classes it belongs to."""

WORDS = frozenset(CLASSES_OF_WORD)

TALK = (
    " synopsis| synop | spoiler|next week|last week|out of 10|out of ten|out of five|out of 5|"
    "/10|this episode|this show|this film|this movie|this play|this novel|this book|"
    "this series|this season|the episode|the film |the movie|the novel|the novels|the writers|"
    "the writing|the director|the acting|the actors|the script|the pacing|the viewer|"
    "the audience|the reader|the fans|i thought it|i thought the|i liked|i loved|i enjoyed|"
    "i found the|i found it|i found this|in my opinion|in my view|i would have liked|"
    "i'd have liked|i'd have|was disappointed|i recommend|i'd recommend|works well|worked well|"
    "worked for me|work for me|didn't work|did not work|the scene where|the scene in|"
    "the scene with|scenes with|scene with|scene between|scenes between|plot hole|well done|"
    "on the whole|all in all|for the most part|by and large|:-)|;-)|:-(|character development|"
    "special effects|guest star|to be honest|my rating|my grade|i give it|i'd give|"
    "part of the problem|comes across|came across as|i must say|first aired|opening night|"
    "the cast|the performance|performances|the same author|as written|the storyline|the plot |"
    "subplot|the dialogue|the characterization"
).split("|")
"""What people say who talk about a work."""

NOTES = (
    "please send|send e-mail|to subscribe|subscribe|if you want to|if you have any|feel free|"
    "last updated|compiled by|updated |posted by|permission to|all rights|is intended to|"
    "this file|this list|this document|this guide|this article|this page|this site|"
    "this newsletter|this group|the list |the following|see also|for more information|"
    "available from|available at|e.g.|i.e.|et al|played by|written by|directed by|edited by|"
    "frequently asked|table of contents|[see |(see |et cetera|for example|in other words|"
    "mailing list|copies of|we are looking for|we will|deadline|welcome to|thanks to|send your|"
    "submissions|members|listed below"
).split("|")
"""What people say who explain, list or announce."""

STAGE = (
    "INT. |EXT. |FADE IN|FADE OUT|FADE TO|Fade in|Fade out|Fade to|Cut to|CUT TO|CUT BACK|"
    "Cut back|DISSOLVE|Dissolve to|ACT ONE|ACT TWO|ACT THREE|ACT FOUR|ACT FIVE|ACT I|ACT 1|"
    "ACT 2|ACT 3|Act One|Act Two|Act I|Act 1|Act 2|SCENE ONE|SCENE TWO|SCENE THREE|SCENE I|"
    "SCENE 1|SCENE 2|SCENE 3|Scene One|Scene Two|Scene I|Scene 1|Scene 2|Scene 3|V.O.|O.S.|"
    "TEASER|(Enter|(Exit|[Enter|[Exit|<Enter|<Exit|Exeunt|(Curtain|CURTAIN|Lights up|"
    "Lights down|Lights come up|Blackout"
).split("|")
"""Where a play or screenplay sets a scene."""
