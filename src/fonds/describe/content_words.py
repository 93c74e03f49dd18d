"""Content words: what a text has of violence, death, sex, language, drink and harm.

Lists of words as any dictionary has them, parted by "|". Each is matched whole, in lower
case, with every sign that is no letter as a space: "blood-soaked" is "blood soaked". Of two
that begin together the longer counts, so that a harmless phrase takes its word away:
"killed the lights" is no killing.
"""

from typing import Literal, get_args

Content = Literal[
    "violence",
    "graphic violence",
    "death",
    "sexual content",
    "explicit sex",
    "mild language",
    "strong language",
    "substance use",
    "hard drugs",
    "self-harm",
    "abuse",
    "non-consent",
]

CONTENTS: tuple[Content, ...] = get_args(Content)
"""All kinds, in the order in which a model has them."""

WORDS: dict[Content, tuple[tuple[float, str], ...]] = {
    "violence": (
        (
            1.0,
            "stab|stabbed|stabbing|stabs|strangle|strangled|strangling|strangles|throttled|throttling|bludgeoned|clubbed|"
            "slashed him|slashed her|slashed at|shot him|shot her|shot me|shot them|shot through|shot dead|was shot|been shot|"
            "were shot|got shot|shoot him|shoot her|shoot me|shoot them|shoot you|shooting him|shooting her|gunshot|gunshots|"
            "opened fire|open fire|gunfire|shots rang|ambush|ambushed|massacre|massacred|slaughter|slaughtered|assassin|"
            "assassins|assassinate|assassinated|assassination|executed|execution|bleeding|bled|bloodied|bloodshed|bloodstained|"
            "blood stained|flogged|flogging|whipped him|whipped her|whipping him|kidnapped|kidnapping|abducted|abduction|"
            "tied him up|tied her up|bullet wound|stab wound|knife wound|cut his throat|cut her throat|slit his throat|"
            "slit her throat|punched him|punched her|punched me|kicked him|kicked her|kicked me|beat him|beat her|beat me|"
            "beat them|beating him|beating her|beaten up|beat up|beaten to|a beating|broke his neck|broken ribs|broken bones|"
            "suicide bomber|murder|murdered|murderer|murderers|murdering|murderous|murders|throw acid|hanged|lynched|duel",
        ),
        (
            0.5,
            "fight|fights|fighting|fought|punch|punched|punches|punching|wound|wounds|wounded|wounding|blood|bullet|bullets|"
            "gun|guns|pistol|pistols|revolver|revolvers|rifle|rifles|knife|knives|dagger|daggers|attack|attacks|attacked|"
            "attacking|attacker|attackers|bruise|bruises|bruised|bruising|explosion|explosions|exploded|bomb|bombs|bombed|"
            "hit him|hit her|hit me|hit them|hitting him|hitting her|slapped him|slapped her|slapped me|struck him|struck her|"
            "struck me|fist|fists|choked him|choking him|choked her|choking her|hostage|hostages|weapon|weapons|kill|kills|"
            "killed|killing|killer|killers|victim|victims|knocked unconscious|knocked out|scar|scars|injured|injury|injuries",
        ),
        (
            0.25,
            "battle|battles|sword|swords|spear|spears|arrow|arrows|blade|blades|soldier|soldiers|"
            "threat|threats|threatened|threatening|scream|screams|screamed|screaming|captured|prisoner|prisoners|"
            "violence|violent|violently|brawl|brawled|scuffle|at gunpoint|at knifepoint",
        ),
    ),
    "graphic violence": (
        (
            1.5,
            "disembowelled|disemboweled|decapitate|decapitated|decapitation|dismember|dismembered|"
            "dismemberment|mutilated|mutilation|mutilating|entrails|innards|viscera|gutted him|gutted her|severed head|"
            "severed hand|severed arm|severed limb|severed limbs|severed finger|flayed|flaying|skinned alive|burned alive|"
            "burnt alive|eviscerated|gouged out|crushed skull|split his skull|skull cracked|brains spilled|brain matter|"
            "blood sprayed|blood spurted|blood gushed|blood spattered|spray of blood|pool of blood|pools of blood|"
            "covered in blood|soaked in blood|blood soaked|drenched in blood|blood poured|blood spilled|choking on blood|"
            "choked on his own blood|coughed up blood|arterial|gore|cannibalism|castrated|impaled|exposed bone|bone splinters|"
            "ripped apart|torn limb from limb|ripped out his|ripped out her|tore out his|tore out her|slit open|cut open|vivisection",
        ),
        (
            0.8,
            "tortured him|tortured her|torture him|torture her|torturing him|torturing her|was tortured|being tortured|under torture|torture chamber|torturer|beheaded|beheading|intestines|gory|carnage|butchered|hacked at|mangled|bloodbath",
        ),
        (
            0.4,
            "corpses|rotting flesh|maggots|screamed in pain|screaming in pain|screamed in agony",
        ),
    ),
    "death": (
        (
            1.0,
            "corpse|dead body|dead bodies|the corpses|died|dies|lay dead|dead man|dead woman|"
            "dead boy|dead girl|dead child|killed|funeral|funerals|burial|buried him|buried her|coffin|coffins|deathbed|morgue|"
            "autopsy|post mortem|last breath|breathed his last|breathed her last|heart stopped beating|drowned|stillborn|miscarriage|"
            "lifeless|bled out|bled to death|beaten to death|stabbed to death|shot to death|burned to death|starved to death",
        ),
        (
            0.5,
            "dead|death|deaths|dying|die|grave|graves|graveyard|cemetery|mourning|mourned|mourners|widow|widower|fatal|fatally|perished|tomb|ghost",
        ),
    ),
    "sexual content": (
        (
            1.0,
            "sex|sexual|sexually|sexy|sexuality|lust|lustful|seduce|seduced|seducing|seduction|naked|nude|nudity|undressed him|"
            "undressed her|undressing him|undressing her|made love|making love|make love to me|slept together|sleep with him|"
            "sleep with her|slept with him|slept with her|sleeping with him|sleeping with her|one night stand|prostitute|prostitutes|"
            "prostitution|whore|whores|brothel|brothels|virgin|virginity|horny|turned on by|bra|panties|lingerie|stripper|strip club|"
            "porn|pornography|erotic|adultery|mistresses|condom|condoms|pregnant|aroused|arousal|groped|groping|"
            "thighs|buttocks|crotch|groin|hips against|straddled|straddling|grinding against|tongue in his mouth|tongue into his mouth|"
            "tongue in her mouth|tongue into her mouth|moaned into|unbuttoned his shirt|unbuttoned her blouse|unzipped his|unzipped her|"
            "shared a bed|in bed with|into bed with|bedded|make out|making out|made out with|hickey|hickeys|love bite|love bites",
        ),
        (
            0.4,
            "lover|lovers|kissed him hard|kissed her hard|kissed him deeply|kissed her deeply|breasts|"
            "cleavage|moan|moaned|moaning|passionately|desire|flirting|flirted|bare skin|bare chest|shirtless|underwear|boxers|"
            "seductive|seductively|sensual|affair",
        ),
    ),
    "explicit sex": (
        (
            1.0,
            "penis|vagina|clitoris|clit|orgasm|orgasms|orgasmed|orgasmic|semen|masturbate|masturbated|masturbating|masturbation|"
            "genitals|genitalia|testicles|scrotum|labia|vulva|anus|foreskin|fellatio|cunnilingus|blowjob|blowjobs|blow job|blow jobs|"
            "handjob|hand job|oral sex|anal sex|anal|sexual intercourse|coitus|dildo|vibrator|erections|his erection|your erection|my erection|hardness against|"
            "his cock|my cock|your cock|her cock|s cock|hard cock|his dick|my dick|your dick|s dick|his balls|precome|precum|"
            "cum|cumming|pussy|cunt|tits|boner|wanked|wanking|jerked off|jerking off|jerk him off|jerked him off|sucked him off|"
            "sucking him off|suck him off|rimming|rimmed him|thrust into her|thrust into him|thrust into me|"
            "thrusting into|thrust inside|thrusted|come inside me|"
            "fucked him|fucked her|fucking him|fucking her|fuck him hard|fuck her hard|fuck me hard|fuck me harder|lube|"
            "threesome|bondage gear|orgy|gangbang|deepthroat|deep throat|climaxed",
        ),
        (
            0.6,
            "nipple|nipples|had sex|have sex|having sex|foreplay|fuck me|lubricant|pubic|aching hardness|rocked her hips|rocked his hips|bucked her hips|bucked his hips|writhed beneath|writhing beneath|moaned his name|moaned her name|screamed his name",
        ),
    ),
    "mild language": (
        (
            1.0,
            "damn|damned|dammit|damnit|goddamn|goddamned|god damn|god damned|hell|crap|crappy|bastard|bastards|arse|arses|bugger|"
            "buggered|buggering|bollocks|piss|pissed|pissing|sod off|sodding|bloody hell|screw you|screw him|screwed up|son of a bitch|"
            "jackass|dumbass|badass|kick ass|my ass|your ass|his ass|her ass|slut|sluts|tosser|git|prat|wanker|wankers|twat|"
            "bitch|bitches|bitching|bitchy|bullshit|freaking|friggin|frigging|effing",
        ),
        (
            0.4,
            "ass|blasted|heck|for god s sake|for christ s sake|jesus christ|idiot|moron|shut up|balls|douche|jerk|suck|sucks",
        ),
    ),
    "strong language": (
        (
            1.0,
            "fuck|fucks|fucked|fucker|fuckers|fucking|fuckin|motherfucker|motherfucking|cocksucker|clusterfuck|fuckup|unfucking|cunts|fucks sake",
        ),
        (
            0.5,
            "shit|shits|shitty|shitting|bullshitting|shithead|shitless|horseshit|batshit|asshole|assholes|arsehole|arseholes|dickhead|dickheads|prick|pricks",
        ),
    ),
    "substance use": (
        (
            1.0,
            "drunk|drunken|drunkenly|drunkard|hungover|hangover|hung over|tipsy|intoxicated|inebriated|alcoholic|alcoholics|alcoholism|"
            "marijuana|cannabis|weed|pot smoking|smoke pot|smoked pot|joint between|stoned|getting high|got high|drugs|drugged|drug dealer|"
            "drug addict|addict|addicts|addicted|addiction|rehab|overdose|overdosed|pills|withdrawal|substance abuse|drug abuse|alcohol abuse|morphine|opium|laudanum",
        ),
        (
            0.4,
            "whisky|whiskey|vodka|tequila|rum|gin|brandy|bourbon|scotch|beer|beers|ale|liquor|booze|alcohol|wine|champagne|cocktail|"
            "cocktails|cigarette|cigarettes|cigar|cigars|tobacco|sedative|sedatives|shot of|shots of|smoking|bartender|pub",
        ),
    ),
    "hard drugs": (
        (
            1.0,
            "heroin|cocaine|crack pipe|crystal meth|methamphetamine|amphetamines|lsd|ketamine|ecstasy pills|snorted cocaine|snorting cocaine|shooting up heroin|junkie|junkies|injected himself|injected herself|syringe|syringes|track marks|needle marks|seven per cent solution",
        ),
    ),
    "self-harm": (
        (
            1.5,
            "suicide|suicides|suicidal|kill myself|killing myself|killed himself|killed herself|kill himself|kill herself|"
            "killing himself|killing herself|hanged himself|hanged herself|hang himself|hang herself|took his own life|took her own life|"
            "take his own life|take her own life|taken his own life|taken her own life|slit his wrists|slit her wrists|cut his wrists|"
            "cut her wrists|cutting herself|cutting himself|self harm|self harmed|self harming|shot himself|shot herself|"
            "drowned himself|drowned herself|drown himself|drown herself|poisoned himself|poisoned herself|threw herself under|"
            "threw himself under|jumped off the bridge|self inflicted",
        ),
        (
            0.6,
            "cut himself|cut herself|wanted to die|want to die|wished he were dead|wished she were dead|wish i were dead|wish i was dead|end it all|razor blade|razor blades|no reason to live|better off dead|overdose|overdosed",
        ),
    ),
    "abuse": (
        (
            1.0,
            "child abuse|domestic violence|domestic abuse|abusive|abuser|abusers|beat his wife|beats his wife|beating his wife|hit his wife|"
            "beat his son|beat his daughter|beat his children|beats his children|battered wife|battered child|physically abused|"
            "emotionally abused|verbally abused|took off his belt|took the belt to|beatings|locked him in the cupboard|"
            "locked her in the cellar|locked in the cellar|locked in the cupboard|neglected child|starved him|starved her|child protective|"
            "my father beat|my father hit|his father beat|his father hit|her father beat|her father hit|my mother beat|his mother beat|"
            "her husband beat|her husband hit|my husband beat|my husband hit|his stepfather beat|her stepfather beat|my stepfather beat",
        ),
        (
            0.4,
            "abused|ill treated|mistreated|maltreated",
        ),
    ),
    "non-consent": (
        (
            1.0,
            "rape|raped|rapes|raping|rapist|rapists|sexual assault|sexually assaulted|sexual abuse|sexually abused|forced himself on|"
            "forced himself upon her|forced himself upon him|forced herself on|without her consent|without his consent|date rape|roofied|noncon|non con|dubcon|dub con",
        ),
        (
            0.4,
            "molested|molest|molesting|molester|groped her|groped him",
        ),
    ),
}

UNDERAGE = "statutory rape|underage|under age|age of consent|jailbait|jail bait|pedophile|paedophile|pedophilia|paedophilia|child molester"
"""Of no weight for the rating: with sex nearby, a reader may want to be warned."""

HARMLESS = (
    # dead, die, death
    "dead tired|dead end|dead ends|dead set|dead on|dead silence|dead silent|dead of night|dead of the night|dead of winter|dead center|"
    "dead centre|dead weight|dead ringer|dead serious|drop dead gorgeous|dead wrong|dead leaves|dead leaf|dead tree|dead trees|"
    "dead branch|dead branches|dead grass|dead wood|dead battery|line went dead|phone went dead|went dead|dead air|dead language|"
    "dead languages|dead bolt|played dead|playing dead|play dead|half dead|over my dead body|caught dead|dead drunk|dead faint|"
    "dead to the world|dead calm|dead sea|dead white|dead level|dead certain|dead sure|dead lock|dead heat|dead slow|dead loss|"
    "dead letter|dead letters|dead stop|dead straight|dead ahead|dead quiet|dead easy|dead fish|dead meat|dying to|died down|die down|dies down|"
    "dying down|died away|die away|dies away|dying away|died out|die out|die laughing|died laughing|dying light|dying fire|dying embers|dying sun|to die for|"
    "die hard|die is cast|old habits die|nearly died of|almost died of|dying of curiosity|dying of boredom|dying of embarrassment|"
    "die of embarrassment|died of embarrassment|die of shame|dying for a|dying for some|dying day|died on her lips|died on his lips|died on my lips|died in his throat|"
    "died in her throat|died in my throat|words died|laughter died|smile died|sound died|voice died|voices died|conversation died|engine died|wind died|battery died|"
    "phone died|never say die|scared to death|frightened to death|bored to death|worried to death|tickled to death|sick to death|worked to death|death grip|"
    "death trap|catch your death|death of me|death wish|death star|death eater|death eaters|pale as death|death glare|like death|till death|grave voice|"
    "grave face|grave expression|grave look|grave eyes|grave manner|grave tone|grave mistake|grave error|grave danger|very grave|so grave|looked grave|was grave|were grave|"
    "grave and|too grave|grave enough|grave air|grave attention|more grave|grave matter|grave question|grave concern|"
    "drowned out|drowned in|drowned by|ghost of a|gave up the ghost|holy ghost|ghost story|ghost stories|ghost town|"
    # kill, murder, execute
    "kill time|killing time|killed time|kill an hour|killed the lights|kill the lights|killed the light|killed the engine|kill the engine|killed the power|kill the power|killed the headlights|"
    "killed the mood|kill the mood|killing me|killing us|kill two birds|killed two birds|dressed to kill|curiosity killed|kill for a|would kill for|could kill for|"
    "kill you to|going to kill me|will kill me|ll kill me|d kill me|gonna kill me|made a killing|make a killing|lady killer|killer heels|killer instinct|"
    "murder of crows|bloody murder|away with murder|murder mystery|murder mysteries|murder board|murderous look|murderous glare|"
    "executed a|executed the|executed in|executed with|executed by|beautifully executed|well executed|perfectly executed|execution of|hanged if|be hanged|"
    ""
    # fights, blows, weapons
    "stab at|stab of|stabs of|stab in the dark|stabbed at|stabbing pain|stabbed his fork|stabbed her fork|strangled sound|strangled noise|strangled voice|strangled cry|"
    "strangled sob|strangled laugh|strangled gasp|strangled sort|fight back tears|fighting back tears|fought back tears|fought back a|fight back a|fight the urge|"
    "fought the urge|fighting the urge|fight off sleep|fought off sleep|fought to keep|fighting to keep|fought for breath|fighting for breath|food fight|snowball fight|pillow fight|water fight|"
    "snowball fights|pillow fights|fighting chance|fist bump|bowl of punch|glass of punch|cup of punch|glasses of punch|punch bowl|punch line|fruit punch|punch card|pleased as punch|"
    "hole punch|punched in the|punched in a|punched the button|punched a button|punched the code|punched the air|punch drunk|packed a punch|packs a punch|beat him to it|beat her to it|beat me to it|beat them to it|"
    "beat him at|beat her at|beat me at|beat them at|beat up car|beat up truck|beat up old|hit him that|hit her that|hit me that|hit him like|hit her like|hit me like|struck him as|struck her as|struck me as|struck me that|"
    "struck him that|struck her that|struck me with|struck him with|struck her with the|struck me how|struck me more|struck me particularly|hit it off|heart attack|heart attacks|panic attack|panic attacks|asthma attack|anxiety attack|attack of nerves|"
    "attack of the|attacked his food|attacked her food|attacked the pile|knife and fork|knives and forks|forks and knives|fork and knife|butter knife|butter knives|bread knife|palette knife|paper knife|table knife|kitchen knife|pocket knife|"
    "pen knife|under the knife|top gun|gun for|glue gun|jumped the gun|jump the gun|stick to your guns|stuck to his guns|stuck to her guns|son of a gun|water gun|nerf gun|spud gun|"
    "bath bomb|bomb shell|photo bomb|sword of damocles|blade of grass|blades of grass|shoulder blade|shoulder blades|arrow keys|bow and arrow|war and peace|star wars|"
    "tug of war|prisoner of azkaban|grabbed a|grabbed his coat|grabbed her coat|grabbed his bag|grabbed her bag|grabbed the|scream of laughter|screams of laughter|screamed with laughter|screaming with laughter|"
    "scar tissue|wound around|wound up|wound down|wound its|wound his|wound her|wound my|wound their|wound through|wound along|wound into|wound round|wound back|wound a|wound the|tightly wound|"
    "duelling club|dueling club|struggled to|struggled into|struggling to|struggle to|struggled with|shot through with|shot her a|shot him a|shot me a|shot them a|shot her an|shot him an|shot her the|shot him the|shot me the|shot me an|"
    # blood and pain
    "blood pressure|blood test|blood tests|blood type|blood bank|blood drive|blood relation|blood relations|blood relative|blood relatives|flesh and blood|own blood|cold blood|blood drained|blood run cold|"
    "blood ran cold|blood rushed|blood rushing|blood rush|blood boil|blood boiled|blood boiling|blood oath|blue blood|blue blooded|blood brother|blood brothers|blood orange|blood sugar|new blood|young blood|in his blood|in her blood|"
    "in my blood|in your blood|in the blood|royal blood|noble blood|gentle blood|good blood|pure blood|pure bloods|half blood|half bloods|muggle blood|blood status|blood traitor|blood traitors|blood red|blood vessel|blood vessels|blood pounding|blood pounded|blood flow|"
    "blood in his cheeks|blood in her cheeks|blood to her cheeks|blood to his cheeks|blood to my cheeks|blood to his face|blood to her face|the blood came|blood thirsty|bad blood|bleeding heart|bled into|bleeding into|bruised ego|bruised pride|"
    "it was torture|pure torture|sweet torture|such torture|tortured soul|tortured artist|tortured expression|skull and crossbones|skull cap|gory details|mangled the|agony aunt|agony of|agonies of|agony column|"
    # sex
    "the fair sex|fair sex|weaker sex|her sex|his sex|own sex|opposite sex|the sex|other sex|one sex|either sex|both sexes|same sex|your sex|our sex|my sex|their sex|sex of|safe sex|sex education|lust for life|bloodlust|naked eye|naked truth|naked flame|naked branches|naked sword|"
    "naked blade|virgin mary|virgin queen|virgin snow|virgin soil|virgin forest|virgin islands|blessed virgin|olive oil|turned on by the|aroused his|aroused her|aroused my|aroused the|aroused a|aroused by the noise|aroused from|aroused to|aroused in|aroused some|aroused suspicion|aroused no|had aroused|thoroughly aroused|"
    "affair of|state of affair|this affair|whole affair|the affair was|an affair of|love of god|bosom friend|bosom friends|bosom of|in her own bosom|desire to|desire for|desire of|no desire|great desire|earnest desire|his desire|her desire|my desire|your desire|desire that|should desire|every desire|any desire|you desire|i desire|"
    "make out the|make out what|make out a|make out who|make out his|make out her|make out why|make out whether|make out that|make out if|make out how|make out any|make out anything|make out some|make out in the|making out the|making out what|making out that|making out a|made out the|made out that|to make out|could make out|i make out|can make out|couldn t make out|"
    "magna cum laude|summa cum laude|cum laude|cum privilegio|cum grano|pussy cat|pussy willow|pussy willows|pussy cats|pussy foot|blue tits|long tailed tits|great tits|coal tits|orgy of|cock crow|cock robin|his balls of|anal retentive|erection of|deep inside her mind|sperm whale|prick of|pricks of|prick up|pricks up|pin prick|pin pricks|"
    "mating season|in bed with a|in bed with the flu|in bed with measles|pregnant pause|pregnant with|"
    # language, drink
    "hell hound|shut up here|shut up in|shut up the|shut up like|shut up there|shut up with|screwed up her|screwed up his|hell bent|ass s|wild ass|on an ass|an ass and|ox and ass|the ass|the ass and|the blasted heath|blasted heath|crickets balls|tennis balls|snow balls|cannon balls|balls and|balls of|balls at|the balls|of balls|to balls|two balls|musket balls|public balls|private balls|eye balls|billiard balls|croquet balls|jerk of|with a jerk|jerk at|sudden jerk|suck it up|suck in|sucks in|suck on|"
    "punch drunk|drunk his tea|drunk her tea|drunk some|drunk the|drunk a|drunk his|drunk her|drunk my|drunk it|drunk in|drunk up|drunk from|drunk out|was drunk to|drunk off|had drunk|have drunk|health was drunk|drunk with joy|drunk on|wine red|wine dark|wine cellar|ginger beer|root beer|butter beer|rum thing|rum sort|rum business|rum go|shot of adrenaline|weed the|seaweed|a weed|weed out|"
    "pot of|addicted to the|addicted to|withdrawal from|withdrawal of|stoned to death|get some shots of|shots of the|shot of the|smoking ruins|smoking ruin|smoking room|smoking jacket|smoking gun|smoking chimney|smoking hot|joint venture|bloody mary|"
    # harm
    "cut himself off|cut herself off|cut himself a|cut herself a|cut himself short|cut herself short|cut himself some|cut herself some|cut himself shaving|cut himself loose|cut herself loose|suicide mission|suicide missions|suicide squad|career suicide|social suicide|"
    "political suicide|kill myself laughing|abused the trust|abuse of power|abuse of the word|terms of abuse|term of abuse|heaped abuse|shouted abuse|hurled abuse|stream of abuse|torrent of abuse|self abuse|abuse my|abuse your|abuse his|abuse her|abuse of|abusing the|abuse me|abuse you|abused by the|abused him for|abused each other|loud abuse|"
    "cruelty of|cruelty to leave|cruelty to keep|with cruelty|rape of the lock|oilseed rape|rape seed|rape fields|unmolested|against his will he|against her will she|against her will to|will against|almost against|molest us|molest me|molest him|molest them|molested by the|"
    "heaven and hell|drug store"
)
"""Phrases that take a word of the lists above away from them."""

OATHS = frozenset(
    "hell awful awkward beautiful brilliant business cheek cold damn fantastic fool fools good great heck idiot idiots ignorant "
    "impossible lot lovely lucky marvellous minute much nerve nightmare nonsense nuisance obvious rain right ridiculous rubbish "
    "stupid sure terrible thing things time typical useless waste weather well wonderful yes".split()
)
"""After "bloody" in a narration: an oath of British speech, not a wound."""

GRISLY = frozenset(
    "and bandage bandages battle battles body clothes conflict corpse deed deeds dagger death face field fingers footprint "
    "footprints gash hand handkerchief handprint hands knife knives knuckles lip lips mess mouth nose revenge sacrifice scene scratch "
    "sheets shirt steel stump sword swords trail war wars water wound wounds".split()
)
"""After "bloody" anywhere: blood indeed."""

CHILD_AGES = "twelve|thirteen|fourteen|fifteen|sixteen|seventeen|1[0-7]"
"""Ages under eighteen of somebody who may be in such a scene."""
