"""Repair words: everyday words, and words that look like two words run together.

Made by scripts/repair_words.py out of SCOWL's word lists. Not to be edited by hand.

Source: SCOWL 2020.12.07, Copyright 2000-2018 by Kevin Atkinson. Permission to use, copy,
modify, distribute and sell these word lists, the associated scripts, the output created from
the scripts, and its documentation for any purpose is hereby granted without fee, provided that
the above copyright notice appears in all copies and that both that copyright notice and this
permission notice appear in supporting documentation. Kevin Atkinson makes no representations
about the suitability of this array for any purpose. It is provided "as is" without express or
implied warranty.
"""

LOOKALIKES = frozenset(
    """
abductor abstractor accentor acceptor accessor actor adaptor addressor adjust adjustor airshow
alienor amidone ammono amor ampersand anno anther antone anywhen appointor archer armand armor
arrestor arseno ashe asher assentor assertor assessor assignor assistor atone attestor attractor
auditor augmentor axone bailor bakestone bangor barbut baryes bathe bather beckwith bedyes
begone bethe bisector bluestone bognor bogor boothose brahe brasher breakeven brigand burgher
burstone burthen busher bushwas candlestand cantor capone captor carnot castor cather caveator
chantor chaperone chichis chino chinone circumventor clamor clangor clothe cohabitor collector
colone color comether commentor compactor compressor concoctor condemnor conductor confessor
confirmand confirmor connector connor conor conqueror consignor constrictor constructor
consultor contactor contractor contradictor convertor conveyor copestone corrector corruptor
councilor counselor covenantor creditor crestone cursor cuspidor debitor debone debtor debut
debyes decompressor defector deflector demeanor depictor depositor depressor destructor detector
detractor diether digestif digestor director disinfector dispossessor disruptor dissector
distilland doctorand donnot donor downwith dreamwhile drone dubhe dunno eachwhere eaglestone
earthen eathe editor effector ejector elector elicitor embraceor enactor erector erewhile esher
everwhere everwhich everywhen evictor exactor exceptor excerptor exhibitor expandor extractor
eyestone factor fano farand fatwas feather fermentor fervidor finisher firestone flexor
floorshow fluor folkestone fordone foredone foresaid foreshow forthwith forwhy freestone furor
gainsaid gaither galahad gasher gayyou genuflector gighe goor governor grantor gravestone
greensand groveland hackbut hagbut hathor hayes heather helmand herewith hexone hithe hither
honestone honor honorand howe howland humidor humor icestone impactor implementor impone
indentor indictor inductor infector inferno inflector inflictor inhabitor inheritor inhibitor
injector inone inspector instructor interceptor interconnector interdictor interjector
interruptor inventor invertor investor inwith ionone irisher ither jailor jambone kenno kinone
kithe kitwe kneeland knowhow labor landor lathe lathen lathis lentor lessor lethe lithe lither
lolland loor lopeno lowe maher mainor major mano manor marchand mariano maror masher mashhad
massif mather mathis mayor meador meantone meathe meccano menno meno merestone meteor methow
metif milestone milnor milor minestone minever mino minor minot misgovernor moreno multiplexor
muskone nagor naysaid neglector nestor nether niland nohow normand nother noyes objector
obsessor obstructor octopusher offeror ohone oppressor orchis otherwhere otherwhile outdoor
outher outsaid outwith overjust overtone pallone pallor panther pastor patentor pawas pawnor
payor pearland peepshow perfector perone pinot pipestone playactor pledgeor plusher poland
positif possessor postshow pother preceptor predictor preemptor prepone pressor processor
professor prohibitor projector propone prospector protector protestor protractor provedor pryor
purveyor pusher questor quicksand raphe raphis raptor rathe reactor readjust rebut receiptor
reconstructor recoveror redone redowas redressor redyes reflector refractor regressor reif
rejector reno repand repone repossessor representor repressor requestor resaid resistor
resurrector retailor retractor reyes riband rigor roadshow roband rolland rotenone rother rotor
rumor sacbut sackbut sadhe sagbut salerno salineno sandhis sapor scathe scouther sculptor seanor
secretor sector seethe selector sherif shwas sideshow signor sillyhow simone sithe skipwith
slather slideshow slither soland solicitor somewhen somewhile somewhy soothe soother soothsaid
sophis sopor sopwith southsaid spahis spathe spathose specif spinor sportif stallone stentor
steven stor stressor strophe styes subcontractor subtractor successor suitor supershow
suppressor surrenderor surveyor swathe swather tabor tailor tailyes taintor tangor tarand taxor
teethe telegraphone tenno tenor tensor termor tewas thankyou therefor therewith thrustor
tilestone tithe tither tiwas tolland tonsor toone tophe tormentor tother tractor traitor
transactor transferor transgressor trisector trustor twistor umwhile underactor uneven unsaid
upwith usher vendor violone walland wantonly warrantor warthen washer weldor welland wether
whatnot wherefor wherewith whitestone windsor withe wither woobut worthwhile writhe writher
youthen yowe zealand zither
    """.split()
)
"""No two words run together."""

KNOWN_WORDS = frozenset(
    """
aardvark abandon abbreviate abbreviation abide ability abnormal abolish abolition abort abortion
absorb abstract abstraction abuse abusive abysmal academic accelerate acceptable acceptance
access accessible accidental accommodate accommodation accomplish accord accordance accountant
accumulate accuracy accurate accusation accuse accustom ace achieve achievement acid acorn
acoustic acquire acquisition acronym activate actor adapt adaptation adaptor addict addictive
adequate adhere adjacent adjective adjust adjustment administer administration administrative
admirable admission adopt adoption adult advantageous advent adventurous adverse advert
advertise advertisement advisable advisor advisory advocate aerial aesthetic aesthetically
affect aforementioned afterward agency agenda agent aggressive aging agricultural aim aircraft
airport akin alas albeit album alcohol alcoholic alert algebra algebraic algorithm alias alien
align alignment allegation allege allergic alleviate alliance allocate allocation allowable ally
alongside alpha alphabet alphabetic alphabetical alternate alternative amateur amaze ambassador
amber ambient ambiguity ambiguous ambitious amend amendment amp amplifier anagram analog
analogous analogue analogy analyse analysis analyst analyze anarchy anatomy ancestor anecdote
angel angle anguish anniversary announcement annoy annual anomaly anonymous anorak anthology
anticipate anticipation antidote antique antisocial anyplace apathetic apathy apologise
apologize apostrophe appal appall apparatus append appendix applause applicable applicant apply
appoint appointment appraisal appreciation appropriate approximate approximation arbitrary arc
arcade arcane arch archaic architecture archive area arena arguable arguably arisen arithmetic
arrange array arrest arrogance arrogant arrow arse ascend ash ashcan assault assemble assembly
assert assess assessment asset assign assignment assistant associate association assort assume
assumption asterisk astronomer astronomy asynchronous atheism atheist atlas atmospheric atom
atomic atrocity attain attendant attorney attract attractive attribute audible audio authentic
author authorisation authorise authorization authorize autobiography automate automatic
automatically automobile availability available average await award awareness axe axiom axis
backbone backlog backspace backward bacteria bacterium badge baffle baggage bake ballet ballot
ban banal banana bandwagon bandwidth bang bankrupt bargain bark baroque barrel barrier barrister
base basement bash basic basically basis bass bastard bat batch bathroom battery baud beam bean
beaten beef beforehand behalf behavior believable belt bend beneficial beta beware bias bible
biblical bicycle bigot bigotry billfold billion bin binary bind biochemistry biography
biological biologist biology birthday biscuit bishop bite bitmap bitten bizarre blackboard
blackmail blade blanket blast blatant blink bliss blob block bloody blown blurb bob bog boggle
bogus boil bolt bomb bond bone bonus booklet bookshop bookstore boom boost boot border
borderline boredom borrow boss bounce boundary bout bowl bracket brake brand breach breakdown
breathe breed brethren brigade brightness broadcast browse brush brutal bubble buck bucket
budget buffer bug bulb bulk bull bullet bulletin bump bundle bureaucracy burn bury bus bust
button bypass byte cabbage cabinet cable caffeine cage calculate calculation calculator calculus
calendar cam camera campaign campus cancel cancer candidate canonical cant capability capacity
capitalism capitalist captain capture carbon cardboard carrot cartoon cartridge cash cassette
castle casual catalog catalogue catastrophic categorically category cathedral catholic cattle
causal causality cave caveat celebrate celebration cell cellular censor censorship cent
certificate chairman chalk challenge champion chancellor changeover channel chaos chaotic chapel
chapter char charitable chart chase chat cheat cheer cheese chemical chemist chemistry cheque
chess chestnut chew chicken childish chip chocolate choir chop choral chord chorus chuck chunk
cider cinema circa circuit circuitry circular circulate circulation cite citizen civilian
civilisation civilise civilization civilize clarification clarify clarity clash classic
classical classification classify clause clearance click client cliff climate climb clinic
clinical clip clique clog clone closet closure clothe clumsy cluster coach coal coast cobbler
code coherent coin coincide coincidence coke collaboration collapse collate colleague collective
colon colony color column combat combination combine comedy comic comma commandment commence
comment commentary commentator commercial commit commitment committee commodity communal
communism communist community compact comparable comparative compassion compatibility compatible
compel compensate compensation compete competence competent competition competitive competitor
compilation compile complacent complaint complement complementary completeness completion
complex complexity complicate complication comply component compose composite composition
compound comprehensible comprehension comprehensive compress compression comprise compromise
compulsion compulsory computation computational compute computerise computerize con concatenate
concede conceivable conceivably concentrate concentration concept conceptual concerto concise
concrete concur concurrently condemn condemnation condense conditional condom condone conductor
conference confident confidential confidentiality configuration configure confine confirm
confirmation conflict conform confront confuse congest congestion conjunction connector
connotation consecutive consensus consequent conservation conservative considerably considerate
consist consistency consistent console conspicuous conspiracy constituency constituent
constitute constitution constitutional constrain constraint construct construction constructive
consultancy consultant consultation consume consumption contact contain contemplate contemporary
contend contention contentious contest context continent continental continuation continuity
continuous continuum contour contraception contract contradict contradiction contradictory
contravention contribute contribution contributor contrive controversial controversy convention
conventional converse conversion convert convict cookie cooperate cooperation coordinate
coordination cope copper copy copyright core corn corporate corporation corpse correction
correlate correlation correspond correspondent corridor corrupt corruption cosmic cosmology cosy
cotton cough council counterexample counterpart countless countryside courier courtesy coverage
cow cozy crack craft cramp crap crash crass crawl create creation creative creator credibility
credible creed creep crew cricket crisp criteria criterion critic criticise criticism criticize
crop crossroad crossword crown crucial crude cruise crunch crush cryptic crystal cube cubic
cuckoo cuddly cue culprit cult cultural cumbersome cumming cums cumulative cunning cupboard
curly currency curriculum curry curse cursor curve custard customary cute cycle cyclist cylinder
cynic cynical daft damage damn damnation dash data database datum daytime deadline deaf dealt
debatable debate debt debug decade decay decimal deck decline decode decrease dedicate deduce
deduction deed deem default defeat defect defective defense defensive deficiency define
definition definitive defy degenerate degradation degrade deity delete deletion deliberate
delimiters deliver delivery delta delusion demented demise democracy democratic democratically
demolish demonstrate demonstration denominator denote dense density dentist department
departmental dependant dependence dependent deposit depress depression deprive depth deputy
derange derivative derive derogatory descend descriptive desert designate desktop despite
destination destine destruction destructive detach detect detectable detection detective
detector deter deterrent detract devastate develop development deviation device devious devise
devoid devote diagnosis diagnostic diagonal diagram dial dialect dialog dialogue diameter diary
dice dictate dictator dictatorship dictionary diesel diet differ differential differentiate dig
digit digital dilemma dimension dimensional dip diplomatic dire directive director directory
disable disadvantage disagree disagreement disappear disappoint disastrous disc discard
discharge disciplinary discipline disclaimer disco disconnect discontinue discount discourage
discrepancy discrete discriminate discrimination disease dish dishonest disk dismal dismiss
disorder disposable disposal dispose dispute disregard disrupt disruption dissertation
dissimilar distasteful distinctive distort distortion distract distribute distribution district
disturbance ditch ditto dive diverse diversity divert divide division divorce doctrine document
documentary documentation dodge doe dogma dole dollar domain dominant dominate donate donation
doom dose dot doubtless downhill downright downwards draft drag dragon drain drama dramatic
dramatically drastic drastically draught drawback dreamt dreary drift drill drip drivel drown
drug drum drunken dual dubious duck duff dug duly dummy dump dumpster duplicate duplication
duration dustbin dusty dynamic dynamically eagle eastern eccentric echo ecological ecology
economic economical economy edit edition editor editorial educate educational effective
effectiveness efficiency efficient egg ego eighth elect election electoral electorate electric
electrical electricity electron electronic electronically element elementary elephant elevator
eligible eliminate elite elitist embarrass embed emerge emergency eminent emit emotional
emphasis emphasise emphasize empire empirical employee emulate emulation emulator enable enclose
encode endeavor endless enforce engine enhance enhancement enjoyable enlarge enlighten
enlightenment enquire enquiry ensure entail enterprise enthusiastic entirety entitle entity
entry environment environmental envisage epic episode equality equate equation equilibrium equip
equipment equivalent era erase ergo err erroneous esoteric essay essence establish estimate
estimation eternity ethic ethical ethnic etymology evaluate evaluation eventual everyday
evolution evolutionary evolve exaggerate exam exceed exceptional excess excessive excite exclude
exclusion exclusive executable execute execution executive exempt exhaust exhaustive exhibit
exhibition exit exotic expand expansion expenditure experiment experimental experimentation
expert expertise expire expiry explanatory explicit explode exploit exploitation exploration
explore explosion explosive exponential export exposure expressway extant extend extension
extensive external extinction extract extraction extraneous extremist eyesight fabric facilitate
facility factor factory factual faculty fairness fairy fake fallacious fallacy fame familiarity
famine fantasy farce fare farthest fascinate fascist fatuous faucet faulty favor favorable
favorite feasibility feasible feat feature fed federal fee feeble feedback feminist fender
festival fiber fibre fiction fictional fiddle file film filter filthy finalise finalize finance
financial finite firework fiscal fizzy flag flavor flavour flaw fleet flexibility flexible flip
float flood floppy flour flown fluctuation fluent fluffy fluid flute foam focus fold folk font
football footnote forbade forbid forbidden forcibly forecast foreseeable forgave fork format
formation formula formulae formulation forthcoming forum fossil foul foundation fountain
fourteen fraction fragile fragment framework frantic fraud freak freeway freeze french frequency
friction frighten fringe frivolous frog froze frozen frustrate frustration fry fudge fuel fulfil
fulfill fume function functional functionality fund fundamental fundamentalist fur furry
furthermore furthest fuse fusion fussy futile fuzzy galactic galaxy gang gap garage garbage
garble gasoline gasp gateway gear gender gene generalisation generalise generalization
generalize generate generator generic genetic genetically genocide genre geographical geography
geology geometry ghastly ghost giant gibberish gig gin girlfriend glean global glossy glove glue
gnome goal goat god goldfish golf goodbye goody gorgeous gospel gotten govern government
governor grab grade gradual graduate graduation graffiti graffito grain grammar grammatical
grandfather grant graph graphic graphical gratuitous gravitational gray greasy greed greedy grid
grim grind grip groan gross growth guarantee guidance guideline guinea guitar gulf gullible gum
gun gut guy hack hail haircut hairy halt halve ham handbook handful handicap handy hangover
hardback harden hardship hardware hardy harmful harmless harmony harsh hash hassle hasten hatred
havoc hay hazard hazy headline heap heel helicopter hello helmet helpful hence henceforth herd
hereby heresy heritage heroic heroin hes hesitate heterosexual hexadecimal hey hierarchical
hierarchy highlight highway hilarious hindsight hip hire historian historic historical hobby hog
holy homosexual homosexuality honesty honey honor honorary hook hopeful horde horizontal horn
horrendous horrific horrify hospital hostile huh hum humane humbly humor humorous hut hydrogen
hyphen hypocrisy hypocrite hypocritical hypothesis hypothetical hysterical icon idealistic
identical identification identify identity ideological ideology idiom idiosyncratic idiot
idiotic ignore illegal illiterate illogical illusion illustrate illustration imaginative
imbalance immature imminent immoral immortal immune impact impair impend imperative imperfect
imperial impersonal implausible implement implementation implication implicit imply import
impose impractical impress impressive imprison improbable inability inaccessible inaccuracy
inaccurate inadequate inadvertently inane inappropriate incarnation incentive incidence
incidental incline include inclusion inclusive incoherent incompatible incompetence incompetent
incomplete incomprehensible inconsistency inconsistent inconvenient incorporate incorrect
incredibly increment incur indefensible indefinite indent indeterminate index indicate
indication indicative indicator indictment indirect indirection indistinguishable induce
induction industrial industry ineffective inefficiency inefficient inequality inertia inevitably
inexperienced infallible infamous infant infantile infect infection infelicity infer inference
inferiority infinity inflation inflexible inflict influential info informal informative
infrastructure infrequent infringement ingenious ingredient inhabit inhabitant inherent inherit
inheritance inhibit inhibition initial initialisation initialise initialization initialize
initiate initiative inject injure injury ink innovation innovative input insane insect insecure
insensitive insert insertion insidious insight insignificant insistence insofar inspect
inspection inspiration inspire install installation institute institution instruct instruction
instrumental insufficient insurance intact intake integer integral integrate integration
integrity intensity intensive intent intentional inter interact interaction interactive
interface interim interior intermediate intermittent internal international interpret
interpretation interrogate intersection intervene intervention intolerance intrinsic
intrinsically introductory intuitive invade invalid invalidate invaluable invasion invent
invention inventor inverse invert invest investigate investigation investment invoke involve
involvement ion irate ironic irony irrational irrelevant irrespective irresponsible irritate
isolate isolation issue item jack jail jam jargon jazz jeans jelly jerk jest jet journal
journalist judgement juice junction jungle junior junk jury justifiable justifiably
justification juvenile ken kernel kettle keyboard keystroke keyword kick kid kidnap kidney king
kingdom kit knight lab label labor laboratory labour lag lain lark laser launch lavatory layout
laziness lazy leach leadership leaf leaflet league leak lean legal legend legendary legible
legislation legitimate lemon lengthy lenient lens lesbian lethal liability liaison libel
librarian licence license lid lifestyle lifetime lightning likelihood limb limit limitation
linear linguistic link linkage lion liquid liquor lisp literal literate litre load loan lobby
locate location lodge log logic logical logo loop loophole lord lorry lousy loyal ludicrous lump
lunatic lunchtime lung lurk lust lyric machinery magazine magic magical magnetic magnitude mail
mailbox mainframe mainstream maintain maintenance maize major majority male malfunction
malicious management mandate mandatory mangle mania manifestation manifestly manifesto
manipulate manipulation mankind manpower manual manufacture map march margin marginal marital
market marvellous marvelous massive mate mathematical mathematician mathematics matrices matrix
mature maximise maximize maximum maybe mayor maze meaningful meaningless meantime measurement
mechanic mechanical mechanism media medical medieval medium megabyte melody melt membership
memorable mend mentality menu mercury merge mess messy metal metaphor metre metric metro mice
microcomputer microprocessor microwave midday mighty migrate migration mileage military mill
mimic mindless minimal minimalist minimise minimize minimum minister minor minority mint minus
miracle miraculous miscellaneous misdirect miserably misguide misinterpret mislead misled
misplace misprint misread misrepresent missile mission mistook misunderstand misunderstood
misuse mix mnemonic moan mob mobile mock mod mode moderate moderation modification modify module
mold mole molecular molecule mom momentum monarch monitor monkey monochrome monopoly monster
morality moron mortal mortality motivate motivation motorway motto mould mount mouse movie muck
muddle mug multiple multiplication multiply mum mumble mummy mundane muscle museum musician
mutter mystic myth mythical mythology nail naive nameless narrative nation national naughty
nearby needle negate negative negligible negotiable negotiate negotiation neighbor neighborhood
nerve nest net network neural neutral newcomer newsletter nick nickname nightmare nil node noisy
nominal nominate nonetheless norm normal normality northern nostalgia notable notably notation
noticeable noticeably notification notify notorious notwithstanding noun novelty novice nuclear
nuisance null numb numeral numeric numerical nun nut oar obey objectionable objective obligatory
obnoxious obscene obscurity obsess obsession obsolete obstruct obtain obtainable occupy
occurrence ocean offend offense offensive offhand official offset offspring oil omission omit
oneself ongoing onion onto onus onwards operate operation operational operator opponent oppress
oppression opt optic optical optimal optimisation optimise optimistic optimization optimize
optimum option optional opus oral orange orbit orbital orchestra orchestral organ organic
organisation organise organization organize orient oriental orientate orientation originate
originator orthodox outcome outcry outdated outgoing outline outlook output outrage outrageous
outright outset outstanding outweigh overall overcame overdraft overdue overflow overhead
overlap overload overlong overlook overnight overprice overridden override overrode overseas
overtime overtone overview overwhelm overwriting overwritten ownership oxygen ozone pacifier
package packet pad painless palace pan panel panic pant paperback par parade paradise paradox
paragraph parallel parameter paranoia paranoid paraphrase parent parentheses parenthesis parity
parliament parochial parody parrot parse participant participate particle partition passenger
passive passport password paste pat patch patent pathetic patronise patronize payment peaceful
peak peanut peasant pedal pedant pedantic pedantry pedestrian peer penalty pence pended pending
pends penguin penny per percent percentage perception perform periodic periodically peripheral
permanent permissible permit perpetual persecute persist persistent personnel perspective
persuasion perverse pet petrol petty pharmacy phase phenomena phenomenon philosopher
philosophical phoenix phone photo photocopy photographic physic physicist physiology pie pigeon
pill pilot pinch pint pipeline pit pitch pitfall pizza plague plane planet planetary plant
plaster plastic plausible playground plea plot ploy plug plural plus poem poetic pointless poke
polar pole policy polish political politician poll pollution polynomial pompous pop pope
populace popularity populate population pork pornography port portability portable portion
portray pose postage postal postcard postmaster postpone postscript postulate potato potential
pound pour practicable practise pragmatic preach precaution precede precedence precedent precise
precision predecessor predict predictable prediction predominantly preface preferable preferably
prefix pregnancy pregnant prejudice preliminary premature premise premium prerequisite prescribe
prescription presentation president presumably presume pretentious prevail prevalent prevention
preview priest primary prime primitive prince print printout prior priority prise privacy
privatisation privatization pro procedure processor proclaim product production productive
productivity professor profile profit profitable program programmable programme prohibit project
projection proliferation prolong prominent promote promotion prompt prone pronoun pronounce
pronunciation propaganda prophet proportional proposition proprietary prose prosecute
prosecution prospective prostitute protect protein protocol prototype proven provide provision
provisional provocative provoke proximity pseudo psychological psychologist psychology pub
publication publicise publicity publicize publish pudding pulp pulse pump pun punch punctuation
puncture punish punt pupil purge purity pursue putt puzzle python qualification qualify quantity
quantum queen query questionable questionnaire queue quibble quiz quota quotation quote rabbit
rabid racial racism racist rack racket radar radiation radical radio radius rag raid rail
railroad rainbow ram rampant random rant rape rash rat ratio rationale rattle rave raw ray razor
react reaction reactionary reactor readable readership realisation realise realistic realization
realm rear rearrange reassure rebuild rebuilt receipt recipe recipient reckless reclaim
recognisable recognise recognition recognizable recognize recommendation reconcile reconsider
record recovery recreational recruit recruitment rectangle rectangular rectify recursion
recursive recycle redefine redirect reduce reduction redundancy redundant refer referendum
refine reflex reform reformat refrain refresh refund refute regain regardless regime region
regional register registration regrettably regulation reign reinstate reiterate reject rejection
relativity relax relay release relevance relevant reliability reliable reliably religion
relocation reluctance reluctant rely remainder remedy reminiscent rename rend rendition renew
repair repeatable repent repertoire repetition repetitive rephrase replace replacement
representation representative reproduce reproduction repulsive requirement requisite reread
rescue research resemble resent reservation reset reside resident resign resignation resistance
resort resource respective respond response responsibility restart restore restrain restrict
restriction restrictive resume resurrection retail retain retire retirement retract retrieval
retrieve reuse revelation revenge revenue reverse revert review revise revision revolt
revolution revolutionary rewrite rewritten rewrote rhetorical rhyme rhythm rice ridden rigorous
riot rip risky ritual rival robot robust rock rocket rod role roman root rot rotate rotation
rotten roundabout rout route routine royal royalties rub rumor rumour rung rural rusty sabotage
sack sadden safeguard saga sail saint saki salary sale salesman salvation sample sandwich sane
sanity sarcasm sarcastic satellite satire sauce scale scan scarce scare scarf scatter scenario
scenery sceptical schedule scholar scientifically scientist scope score scotch scrap scratch
scream screw script scroll scum seal secondary sect section sector secular segment select
selection selective semantic seminar senior sensibly sensitivity sentient separator sequel
sequence sequential serial seriousness sermon session seventh severity sexist sexual sexuality
sexy shaky shareholder sheep shell shelve shift shine shiny shoe shortage shorten shorthand
shove shutdown sic sicken sideways sigma signal signature significance significant silicon
similarity simplify simplistic simulate simulation simultaneous sine sinful sinister site
situate sixth sixty skeleton skeptical sketch skip skirt skull slag slang slash slave slice slid
slide slim slippery slogan sloppy slot smallish smash smelly smith smug snack snag snail sneak
sneaky sniff snobbery soap socialism socialist sock socket sod software soil solar soldier sole
solicitor solo solution solve someplace sometime sophisticate sordid soundtrack southern span
spatial specialise specialist speciality specialize specialty species specific specifically
specification specify specimen spectacular spectrum speculate speculation sped spelt sphere
spigot spike spill spin spiral spit split spoilt spokesman sponsor spontaneous spoof spool spout
spray spur spurious spy squad squash squeeze stability stack staff stagger stair stale stall
stamp stance standardise standardize standpoint stark startle starve static stationary statistic
statistical status steal steer stem stereo stereotype sterile sterling sticky stimulate
stimulation stolen stomach storage storey straightforward strain strategic strategy stray
strengthen stress strict stringent strip strive structural structure student studio stumble stun
stunt stupidity subjective submission subroutine subscribe subscription subsequent subset
subsidiary subsidise subsidize substantial substitute substitution subtlety subtly subway
successive successor sue suffice suffix suicidal suicide suing suitability suitably suite
summarise summarize summary sundry sung sunny sunrise super superb superficial superfluous
supermarket supernatural supervise supervision supervisor supplement supplementary suppress
suppression surgery surname surplus surround survey survival survive susceptible suspend
suspension sustain swallow swam swamp swap sweat sweep swim swing switch sword swore sworn swum
symbol symbolic symmetric symmetry sympathise sympathize symphony symptom syndicate syndrome
synonym synonymous syntactic syntactically syntax synthesis synthesizer systematic tab tack
tackle tactic tactical tactless tag tailor talent tame tangent tank tap tape target tasteless
tax taxation taxi taxpayer team teapot technical technique technological technology teenage
telescope television temperature temple temporary tend tennis tense tension tentative tenth term
terminal terminate termination terminator terminology terrify territory terrorism terrorist
terse text textbook textual theater thee theft theme theological theology theorem theoretical
therapy thereabouts thereafter thereby therein thereof thesis thickness thief thieve thirst
thoroughfare thou threat threaten throughput thumb thy tick tidy tiger tile timescale timetable
tin tire toad toast tobacco toe toggle toilet token tolerance tolerant tolerate toll tomato tome
ton tonight tool tooth topical toss tough tour tourist tower toy tradition traditional trail
transaction transcript transfer transform transformation transient transit transition translate
translation translator transmission transmit transparent transport trap trash trashcan tread
treaty trek trend trendy triangle tribe tricky trigger trilogy trinity trip triple tripos trivia
trolley troop trouser truck trumpet truncate trunk trusty tube tunnel turntable tutor tutorial
twentieth twin twist tying typeset typewriter typical tyre ugh ultimate unacceptable unaffected
unambiguous unattended unauthorised unauthorized unavailable unavoidable unaware unbalanced
unbearable unbelievable unbelievably unbiased uncertainty unchanged unclear unconnected
unconvincing undefined underestimate undergo undergone undergraduate underground underlain
underlay underlie underline underlying underneath understandable undertake undertaken undertook
underwent undesirable undid undo undocumented undone unduly unemployed unemployment unexplained
unfair unfamiliar unfinished unfounded unfriendly unhealthy unhelpful uniform unify unimportant
uninteresting union unique unit unite unity universal university unjustified unlimited unload
unlock unobtainable unofficial unpopular unpredictable unread unreadable unrealistic unrelated
unreliable unsafe unsatisfactory unset unsolicited unsound unspecified unstable unsuccessful
unsuitable unsupported unsure unsuspecting untidy unto untrue unusable unused unwanted unwelcome
unwise unworkable upbringing update upgrade ups upside upward urban urgency urgent usable usage
usefulness utility vacancy vacation vacuum valid validity valve van vandalism vanish variable
variance variant variation vary vat vector vegetable vegetarian vehicle vein velocity vend
vendor venue verb verbal verbatim verbose verdict verification verify versatile verse version
versus vertical vessel vet via viable vicar vice vicinity vicious victim victory video viewpoint
vigorously vile vintage vinyl violate violation violin virgin virtual virus visual vital
vocabulary vocal void voltage voluntary volunteer vomit vote vouch vowel vulnerable wade waffle
wage wallet wander ward warehouse warp warrant warranty wartime wary wasteful wealthy weapon
weasel wed wee weekday weekend weigh weird welfare western whale whatsoever wheel whereas
whereby whichever whilst whim whiskey whisky whistle whoever wholeheartedly whoop widespread
width wing wipe witch withdraw withdrawal withdrawn witty wive wizard woken wolf wombat wondrous
wont workable workload workshop workstation worldwide worm worship worthless worthwhile wow wrap
wrath wreck wren yawn yeti zero zone zoom
    """.split()
)
"""Besides the everyday words."""
