"""Words around names: what makes a capital a person, a place, or nothing at all."""

ABBREVIATED = (
    "Mr|Mrs|Ms|Messrs|Dr|Prof|Capt|Cpt|Cmdr|Col|Maj|Gen|Lt|Sgt|Cpl|Adm|Rev|St|Hon|Mme|Mlle|[A-Z]"
)
"""Abbreviations whose full stop ends no sentence, as a pattern."""

HONORIFIC_WORDS = frozenset(
    (
        "Mr Mrs Ms Messrs Dr Prof Capt Cpt Cmdr Col Maj Gen Lt Sgt Cpl Adm Rev St Hon Mme Mlle "
        "Miss Mister Master Madam Madame Monsieur Sir Lady Lord Dame King Queen Prince Princess "
        "Duke Duchess Count Countess Baron Baroness Earl Captain Commander Colonel Major General "
        "Lieutenant Sergeant Corporal Admiral Ensign Crewman Private Agent Special Detective "
        "Inspector Officer Constable Sheriff Chief Deputy Doctor Professor Nurse Sister Brother "
        "Father Mother Aunt Auntie Uncle Cousin Grandma Grandpa Granny Gran Saint President "
        "Senator Governor Mayor Engineer Cadet Judge Secretary Ambassador Headmaster Coach "
        "Reverend Pastor Pope "
        "Emperor Empress Chancellor Minister Counselor Councillor Squire Darth Old Young Little "
        "Dear Poor"
    ).split()
)
"""What may stand before a name and be no part of it."""

NEVER_NAMES = frozenset(
    (
        "i i'm i'd i'll i've a an the and but or so if of in on at to for from by with as is are "
        "was were be been am do does did he she it we you they him her his its our your their my "
        "me us them this that these those there here what when where who whom whose why how which "
        "not no yes yeah yep nope nah okay ok oh ah uh um er hm hmm huh hey hi hello wow damn "
        "god christ jesus lord goodness gosh jeez heaven heavens hell sir ma'am madam miss mister "
        "mom mum mommy mummy dad daddy mama papa ma pa grandma grandpa granny gran momma "
        "oi ugh shh shhh ssh aha argh gah yay whoa aw aww mmm mm eh hah ha haha hush gee yup ow "
        "aye nay "
        "firstly secondly thirdly thanks thank please sorry goodbye bye good great fine well now "
        "then "
        "monday tuesday wednesday thursday friday saturday sunday january february march "
        "may july september october november december christmas easter halloween "
        "thanksgiving hanukkah english french german italian spanish russian japanese chinese "
        "american british european african asian indian irish scottish welsh greek roman latin "
        "america england france germany europe earth "
        "britain ireland scotland wales china japan russia "
        "tv dvd cd pc fbi cia nypd usa uk dna id vip internet google facebook twitter "
        "chapter part prologue epilogue book act scene end fin the-end pov author's disclaimer"
    ).split()
)
"""What is written with a capital and is no person: the pronoun, days, months, peoples."""

SAYING_VERBS = frozenset(
    (
        "said says asked asks replied replies answered answers cried cries shouted shouts "
        "whispered whispers murmured murmurs muttered mutters called calls added adds began "
        "continued exclaimed remarked observed demanded snapped sighed sighs laughed growled "
        "told tells agreed protested insisted admitted repeated returned put"
    ).split()
)
"""Verbs that stand between speech and a name ("said Holmes")."""

DOUBTERS = frozenset("if whether that how why remember remembers remembered imagine wish".split())
"""Before a name they tell of what somebody may do, or once did."""

PLACE_PREPOSITIONS = frozenset("in into inside near outside across throughout around".split())
"""Before a place far more often than before a person."""

AUXILIARIES = frozenset("had would could might must should can will has may shall".split())
"""After a name they tell of what somebody may do, or once did."""

PLACE_NAMES = frozenset(
    (
        "london|paris|new york|washington|texas|chicago|boston|los angeles|california|rome|berlin|"
        "vienna|moscow|dublin|edinburgh|oxford|cambridge|brighton|bath|liverpool|manchester|"
        "toronto|montreal|vancouver|seattle|vegas|las vegas|miami|florida|hollywood|brooklyn|"
        "manhattan|ohio|kansas|new orleans|san francisco|tokyo|mexico|brazil|spain|italy|egypt|"
        "africa|asia|india|canada|australia|hawaii|alaska|baltimore|philadelphia|detroit|dallas|"
        "denver|mars|venus|jupiter|heathrow|broadway|wikipedia|youtube|tumblr|starbucks|vicodin"
    ).split("|")
)
"""Cities, countries and brands; a pack may know somebody of that name all the same."""

LEADING_PREPOSITIONS = frozenset("to of from at through toward towards leaving via on".split())
"""Before a place more often than before a person, but before both."""

ACTIONS = frozenset(
    (
        "was did not said went came saw knew thought took got felt stood told gave made found left "
        "kept began heard sat ran held fell shook let led met put set rose grew brought caught "
        "became lay wore spoke broke chose drew drove ate flew forgot froze hid hit hung hurt "
        "lost paid read rode sang sent shot shut slept slid stuck struck swore swung threw "
        "understood woke won wrote bit bent blew bought built burst cut dealt dug drank fought "
        "rolled couldn't didn't wasn't "
        "is has does says goes comes sees knows thinks takes gets feels looks turns stands tells "
        "gives makes finds leaves keeps begins hears sits runs holds falls walks smiles nods sighs "
        "shakes laughs wants seems tries reaches pulls pushes watches moves stops starts opens "
        "closes leans speaks rises raises grins shrugs frowns blinks stares glances asks answers "
        "calls follows remembers doesn't isn't never still only"
    ).split()
)
"""What people do: forms of verbs that do not end in -ed."""
