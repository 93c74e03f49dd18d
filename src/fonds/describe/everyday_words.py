"""Everyday words: what English prose writes small; a capital alone makes them no name.

Made by scripts/everyday_words.py out of 22 novels of the public domain: words that stand in
small letters in 8 of them, 25 times in all. Not to be edited by hand.
"""

EVERYDAY_WORDS = frozenset(
    """
a abandoned able abode about above abroad abruptly absence absent absolute absolutely absorbed
absurd accent accept accepted accepting accident accompanied accompany accomplished according
accordingly account accounts accustomed acknowledge acknowledged acquaintance acquainted
acquired across act acted acting action actions active activity actual actually acute add added
adding addition additional address addressed addressing adjoining admiration admire admired
admit admitted advance advanced advancing advantage advantages adventure adventures advice
advise advised affair affairs affected affection affectionate affectionately affections
affliction afford afforded afraid after afternoon afterwards again against age aged agitated
agitation ago agony agree agreeable agreed agreement ahead aid air alarm alarmed alarming alike
alive all allow allowance allowed allusion almost alone along aloud already also alter
alteration altered although altogether always am amazed amazement amiable amid amiss among
amongst amount ample amuse amused amusement amusing an ancient and anger angrily angry animal
animals animated animation announce announced annoyance annoyed another answer answered
answering answers anxiety anxious anxiously any anybody anyhow anyone anything anyway anywhere
apart apartment apartments apologies apology apparent apparently appeal appealed appear
appearance appeared appearing appears apple apples application applied appreciate apprehension
approach approached approaching approval approve apt are argue argument arguments arise arm arms
army arose around arranged arrangement arrangements arrested arrival arrive arrived arriving art
article artificial artist artistic as ashamed aside ask asked asking asleep aspect ass assembled
assented asserted assertion assist assistance assisted assumed assurance assure assured
astonished astonishing astonishment at ate atmosphere attach attached attachment attack attempt
attempted attempting attend attendance attended attending attention attentions attentive
attentively attitude attracted attraction audience aunt authority autumn avoid avoided awake
awakened aware away awe awful awfully awkward awoke baby back background bad badly bag bags
balance ball balls band bank bar bare barely bars basket bath bathing battle bay be beach bear
beard bearing beast beat beating beautiful beautifully beauty became because become becomes
becoming bed bedroom beds been beer before beg began begged begin beginning begins begun behave
behaved behaviour beheld behind being beings belief believe believed believing bell belong
belonged belonging beloved below bench beneath benefit bent beside besides best bestow bestowed
bet betrayed better between bewildered beyond bid big bill bird birds birth bit bitter bitterly
bitterness black blame blank bless blessed blessing blew blind blinds blood bloom blossoms blow
blowing blue blush blushed blushing board boast boat bodies body bold bolted bonnet book books
boots bore bored born borne bosom both bother bottle bottles bottom bought bound bow bowed box
boxes boy boys brain branch branches brandy brass brave bread break breakfast breaking breast
breath breathed breathing breathless bred breeding breeze brick bride bridge brief briefly
bright brilliant bring bringing briskly broad broke broken brother brother's brothers brought
brow brown brows brute build building buildings built bunch burden buried burning burnt burst
bush business busy but butler butter buy by bye c cab cake calculated call called calling calls
calm calmly calmness came camp can can't candle cannot canvas cap capable capital car card cards
care cared careful carefully careless cares carpet carriage carriages carried carry carrying
cars cart case cases cast cat catch catching caught cause caused caution cautious cautiously
cease ceased ceiling censure central centre century ceremony certain certainly certainty chain
chair chairs chamber champagne chance chances change changed changes changing chap chaps
character characteristic characters charge charged charity charm charmed charming charms chatter
cheap check checked cheek cheeks cheerful cheerfully cheerfulness chest chief chiefly child
childhood children chill chimney chin china choice choose chose chosen church cigar cigarette
circle circumstance circumstances city civil civility clad claim claims clasped class classes
clean clear cleared clearer clearing clearly clergyman clerk clever climbed cloak clock close
closed closely closer closing cloth clothes cloud clouds club clue coarse coat coffee cold
collar collect collected collection college colour coloured come comes comfort comfortable
comfortably comforts coming command commanded commission committed common commonplace
communicate communication companion companions company compare compared comparison complain
complained complete completely complexion compliment compliments composed composure comprehend
conceal concealed concealing concealment conceive conception concern concerned concerning
concerns concert conclude concluded conclusion condition conditions conduct confess confessed
confession confidence confined confirmed confused confusion congratulate congratulations
conjecture connect connected connection connections conscience conscious consciousness consent
consented consequence consequences consequently consider considerable consideration considered
considering consolation constant constantly consult contained containing contemplation contempt
content contented contents continual continually continue continued continuing contrary contrast
contrived control convenience convenient conversation convey conveyed conviction convince
convinced cook cool cordial cordiality corner corners correct correspondence cost cottage could
couldn't counsel count counted countenance counter country county couple courage course court
cousin cousins cover covered crazy cream created creature creatures credit crept cried cries
crime criminal crimson crisis critical cross crossed crossing crowd crowded cruel cruelty cry
crying culture cup cure curiosity curious curiously current curtain curtains custom cut cutting
d daily damned damp dance danced dances dancing danger dangerous dare dared dark darkness
darling darted date daughter daughters dawn day daylight days de dead deal dear dearest death
deceive deceived decent decide decided decidedly decision declaration declare declared declined
deep deeper deeply defence defend deficient definite degree delay delicacy delicate delicious
delight delighted delightful delivered demand demanded denial denied deny depart departed
departure depend depended depends depressed depths descended describe described description
deserted deserve deserved design desirable desire desired desires desk despair desperate
desperately despise destroy destroyed detached detail details detected determination determine
determined devil devoted diamonds did didn't die died difference different differently difficult
difficulties difficulty dignified dignity dim dine dined dining dinner direct directed direction
directions directly dirt dirty disagreeable disappeared disappointed disappointment disapproval
disaster discourse discover discovered discovery discretion discuss discussed discussing
discussion disengaged disgrace disguise disgust dishes dislike disliked dismissed display
displeasure disposed disposition distance distant distinct distinction distinctly distinguish
distinguished distress distressed distressing disturb disturbed divided divine do doctor does
doesn't dog dogs doing domestic don don't done door doors doorway double doubt doubted doubtful
doubts down downstairs dozen dragged drank draw drawer drawing drawn dread dreaded dreadful
dreadfully dream dreamed dreaming dreams dress dressed dresses dressing drew drink drinking
drinks drive driven driver driving drop dropped dropping drove drunk dry due dull dumb during
dusk dust duties duty dwelling dwelt dying e each eager eagerly eagerness ear earlier earliest
early earn earnest earnestly earnestness ears earth ease easier easily east easy eat eaten
eating echoed edge educated education effect effects effort efforts eggs eh eight eighteen
either elaborate elbow elder elderly eldest elegance elegant eleven else elsewhere embarrassed
embarrassment emerged emotion emotions employ employed employment empty encounter encourage
encouraged encouragement encouraging end endeavour endeavoured endeavouring ended ending ends
endure enemies enemy energy engage engaged engagement engagements engaging enjoy enjoyed
enjoying enjoyment enormous enough enter entered entering entertain entertained entertaining
entertainment enthusiasm entire entirely entitled entrance envelope envy equal equally errand
error escape escaped especially essential established establishment estate esteem eternal even
evening evenings event events ever every everybody everyone everything everywhere evidence
evident evidently evil exact exactly examination examine examined examining example exceedingly
excellent except exception excessively exchange exchanged excited excitement exciting exclaimed
exclaiming exclamation excuse excuses exercise exertion exhausted exist existed existence expect
expectation expectations expected expecting expedition expense expenses expensive experience
experienced explain explained explanation explanations expose exposed express expressed
expressing expression expressions expressive exquisite extended extent extra extraordinarily
extraordinary extravagant extreme extremely eye eyebrows eyed eyes face faced faces facing fact
facts faded fail failed failure faint faintly fair fairly faith faithful fall fallen falling
false familiar families family famous fan fancied fancy fantastic far farewell farm farther
fascinated fascinating fashion fashionable fashioned fast fat fatal fate father father's fatigue
fault faults favour favourable favourite fear feared fearful fears features feel feeling
feelings feels feet felicity fell fellow fellows felt female feminine fence fetch fever few
field fields fierce fifteen fifth fifty fight fighting figure figured figures fill filled
filling final finally find finding finds fine finest finger fingers finish finished fire
fireplace firm firmly first fish fishing fit fitted five fix fixed fixing flame flash flashed
flat flatter flattered flattering fled flesh flew flight floor flow flower flowers flung flush
flushed fly flying fog folded follow followed following follows folly fond food fool foolish
foot footsteps for force forced forehead foreign forest forever forget forgetting forgive
forgiven forgot forgotten form formal formed former formerly forming forms forth fortnight
fortunate fortune forty forward fought found four fourth fragments frame frank frankly free
freedom frequent frequently fresh friend friend's friendly friends friendship fright frightened
frightful from front frown frowned fruit full fully fun funeral funny furious furnished
furniture further fuss future gaiety gain gained gallery game garden gardens gas gasped gate
gates gather gathered gathering gave gay gaze gazed gazing general generally generation
generosity generous genius gentle gentleman gentlemen gentleness gently genuine gesture get gets
getting gift girl girls give given gives giving glad glance glanced glances glancing glass
glasses glimpse gloom gloomy glorious glory gloves glow glowing go gods goes going gold golden
gone good goodness gossip got gown grace graceful gracious gradually grand grandmother granted
grasp grass grateful gratified gratifying gratitude grave gravel gravely gravity great greater
greatest greatly green greeted grew grey grief grieved grimly grotesque ground grounds group
groups grow growing grown guard guarded guess guessed guest guests guide guided guilt guilty
habit habits had hadn't hair haired half hall hand handed handkerchief handle hands handsome
hang hanging hansom happen happened happening happens happier happiest happily happiness happy
hard hardly harm has hasn't haste hastened hastily hasty hat hate hated hats have haven't having
he he'd he's head headache headed heads health healthy hear heard hearing heart hearted heartily
hearts heat heaven heavens heavily heavy hedge height held hell help helped helping helpless her
here hero hers herself hesitated hesitation hid hidden hide hideous hiding high higher highest
highly hill hills him himself hint hints his history hit hitherto hold holding hole holiday
hollow home honest honestly honour honourable honoured hope hoped hopeless hopes hoping horizon
horrible horribly horrid horror horse horses hospitality host hostess hot hotel hour hours house
household housekeeper houses how however huge human humanity humble humour humoured hundred hung
hungry hunt hunting hurried hurriedly hurry hurrying hurt husband husband's husbands ice idea
ideal ideas idle if ignorance ignorant ill illness image imaginary imagination imagine imagined
imagining immediate immediately immense impatience impatient impatiently impertinent implied
importance important impossible impressed impression impressions improve improved improvement
imprudent impulse in incapable inch incident inclination inclined included income inconvenience
increase increased increasing incredible indeed independence independent indicated indifference
indifferent indignantly indignation individual induced indulge indulged indulgence inevitable
inferior infinite infinitely influence influenced inform information informed injured injustice
inn inner innocence innocent inquire inquired inquiries inquiry insensible inside insist
insisted instance instant instantly instead instinct instinctively instructions instrument
insult intellect intellectual intelligence intelligent intelligible intend intended intending
intense intention intentions intently intercourse interest interested interesting interests
interfere interference interposed interrupt interrupted interruption interval intervals
interview intimacy intimate into intolerable introduce introduced introduction invariably
invisible invitation invitations invite invited inviting involved iron irregular irresistible
irritated irritation is island isn't it it's its itself jacket jealous jealousy jewels job join
joined joining joint joke jolly journey joy judge judged judging judgment jump jumped just
justice justified justify keen keenly keep keeping keeps kept key keys kicked kill killed kind
kindly kindness kinds kiss kissed kitchen knee knees knelt knew knife knock knocked knocking
know knowing knowledge known knows lace lack lad ladies lady lady's laid lake lamp lamps land
landing landlord landscape lane language lantern lap large larger last lasted late lately later
latter laugh laughed laughing laughter law lawn lawyer lay laying lead leading leaned leaning
leant leap learn learned learning learnt least leather leave leaves leaving lecture led left leg
legs leisure lend length lent less lesson lessons lest let letter letters letting level liable
liberal liberty library lie lies life lift lifted lifting light lighted lightly lights like
liked likely likeness likes likewise liking limbs limited line lines lingered lip lips list
listen listened listening lit literary literature little live lived lively lives living ll local
lock locked lodging lodgings loneliness lonely long longed longer longing look looked looking
looks loose lose losing loss lost lot lots loud love loved lovely lover lovers loves loving low
lower lowered luck lucky luggage lunch luncheon luxury lying m ma machine mad madam made madness
magnificent maid maids main maintained make makes making man man's manage managed manner manners
mantelpiece many marched mark marked marks marriage married marry marrying mask mass master
match material matter matters may me meadow meal mean meaning means meant meanwhile measure
measures meat medicine meet meeting meetings melancholy member members memories memory men
mental mention mentioned mentioning mercy mere merely merit merits merry message met method
methods middle midnight midst might mild mile miles milk million mind minded minds mine mingled
minute minutes mirror mischief miserable misery misfortune miss missed missing mist mistake
mistaken mistakes mistress mixed mixture model modern modest moment moment's momentary moments
money monstrous month months mood moods moon moral morbid more moreover morning morrow
mortification mortified most mostly mother mother's motion motionless motive motives motor
mountain mountains mounted moustache mouth move moved movement movements moving much mud murder
murdered murmur murmured music musical muslin must muttered mutual my myself mysterious mystery
naked name named names narrow nasty native natural naturally nature natured nay near nearer
nearest nearly neat neatly necessarily necessary necessity neck need needed needs neglect
neglected neighbour neighbourhood neighbours neither nephew nerves nervous nervously never
nevertheless new news newspaper newspapers next nice niece night nights nine no noble nobody
nodded noise none nonsense noon nor north nose not note noted notes nothing notice noticed
noticing notion notions novel now nowadays nowhere number numerous nurse o o'clock obeyed object
objection objections objects obligation oblige obliged obscure observation observe observed
observing obtained obvious obviously occasion occasional occasionally occasions occupation
occupied occur occurred odd of off offence offended offer offered offering office officer
officers offices often oh old older on once one one's ones only open opened opening openly opera
opinion opinions opportunity oppose opposed opposite opposition or order ordered orders ordinary
origin original other others otherwise ought our ours ourselves out outer outside outward over
overcome overheard owe owed owing own owned owner pace pacing pack packed packing page pages
paid pain painful painfully pains paint painted painter painting pair pale palm pang paper
papers parcel pardon parents parish park parlour part parted partial particular particularly
parties parting partly partner parts party pass passage passages passed passing passion
passionate passions past patches path patience patient pattern pause paused pavement pay paying
peace pearls peculiar peculiarly pen pencil people perceive perceived perceiving perfect
perfection perfectly performance performed perhaps period permission permitted perplexity
persisted person personal personality persons persuade persuaded philosophy photograph
photographs phrase phrases physical piano pick picked picking picture pictures piece pieces pig
pile pillow pin pine pink pipe pitied pity place placed places placing plain plainly plan
planned plans plate plates platform play played playing plays pleaded pleasant pleasantly please
pleased pleasing pleasure pleasures plenty plunged pocket pockets poet poetry poets point
pointed pointing points poison police policeman polished polite politely politeness politics
pond pool poor popular porch porter portrait position positive positively possess possessed
possession possibilities possibility possible possibly post pot pounds poured pouring poverty
powder power powerful powers practical practically practice praise praised pray prayer prayers
preceding precious precisely prefer preference preferred preparation prepare prepared preparing
presence present presented presently presents preserve preserved press pressed pressing pressure
pretend pretended pretty prevailed prevent prevented previous previously price pride principal
principle principles prison prisoner private privilege prize probability probable probably
problem proceed proceeded proceeding process procession procured produce produced profession
professional professions profound progress promise promised promising promptly pronounced proof
proper properly property proportion proposal propose proposed proprietor propriety prospect
prospects protection protest protested proud proudly prove proved provided public puffed pull
pulled pulling punishment purchase pure purple purpose purse pursued pursuit push pushed pushing
put puts putting puzzled qualities quality quarrel quarter quarters queer quest question
questioned questions quick quickly quiet quietly quit quite quitted quivering race radiance
radiant rage railway rain raise raised raising ran rang range rank rapid rapidity rapidly rare
rate rather rational re reach reached reaching read reader readily readiness reading ready real
reality realize realized really reason reasonable reasonably reasons recall recalled receive
received receiving recent recently reception reckon recognised recognized recollect recollected
recollection recommend recommended recover recovered recovering red reference reflect reflected
reflection reflections refusal refuse refused regard regarded regret regrets regretted regular
regularly rejected rejoice rejoined relate related relation relations relationship relative
released relief relieve relieved religious remain remained remaining remains remark remarkable
remarkably remarked remarks remember remembered remembering remembrance remind reminded remote
removal remove removed rendered renewed rent repeat repeated repeatedly repeating replied reply
report represent represented reproach reputation request require required resemblance resentment
reserve reserved residence resist resolute resolutely resolution resolve resolved respect
respectability respectable respected respects responsible rest restaurant rested resting
restless restored restraint result resumed retired retorted return returned returning reveal
revealed reward ribbon rich rid ride ridiculous riding right rightly rights rigid ring ringing
rise risen rising risk river road roads roar robbed rode roll rolled rolling romance romantic
roof room rooms rope rose roses rough round roused row rows rubbish rude ruin ruined ruins rule
rules run running rush rushed rushing s sacred sacrifice sad sadly safe safely safety said
sailor sake salt same sand sang sank sat satin satisfaction satisfactory satisfied satisfy
savage save saved saw say saying says scandal scarcely scarlet scattered scene scenes scent
scheme schemes school science scientific screamed screen sea search season seat seated seats
second seconds secrecy secret secretary secretly secrets secure secured security see seeing seek
seeking seem seemed seeming seems seen sees seized seldom self selfish sell send sending
sensation sensations sense senses sensibility sensible sensitive sent sentence sentences
sentiment sentimental sentiments separate separated separation series serious seriously servant
servants serve served service set setting settle settled settling seven seventeen several severe
severely sex shabby shade shadow shadows shake shaken shaking shall shallow shame shan't shape
shaped share shared sharp sharply shawl she she's shed sheet sheets shelf shelter shillings
shining ship shirt shock shocked shocking shoes shone shook shoot shooting shop shops shore
short shortly shot should shoulder shoulders shouldn't shout shouted shouting show showed
showing shown shows shrill shrugged shut shutters shutting shy sick sickly side sides sigh
sighed sight sign signed signify signs silence silent silently silk silly silver similar simple
simplicity simply sin since sincere sincerely sincerity sing singing single singular sink
sinking sir sister sister's sisters sit sitting situation situations six sixteen size skill skin
sky slammed sleep sleeping sleeve sleeves slept slight slightest slightly slip slipped slope
slow slowly small smaller smallest smart smell smile smiled smiles smiling smoke smoked smoking
smooth smoothly snapped snow so sober social society sofa soft softened softly sold solemn
solemnity solemnly solicitude solid solitary solitude some somebody somehow someone something
sometimes somewhat somewhere son song sons soon sooner soothing sore sorrow sorry sort sorts
sought soul sound sounded sounds soup source south space spare spared speak speaking speaks
special spectacle spectacles speech speed speedily spell spend spending spent spirit spirits
spiritual spite splendid spoil spoke spoken sport spot sprang spread spreading spring sprung
square stable stage stained staircase stairs stake stamped stand standard standing stands star
stare stared staring stars start started starting startled state stated statement station stay
stayed staying steadily steady steam steel steep step stepped stepping steps stern stick stiff
still stir stirred stirring stock stole stone stones stood stooping stop stopped stopping store
stories storm story stout straight strained strange strangely stranger strangers straw stream
street streets strength stretch stretched strike striking string stroke strolled strong stronger
strongly struck struggle struggled struggling stuck studied study studying stuff stupid style
subdued subject subjects submit submitted substance subtle succeed succeeded succeeding success
successful succession such sudden suddenly suffer suffered suffering sufferings sufficient
sufficiently sugar suggest suggested suggestion suit suitable suited sum summer summoned summons
sun sunk sunlight sunset sunshine superior superiority supper supplied supply support supported
suppose supposed supposing supreme sure surely surface surprise surprised surprising surrounded
surrounding suspect suspected suspense suspicion suspicions suspicious swear sweet sweetest
sweetness swell swept swift swiftly swinging swung syllable sympathetic sympathy symptoms system
t table tables tail take taken takes taking tale talk talked talking talks tall tapped task
taste tasted taught te tea teach tear tears tedious teeth telegram telephone tell telling tells
temper tempered tempt temptation tempted ten tendency tender tenderness terms terrible terribly
terror test than thank thanked thankful thanks that that's the theatre their theirs them
themselves then theory there there's therefore these they thick thin thing things think thinking
thinks third thirty this thither thorough thoroughly those though thought thoughtful
thoughtfully thoughts thousand thousands thread threatened three threshold threw thrill throat
through throughout throw throwing thrown thrust thus ticket tide tie tied tight till time times
tiny tip tired tiresome title to today toes together told tomorrow tone tones tongue too took
top topic tore torn torture tossed total totally touch touched touching toward towards town
trace track trade traffic tragedy tragic train trained trains tranquil travel travelled
travelling tray treasure treat treated treatment tree trees trembled trembling tremendous trial
trick tried trifle trifling triumph trivial trouble troubled troublesome true truly trust
trusted truth try trying tune turn turned turning turns twelve twenty twice twilight twisted two
type ugly umbrella un unable unaccountable uncertain uncle uncomfortable uncommon unconscious
unconsciously under understand understanding understood undoubtedly uneasiness uneasy unexpected
unfortunate unfortunately unhappy united universe unjust unkind unknown unless unlike unlocked
unlucky unnatural unnecessary unpleasant unreasonable unseen until unusual unwilling unworthy up
upon upper upright upset upstairs urge urged us use used useful useless using usual usually
utmost utter uttered utterly vague vaguely vain valley valuable value valued vanished vanity
variety various vast ve veil velvet venture ventured very vexation vexed view views village
violence violent violently virtue visible vision visions visit visited visiting visitor visitors
visits vivid voice voices volume vulgar waistcoat wait waited waiter waiting wake waking walk
walked walking walks wall walls wandered wandering want wanted wanting wants war warm warmly
warmth warn warned warning was wash washed wasn't waste wasted watch watched watching water
waters wave waved waves waving way ways we we're we've weak weakness wealth wear wearing weary
weather wedding week weeks weight welcome welcomed well went wept were weren't west wet what
what's whatever when whence whenever where whereupon wherever whether which while whisper
whispered whispering white whither who whole wholly whom whose why wicked wide widow wife wife's
wild wildly will willing win wind winding window windows wine wings winter wiped wire wisdom
wise wish wished wishes wishing wit with withdrew within without witness witnessed wives woke
woman woman's women won won't wonder wondered wonderful wonderfully wondering wood wooden woods
word words wore work worked working works world worn worried worry worse worst worth worthy
would wouldn't wound wounded wrapped wretched wrist write writer writes writing written wrong
wrote yard yards year years yellow yes yesterday yet yield yielded you you'd you'll you're
you've young younger youngest your yours yourself yourselves youth
    """.split()
)
