"""Patterns of sayings: the forms in which authors speak of their story around it.

Each is tried on one sentence (folded to single spaces) that holds one of its stems.
"""

import re

_TITLE = (
    r"(?:[\"“](?P<quoted>[^\"“”]{1,100})[\"”]|[_*](?P<marked>[^_*]{2,80})[_*]"
    r"|['‘](?P<single>[A-Z][^'‘’\"]{1,60}(?:['’][a-z][^'‘’\"]{0,40})?)['’](?!\w)"
    r"|(?P<bare>[A-Z][\w'’&-]*+(?: (?:(?:of|the|and|a|an|in|to|for|on|at|with|from|or|de) ){0,2}"
    r"[A-Z0-9][\w'’&-]*+){0,9})(?! (?:episode|movie|film|novel|season|ep)\b))"
)
_MY_STORY = (
    r"(?:(?:an?|(?-i:the)|my|our|one of my|one of our) )?"
    r"(?:(?:earlier|previous|other|last|first|second|own|short|long|old|recent) ){0,2}"
    r"(?:(?:story|stories|fic|fics|tale|tales|novel|piece|vignette|trilogy|series|work|drabble),? ?)?"
    r"(?:(?:called|titled|entitled|named),? )?"
)
RELATION = re.compile(
    r"(?i:\b(?P<kind>sequ[ea]l|prequ[ea]l|follow[- ]?up|companion(?:[ -](?:piece|story))?"
    r"|continuation|side[- ]story|coda|epilogue) (?:to|of|for|from) " + _MY_STORY + r")" + _TITLE
)
WISHED = re.compile(
    r"(?i:\b(?:not|n['’]t|never|want|wants|wanted|like|see|write|working on|asked for|posting|"
    r"plan|planning|no|any|hope for|due) (?:an? |the |my |this |really |to be ){0,3})\Z"
)
FOLLOWED = re.compile(
    r"(?i:\b(?:(?:the|a|its) sequ[ea]l(?: to this(?: story| one| fic)?)?,? (?:is|will be)"
    r"(?: called| titled| entitled)?|(?:this )?(?:story )?(?:is|will be) (?:followed by|continued in)|"
    r"continues in|next in (?:the|this) series(?: is|:)|see the sequ[ea]l,?) "
    r"(?:(?:my|the) (?:story|fic|tale) )?)" + _TITLE
)
AFTER_MINE = re.compile(
    r"(?i:\b(?:takes place|set|occurs|happens|begins|starts|picks up|continues|follows)\b"
    r"[^.!?]{0,50}?(?P<when>\b(?:after|before|following|where|from|follows)\b[^.!?]{0,40}?)?"
    r"\b(?:my|our) (?:(?:earlier|previous|other|last|first|own|short) ){0,2}"
    r"(?:story|fic|tale|piece|vignette|novel),? (?:called |titled |entitled )?)" + _TITLE
)
RELATIONS = {"p": "prequel to", "cod": "sequel to", "com": "companion to", "sid": "companion to"}

_ORDINAL = (
    r"(?P<ordinal>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|"
    r"\d{1,2}(?:st|nd|rd|th)|(?:number|part|story|book|chapter|no\.|#) ?\d{1,2})"
)
IN_SERIES = re.compile(
    r"(?i:\b"
    + _ORDINAL
    + r" (?:(?:and last |and final )?(?:story|part|installment|instalment|tale|book|fic|entry|one|"
    r"piece|vignette|volume) )?(?:in|of|from) (?:the|my|our|an?) (?:ongoing |continuing |new )?)"
    + _TITLE
    + r" (?i:series|saga|trilogy|universe|cycle|arc|sequence|stories|chronicles)\b"
)
OF_SERIES = re.compile(
    r"(?i:\b(?:part of|belongs to|set in|entry in|installment of) (?:my|our|the) (?:ongoing |own )?)"
    + _TITLE
    + r" (?i:series|saga|trilogy|cycle|arc|sequence)\b"
)
ORDINALS = {
    name: number
    for number, name in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth".split(), start=1
    )
}

_CONTEST = (
    r"(?:challenges?|ficathon|fic-?a-?thon|thon|[a-z]{0,12}fest|exchange|contest|prompts?|swap|secret santa|"
    r"big bang|improv|yuletide|bingo|remix|flashfic|kink ?meme|competition)"
)
CONTEST_WORDS = re.compile(r"(?i:\b" + _CONTEST + r"\b)")
CHALLENGE = re.compile(
    r"(?i:\b(?:written|done|created|composed|produced|entry|response|responding|reply|answers?|"
    r"answering|submitted|entered|contribution|posted|inspired)(?: \w+){0,2} (?:for|to|in|into|by) )"
    r"(?P<value>(?:[^.!?;]{0,60}[^.!?;\w])??(?i:" + _CONTEST + r")\b[^.!?;]{0,100})"
)
FOR_CHALLENGE = re.compile(
    r"(?i:\bfor )(?P<value>(?:the|this (?:week|month|year)['’]s|[A-Z]\w+['’]s) "
    r"(?:[^.!?;]{0,60}[^.!?;\w])??(?i:challenge|ficathon|exchange|contest|improv)\b[^.!?;]{0,60})"
)
PROMPT = re.compile(
    r"(?i:\b(?:the )?(?:prompts?|challenge) (?:was|were|is)[: ] ?)(?P<value>[^.!?;]{2,140})"
)

_COMMENTS = (
    r"(?:feedback|comments?|remarks?|criticisms?|critiques?|c&c|concrit|flames|reviews|suggestions?|suggests|"
    r"reactions|opinions|corrections|questions|input)"
)
FEEDBACK = re.compile(
    r"(?i:\b"
    + _COMMENTS
    + r"\b[^.!?]{0,80}\b(?:welcomed|welcome|appreciated|accepted|encouraged|craved|"
    r"adored|loved|cherished|treasured|solicited|desired|wanted|ignored|deleted|please|requested|"
    r"will be|can be sent|should be|may be sent|(?:to|at) (?:me\b|the author|the (?:following )?address|<?\S{1,64}@))"
    r"|\b(?:please|send|e-?mail|mail|drop|give|leave|feel free to|direct|address)\b[^.!?]{0,60}\b"
    + _COMMENTS
    + r"\b|\b(?:let|tell) me (?:know )?(?:what|if you|how you|whether)\b|\bwhat (?:do|did) you (?:all )?think\b"
    r"|\b(?:e-?mail|write(?: to)?|contact|mail) me\b|\b(?:love|like|happy|glad) to hear\b"
    r"|\blook forward to (?:your|any|all) "
    + _COMMENTS
    + r"|\A\W*"
    + _COMMENTS
    + r"\W*\Z|\bany (?:comments|thoughts|opinions|suggestions)\b|\bfeed the author\b|\bdrop me an? (?:line|note)\b)"
)
THANKS_FIRST = re.compile(r"(?i:\bthank)")

_ARCHIVING = (
    r"(?:archiv(?:e|ed|ing)|re-?post(?:ed|ing)?|(?:re-?)?distribut(?:e|ed|ing|ion)|distrubed|reprint(?:ed)?|"
    r"reproduced?|copied|copying|cross-?post(?:ed)?|forward(?:ed)?|circulat(?:e|ed)|transmitted|sold)"
)
PERMISSION = re.compile(
    r"(?i:\b(?:may|can|could|must|should)(?: not| only)?(?: not)?(?: be)?(?: \w+,?){0,2} "
    + _ARCHIVING
    + r"\b"
    r"|\b(?:may|can|must) (?:not |freely )?(?:copy|post|print|share|archive)\b"
    r"|\b(?:feel free to|free to|okay to|ok to|permission (?:is )?(?:hereby )?(?:granted |given )?to|allowed to|"
    r"welcome to|rights? to|want to|wants to|wanted to|wanna|wish to|like to)(?: \w+,?){0,2} "
    r"(?:"
    + _ARCHIVING
    + r"|re-?post|copy|post (?:it|this)|put (?:it|this)|pass (?:it|this)|share|save (?:it|this))\b"
    r"|\b(?:do not|don['’]t|never|no|not be)(?: \w+){0,1} " + _ARCHIVING + r"\b"
    r"|\b"
    + _ARCHIVING
    + r"\b[^.!?]{0,60}\b(?:anywhere|without (?:my |our |the author['’]?s? |prior |written |express )?"
    r"(?:permission|consent|asking)|ask (?:me|first|before)|please ask|as long as|provided|with permission|"
    r"freely|let me know|tell me|if you (?:ask|like|want))"
    r"|\bask(?: me)? (?:first|before)\b[^.!?]{0,40}\b(?:you )?(?:archiv|(?:re-?)?post|cop(?:y|ied)|reprint|distribut|forward|put it|use it)|\bpermission to (?:archive|post|repost|reprint|distribute)\b)"
)
NOT_MINE = re.compile(
    r"(?i:\bcould you\b|\b(?:available|found|had) (?:in|at|from|on)\b|\bcharacters? (?:are|is) used\b)"
)

THANKS = re.compile(
    r"(?i:\A\W{0,4}(?:(?:and|my|many|special|big|huge|much|with|as always|again|lots of|grateful|a|extra),? ){0,4}"
    r"(?:thanks?(?: you)?|gratitude|kudos|credit)(?:,? (?:so much|very much|goes|go|also|again|as always))?,? (?:to|for the beta)\b"
    r"|\bbeta(?:-?read|['’]?d|ed)?(?: \w+)? by\b|\bfor (?:the )?beta(?:ing|-?reading|-?ing)?\b|\bmy (?:\w+ )?beta(?:-?readers?|s)?\b)"
)
BETA = re.compile(r"(?i:\bbeta|proof-?read)")

DEDICATED = re.compile(
    r"(?i:\bdedicated(?: \w+)? to |\bdedicate (?:this|it)(?: \w+)? to |\bin (?:loving )?memory of )"
    r"(?P<value>[^.!?]{2,160})"
)
FOR_WHOM = re.compile(
    r"\A(?:(?:[Ff]or|[Tt]o) (?:[A-Z][\w.'’-]*+(?: [A-Z][\w.'’-]*+){0,2}|my [a-z]{2,12}+|everyone|everybody)"
    r"(?:,? (?:who|with love|because|with thanks)\b[^.!?]{0,100})?|[Ff]or [\w.'’-]{2,30} (?:birthday|wedding))[.!]{0,3}\Z"
)
"""A whole sentence of a note: "For Bess, who asked"."""
DATED = re.compile(
    r"(?i:\b(?P<event>(?:re)?written|completed|finished|started|begun|(?:first |originally |re-?)?(?:posted|published)|"
    r"(?:last )?(?:revised|updated|modified))(?: (?:in|on|back in|during|around))?:? )(?P<date>[A-Z0-9'’][^;!?]{3,30})"
)
COPYRIGHT = re.compile(
    r"(?i:(?:copyright|\(c\)|©)[^.;]{0,40}?)(?<![\d-])(?P<date>(?:19[6-9]|20[0-4])\d)(?!\d)"
)
FIRM = re.compile(
    r"(?i:paramount|viacom|studios?\b|productions?\b|pictures?\b|television|\bestate\b|corporation|trademark|\binc\b|"
    r"\bltd\b|network|entertainment|publish|books\b|episode)"
)
EVENTS = (
    ("wri", "written"),
    ("rew", "updated"),
    ("com", "finished"),
    ("fin", "finished"),
    ("sta", "started"),
    ("beg", "started"),
    ("rev", "updated"),
    ("upd", "updated"),
    ("mod", "updated"),
    ("las", "updated"),
)

STEMS: dict[str, str] = {
    "related": "sequel | sequal | prequel | prequal | follow | companion | continu | side story | side-story | coda | epilogue | next in | my | our",
    "series": "series | saga | trilogy | universe | cycle | arc | sequence | stories | chronicles",
    "challenge": "challenge | thon | fest | exchange | contest | prompt | swap | santa | big bang | improv | yuletide | bingo | remix | flashfic | meme | competition",
    "feedback": "feedback | comment | remark | critici | critique | c&c | concrit | flames | review | suggest | reaction | opinion | correction | question | input | let me know | let me what | tell me | you think | mail me | write me | write to me | contact me | to hear | feed the author | drop me | any thoughts",
    "permission": "archiv | post | distr | reprint | reproduc | cop | forward | circulat | transmit | sold | translat | free to | okay to | ok to | permission | ask | pass it | pass this | print | share",
    "credits": "thank | gratitude | kudos | credit | beta",
    "dedication": "dedicat | memory of | for | to",
    "song": "song | lyric | music | words | sung | tune",
    "dates": "written | completed | finished | started | begun | posted | published | revised | updated | modified | copyright | (c) | ©",
}
"""For each kind of saying the beginnings of words without which it is never said."""
