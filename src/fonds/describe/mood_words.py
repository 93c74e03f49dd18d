"""Mood words: how bright or dark common English words are, by our own judgement.

Written by hand for stories, one grade for each word in its first form; no list of others was
copied. Left out is what is a sign of mood only now and then ("like", "well", "kind", "hard",
"fire", "miss") and what names more people and places than moods.
"""

GRADES: dict[int, str] = {
    4: """
adore beautiful beloved bliss brilliant delight ecstasy ecstatic euphoria euphoric excellent
exquisite fantastic glorious happiest happy heaven joy joyful joyous jubilant love magnificent
marvellous marvelous overjoyed paradise perfect rapture splendid sublime superb triumph
triumphant wonderful wondrous wedding
""",
    3: """
admirable admire affection affectionate amaze angelic awesome best bless blessing celebrate
celebration champion charm cheer cheerful cherish courage cuddle darling dearest delicious
devote devotion elate embrace enchant enchantment enjoy enjoyment enjoyable exhilarate favorite
favourite forgive forgiven forgiveness freedom friend friendly friendship fun funny generous
generosity gift giggle glad glee gleeful gorgeous grace graceful grateful gratitude great
handsome heal healthy hero heroic hilarious hug incredible inspire inspiration kindness kiss
laugh laughter loveliest lovely merriment merry miracle miraculous passion peace
peaceful praise radiant radiance reassure reassurance rejoice relish reunite reunion reward
romance romantic safe safety smile snuggle sparkle succeed success successful sunshine
sunny sweet sweetheart sweetness tender tenderness terrific thrill thrive treasure trust
victorious victory virtue win winner won wow adorable honeymoon birthday outstanding proud
""",
    2: """
able accept accomplish achieve achievement admiration advantage adventure agree agreeable
amiable amuse amusement amusing appeal applaud applause appreciate appreciation approve approval
ardent aspire assure attractive award baby balm beam beauty befriend benefit better blossom
bloom boon brave bravery breakthrough bright brighten bubbly calm candlelight care caress
charitable charity chocolate chuckle clever comfort comfortable comfy companion
companionship compassion compassionate compliment confident confidence congratulate
congratulations content contented contentment cosy cozy cute dance dazzle dear decent delicacy
dignity divine dream eager earnest ease easy elegant elegance encourage encouragement energetic
engage enthusiasm enthusiastic entertain excite excitement exciting fascinate fabulous fair
faith faithful family fancy feast festive festival flourish flower flirt flutter fond fondness
fortunate fortune free fresh gain garden gem genius gentle gentleness genuine giddy glamour
gleam glisten glitter glory glow good goodness gracious grin guardian harmony harmonious
healthily helpful hearten help holiday honest honesty honor honour honourable honorable
hope hopeful hospitality humor humour ideal impress impressive improve improvement innocent
interesting invite jewel jest jolly joke jovial justice legend
liberty likable liveliness lively loyal loyalty luck lucky luxury luxurious magic
magical majestic marry mercy merciful mirth music noble nice nurture optimism optimistic party
patience picnic play playful pleasant please pleasure pleasurable popular positive
powerful precious prefer prestige prize progress promise promising prosper prosperity protect
purr quality recover refresh rejuvenate relax relief relieve rescue respect respectful restore
rich rose satisfy satisfaction satisfactory save serene serenity share shimmer shine shiny
sincere sing skilled smart snug solace song soothe spectacular spirited spring star strong
stunning sturdy summer support supportive surprise talent talented tasty tease
thank thankful thanks thoughtful tranquil tranquillity treat tribute twinkle unharmed united
upbeat useful valiant valuable vibrant vivacious warm warmth welcome wealth willing
wise wisdom wish wit witty wonder worthy yay yum yummy zest worthwhile
beautify champagne cake holidays puppy kitten rainbow hooray hurray
""",
    1: """
accompany active admit adult alive amber ambition appetite art awake balance bath beach bed
bird breakfast breeze butterfly child chance chat clean clear closeness coffee comrade cooperate
confirm cook cool courteous courtesy creative cream curious curiosity daughter dawn dinner eagle
educate educated effective efficient empower enough equal excel experienced expert fascination
father feather fiddle firelight fit flame flavour flavor fluffy forest fulfil fulfill future gaze
golden green greet grow growth guest guide hearth healer holy home honey hotel house important
improvise independent inn innovation intelligent interest join journey keen knowledge ladylike
learn leisure life listen literature lunch meadow melody moonlight mother moral neat neighbour
neighbor nod offer open opportunity orchard partner patient picture plenty poem poet poetry polite
possible practical pretty prince princess productive proper protection pure quiet
ready reason reasonable recovery refuge remember repair rest restful ripe river secure settle
silk simple sister sky skill skillful skilful sleep soft softness soul special spirit
stable steady sun sunlight sunrise sunset supper sure swim tea teach together toy tree true truth
understand understanding velvet village vacation visit water wedded whisper whistle wife
wine worth young youth yes
""",
    -1: """
absence absent accuse ache against ail alien aloof ambush anxious apologise apologize apology
argue argument avoid awkward bare beg bill bitter blackness blame bland bleak blind blunt blurt
blush bore bother break breathless brood bureaucracy bury chase chill choke clash clumsy
coarse cold collapse collide complain complaint complicate concern confuse confusion cough
crack crash crawl creak creepy critic criticize criticise crooked cut dark darkness debt
decline defend delay delude demand deny denial deprive dim disagree disappear distant
disturb dizzy doubt doubtful drag drain drop drown drunk dull dusk dust empty
emptiness envy error escape exhaust exhausted expensive expose fade faint fake fall falter
fault feud fever fight flee flinch foe fog fool foolish forbid forced forget forgot forgotten
frown fumble gloom goodbye gossip grim groan gruff grumble guilt gun hesitate
hesitant hide hiss hollow homework howl hunt hurry hush idle ignore impatient
impatience imprison inferior interrupt intrude isolate jail jealous jerk knife lack lame late lazy
leave limp lone lose lost lurk melancholy mess messy mistake mock moan monotonous mourn mutter
nag needle nervous noise noisy nonsense obey odd oppose opposition
overwork pale penalty pity plead poor pressure prison problem protest pull puzzle quarrel rain
refuse regret reject reluctant remorse resent resist restless retreat rid rough rude rush
scar scold scowl scratch separate serious shadow shake shiver shock shove shudder shy sigh
silence silly slam slip slow smash smoke snap sneer sober solemn sorry spill stain stare
stiff storm strain strange stray stress strict struggle stuck stumble stutter suspect
suspicion suspicious sweat swear sword tangle tax tense tension test threat tire tired trap
tremble trip trouble twist unable uncertain uneasy uneven unknown unlikely unsure
unusual upset urgent useless vague vain vanish waste weak weary weapon weird whimper whine wild
winter wince wither worry wrong yank yell
""",
    -2: """
abandon abrupt accident accusation addict afraid aggravate aggressive aggression alarm alone
angry anger annoy annoyance annoying anxiety apathy appalled arrest arrogant arrogance ashamed
attack awkwardness bad ban bankrupt barren battle beggar bereft betray bewilder
bitch bitterness bruise burden burn careless casualty chaos chaotic cheat clenched coffin
condemn conflict contempt convict corrupt corruption coward cowardly crazy crime criminal
cripple crisis cry crush curse cynical damage damn damnation danger dangerous deadly deceit
deceive defeat defect deficit defy deject delirium demon depress dire dirt dirty disadvantage
disappoint disappointment disapprove disapproval disbelief discomfort discontent discourage
disease diseased disgrace dishonest dismal dismay displease dispute dissatisfied distress
distrust doom dread dreary drunkard dumb embarrass embarrassment enemy enrage estrange evict
exile exploit fail failure fatigue fear fearful feeble feverish filth filthy flaw flood foul
frantic fraud frighten fright frustrate frustration furious fury funeral ghastly
gloomy glare greed greedy grievance grouch growl grudge guilty harass harm
harmful harsh haunt heartless helpless helplessness hideous hit homeless hopeless hopelessness
hostile hostility humiliate humiliation hunger hungry hypocrite idiot idiotic ill illness
illegal inadequate indifferent inflict infect infection injure injury injustice insane
insecure insult intolerable irritate irritable irritation jealousy lament liar lonely
loneliness lonesome loss lousy mad madness malice malicious menace menacing miserly
missing mistrust moron mournful nasty negative neglect nightmare nuisance obnoxious obscene
offend offensive ominous oppress oppression ordeal outrage outrageous outcast panic paranoid
pathetic peril perilous pest pessimism pessimistic phony pitiful plague plight poison poverty
powerless punch punish punishment rage regretful rejection repel reproach resentment revenge
riot rob robbery rot rotten ruin ruthless sad sadden sadness sarcastic scandal scare scared
scorn scream selfish shame shameful shatter shriek sick sicken sickness sin sinister slap slave
sleazy slaughterhouse snarl sob sombre somber sore sorrow sorrowful spite spiteful starve steal
stench sting stink stolen stupid stupidity suck suffer sulk sullen terrorize thief
threaten thug torn tragic traitor trauma traumatic treacherous treachery ugly unbearable uncaring
unfair unfaithful unfortunate unhappy unhappiness unjust unkind unlucky unpleasant
unreliable unsafe unwelcome unworthy unwell vengeance vengeful vicious victim vile villain
vulnerable vulgar war warfare weakness weep wept whip wicked worse worsen worthless wound wrath
wreck wretch bomb explode explosion grave prisoner shoot shot stab terrify jeer disgust dreadful
disaster disastrous damned flop hell horrid lifeless crap shitty shit fuck bastard
awful bleed bled blood bloody brutal deprived divorce fatal ghost grieve gross hurt
""",
    -3: """
abuse abusive agony agonize agonizing anguish atrocious atrocity butcher catastrophe
catastrophic corpse cruel cruelty dead deathbed death despair desperate desperation despise
destroy destruction destructive detest detestable devastate devastation devil die dying died
disgusting drowned evil execute execution grief hate hateful hatred heartache heartbreak
heartbreaking heartbroken hellish horrible horrific horrify horror inhuman kill
loathe loathing loathsome massacre merciless miserable misery monster monstrous pain painful
perish rape repulsive revolting sadistic slaughter strangle suicide suicidal terrible
terror tumour tumor cancer tragedy venom venomous violent violence vomit wail worst woe
wretched terrorist terrorism massacred traumatized
""",
    -4: """
genocide holocaust murder murderer murderous torture torment rapist
""",
}
"""Words by grade: 4 the brightest, -4 the darkest; their inflected forms follow from them."""

NEUTRAL: frozenset[str] = frozenset(
    """
bedding bedded career careers chatter clearing concerning contents cooker cutter
diet easter equally exposed fairly fitted fitting gravely greater greatly greatness grower helper
hiding hider homer inner interests joker killjoy lately later leaves leaving missed openings
opening positively possibly practically presently pressed readily reasons restaurant rester richly
riding seriously shooting simply slowly soled songs springer starling starter stranger strangers
superbly surely sweater sweaters visitor warmer watering witness
""".split()
)
"""Forms that only look as though they came from a word above, or have lost its colour."""

NEGATIONS: frozenset[str] = frozenset(
    """
not no never none nobody nothing neither nor nowhere without cannot hardly scarcely barely
ain't aint aren't arent can't cant couldn't couldnt didn't didnt doesn't doesnt don't dont hadn't
hadnt hasn't hasnt haven't havent isn't isnt mightn't mustn't needn't oughtn't shan't shouldn't
shouldnt wasn't wasnt weren't werent won't wont wouldn't wouldnt lack lacked lacking
""".split()
)
"""Words that turn what follows them round."""

STRENGTHS: dict[str, float] = {
    **dict.fromkeys(
        """absolutely amazingly awfully completely deeply enormously entirely especially
exceedingly extraordinarily extremely greatly highly hugely immensely incredibly intensely
more most particularly perfectly positively quite really remarkably so strongly such terribly
thoroughly too totally truly unbelievably utterly very wholly""".split(),
        1.4,
    ),
    **dict.fromkeys(
        """almost barely bit fairly hardly kinda less little mildly nearly partly rather
scarcely slightly somewhat sorta""".split(),
        0.6,
    ),
}
"""How much stronger or weaker the next word becomes."""
