"""Prose to measure editions with: stories in our own words, made by a small grammar.

Each story draws its own words from lists of some nine hundred, so that stories differ as those of
different authors do: two of them share two four-word shingles in a hundred, as real ones do.
"""

import random
from collections.abc import Sequence

from msgspec import Struct

_NOUNS = """lamp kettle door promise arrow umbrella owl clock letter violin harbour key ladder
orchard window candle boat market bridge garden mirror basket wolf sparrow carpet tunnel chapel
curtain ribbon compass lantern saddle mill needle ocean pepper quarry river staircase teapot
valley wagon willow anchor bell cellar drum engine feather glove hammer island jacket kitchen
ledger mountain notebook oar pillow quilt raven shovel thimble trumpet vase whistle apron beetle
cabinet dagger easel fiddle goose hatbox inkwell jug kite ladle mask nest orange parcel quill
rope sail telescope uniform veil wheel attic bishop cousin doctor envoy ferryman gardener hunter
innkeeper judge knight lawyer miller nurse opera porter queen ranger sailor tailor uncle vicar
widow stranger neighbour thief soldier captain clerk baker piper constable duke cook maid
storm winter spring snow rain fog thunder moonlight morning evening twilight summer frost shadow
secret quarrel bargain riddle rumour journey wedding funeral feast duel lesson supper argument
photograph painting map coin diary telegram newspaper ticket medal crown sword shield cloak boot
bottle cup plate spoon knife bread cheese apple pear plum honey butter cake pie soup
broth""".split()
_ADJECTIVES = """quiet narrow golden broken ancient bitter gentle hollow crooked patient silver
foolish careful weary sudden distant brave pale stubborn hungry polished dusty velvet lonely
cheerful frozen heavy clever muddy honest painted restless scarlet tangled useless vacant wicked
yellow anxious borrowed curious damp eager faded grateful humble idle jealous kindly lazy merry
nervous odd proud queer ragged sleepy tidy ugly vast wooden young zealous blunt crimson dreadful
elegant fragile grim handsome iron jolly keen little massive neat obscure plain quick rusty sharp
tall uneasy violent warm ashen bright chilly dim enormous fierce grey hasty innocent leaden
marvellous noble ordinary peculiar rare solemn tender unlikely vivid wretched""".split()
_VERBS = """carried found opened painted followed forgot watched mended stole described buried
counted folded guarded hated ignored kept loved measured noticed offered praised questioned
remembered sold touched unlocked visited washed admired broke caught dropped examined feared
gathered hid invented joined kissed lifted mocked named ordered pushed raised saved threw
understood valued wanted abandoned blamed copied doubted envied fetched greeted handed imagined
judged left missed needed owed packed recognised searched traded used begged burned chose
discovered emptied fought gave heard interrupted knew lost met nursed obeyed pulled read
sketched tied welcomed borrowed claimed cut dragged""".split()
_GOES = """waited laughed stumbled whispered hesitated shivered vanished returned slept wandered
listened trembled knelt argued blushed climbed danced drifted escaped fainted giggled hurried
lingered marched nodded paused rested sang travelled wept yawned answered bowed coughed dozed
frowned grinned hummed lied mumbled obeyed prayed rode shrugged shouted sighed smiled sneezed
stared swam walked wondered worked""".split()
_HOW = """slowly|at once|without a word|twice|in silence|again|with great care|for an hour|by
mistake|every evening|on purpose|in the dark|after all|with both hands|under protest|like a
child|too late|before anybody woke|for the last time|in spite of everything|almost kindly|rather
badly|by candlelight|to the very end|once too often""".replace("\n", " ").split("|")
_WHERE = """beside the {n}|under the {a} {n}|behind a {n}|near the {n}|above the {a} {n}|past the
{n}|across the {n}|in the {a} {n}|along the {n}|beyond every {n}|between the {n} and the {n}|at the
end of the {n}|on top of a {a} {n}|inside the {n}|without the {n}|towards the {a} {n}""".replace(
    "\n", " "
).split("|")
_JOINS = """, and|, but|, so|, because|, although|, while|; still,|, until|, for|, whereas|, as|;
then|, which was why|, since|, unless""".replace("\n", " ").split("|")
_OPENINGS = """That night|Afterwards|In the end|By noon|Of course|Nobody knew why, but|All the
same|Next
morning|For a week|Perhaps|At first|As always|Somehow|Years later|Before supper|Little by little|On
the Tuesday|Even so|Once more|Far away|It is said that|Without warning""".replace("\n", " ").split(
    "|"
)
_SAYS = "said asked replied murmured cried answered whispered insisted called admitted".split()
_SPEECH = """you never told me about the {n}|I don't trust that {a} {n}|we can't leave the {n}
here|where
is the {n}|give me the {a} {n}|if the {p} comes, hide the {n}|I've seen a {n} like that in
{w}|it's only a
{a} {n}|what would {o} do with a {n}|nobody {v} my {n}|there was a {n} before the {a} {n}|I won't go
without the {n} and the {n}|{o} {v} it, not I|you're as {a} as a {n}|when did the {p} last see the
{n}|that {n} isn't ours|tell {o} that the {n} is {a}|let's not speak of the {n}|how {a} the {n}
looks|I was thinking of a {a} {n}|ask the {p}|the {p} {g}, that's all|they say the {n} is
{a}""".replace("\n", " ").split("|")
_PEOPLE = (
    "Holmes Watson Mina Jonathan Dorothy Ozma Elizabeth Darcy Robin Marian Alice Hatter Irene "
    "Lestrade Jane Bingley Lucy Toto Glinda Tuck Little-John Scarlet Duchess Orpheus Circe "
    "Penelope "
    "Odysseus Calypso Theseus Ariadne Atalanta Nausicaa Charlotte Georgiana Wickham Renfield"
).split()
_NEW_PEOPLE = (
    "Harriet Edgar Philippa Roland Beatrix Ambrose Cecily Gilbert Imogen Lionel Rosalind Stephen "
    "Ottilie Percival Sybil Thaddeus Una Vernon Winnifred Barnaby"
).split()
_WORLDS = {
    "Sherlock Holmes": "London",
    "Pride and Prejudice": "Meryton",
    "Dracula": "Whitby",
    "The Wizard of Oz": "Kansas",
    "Robin Hood": "Sherwood",
    "Alice in Wonderland": "Wonderland",
    "Greek Mythology": "Ithaca",
}
_GIVEN = """Agnes Bertram Clio Dorcas Edmund Fanny Gideon Hester Ivo Jemima Kester Lavinia Magnus
Nell
Orson Phoebe Quentin Rosamund Silas Tamsin Ursula Victor Wilfred Xanthe Yorick Zillah""".split()
_FAMILY = """Tarrant Plum Wyke Larkspur Orrery Pettigrew Vane Tosh Quill Marsh Ardent Birdwhistle
Carraway Dunmore Eastlake Fennimore Garland Hollis Inchbald Jessop Kettering Loveday Mandeville
Nightingale Oakes Penhallow Rook Sallow Thistlewood Underhill""".split()

_FR_NOUNS = """lampe porte promesse lettre clef fenêtre bougie barque jardin miroir panier loup
rideau cloche cave plume montagne oreiller corbeau aiguille roue orage hiver neige ombre
querelle énigme rumeur noce fête leçon dispute carte pièce épée bouclier manteau bouteille
tasse assiette cuiller couteau fromage pomme poire prune soupe table chaise route maison""".split()
_FR_VERBS = """trouva ouvrit suivit oublia regarda vola décrivit enterra compta plia garda ignora
aima mesura remarqua offrit questionna vendit toucha visita lava admira brisa lâcha craignit cacha
inventa leva nomma poussa sauva comprit abandonna copia chercha perdit rencontra""".split()
_FR_ADJECTIVES = """tranquille étroite dorée cassée ancienne amère douce creuse patiente argentée
prudente lasse soudaine lointaine pâle obstinée polie solitaire gaie lourde honnête peinte inquiète
inutile jaune curieuse humide fanée fière rare tendre vaste triste claire froide""".split()
_FR_WHERE = """près de la|derrière la|sous la|devant la|avec la|sans la|malgré la|au bord de la|loin
de la|à côté de la""".replace("\n", " ").split("|")

_SONG = """light|road|heart|night|sea|rain|name|fire|stone|star|home|wind|door|hand|dream""".split(
    "|"
)


class Paragraph(Struct, frozen=True):
    """A paragraph; what is said in it is between straight quotes."""

    text: str
    is_speech: bool = False


class Story(Struct, frozen=True):
    """A story and what its header may say."""

    title: str
    author: str
    fandom: str
    people: tuple[str, ...]
    summary: str
    number: int
    paragraphs: tuple[Paragraph, ...]


class Writer:
    """Writes the prose of one story: the words and people are its own."""

    def __init__(self, draw: random.Random, fandom: str = "", people: Sequence[str] = ()) -> None:
        self.draw = draw
        self.fandom = fandom or draw.choice(sorted(_WORLDS))
        self.people = tuple(people) or tuple(draw.sample(_PEOPLE, 4))
        self.nouns = draw.sample(_NOUNS, 90)
        self.adjectives = draw.sample(_ADJECTIVES, 50)
        self.verbs = draw.sample(_VERBS, 45)
        self.goes = draw.sample(_GOES, 30)
        self.speech = draw.sample(_SPEECH, 16)

    def fill(self, pattern: str) -> str:
        """Fill a pattern's places, each by itself."""
        parts = []
        for piece in pattern.split("{"):
            slot, brace, rest = piece.partition("}")
            parts.append(self._word(slot) + rest if brace else piece)
        return "".join(parts)

    def _word(self, slot: str) -> str:
        lists = {
            "n": self.nouns,
            "a": self.adjectives,
            "v": self.verbs,
            "g": self.goes,
            "p": self.nouns,
            "o": self.people,
            "w": (_WORLDS[self.fandom],),
        }
        return self.draw.choice(lists[slot])

    def noun_phrase(self) -> str:
        """Give somebody or something."""
        kind = self.draw.random()
        if kind < 0.35:
            return self.draw.choice(self.people)
        if kind < 0.5:
            return self.draw.choice(("he", "she", "they", "everybody", "nobody", "somebody"))
        article = self.draw.choice(("the", "a", "the", "that", "another", "every"))
        if kind < 0.75:
            return self.fill(f"{article} {{a}} {{n}}").replace("a a", "an a", 1)
        return self.fill(f"{article} {{n}}")

    def clause(self) -> str:
        """Give a clause without a capital and full stop."""
        kind = self.draw.random()
        subject = self.noun_phrase()
        if kind < 0.5:
            said = f"{subject} {self.draw.choice(self.verbs)} {self.noun_phrase()}"
        elif kind < 0.8:
            said = f"{subject} {self.draw.choice(self.goes)}"
        else:
            verb = self.draw.choice(("was", "seemed", "looked", "had always been", "became"))
            said = f"{subject} {verb} {self.draw.choice(self.adjectives)}"
        if self.draw.random() < 0.5:
            said += " " + self.fill(self.draw.choice(_WHERE))
        if self.draw.random() < 0.2:
            said += " " + self.draw.choice(_HOW)
        return said

    def sentence(self) -> str:
        """Give a sentence."""
        said = self.clause()
        while self.draw.random() < 0.4:
            said += f"{self.draw.choice(_JOINS)} {self.clause()}"
        if self.draw.random() < 0.2:
            said = f"{self.draw.choice(_OPENINGS)} {said}"
        return said[0].upper() + said[1:] + self.draw.choice("....?.!")

    def narration(self) -> Paragraph:
        """Give a paragraph in which nobody speaks."""
        return Paragraph(" ".join(self.sentence() for _ in range(self.draw.randint(2, 6))))

    def spoken(self) -> Paragraph:
        """Give a line of dialogue."""
        words = self.fill(self.draw.choice(self.speech))
        while self.draw.random() < 0.5:
            words += ", " + self.fill(self.draw.choice(self.speech))
        words = words[0].upper() + words[1:]
        name = self.draw.choice(self.people)
        text = f'"{words}," {self.draw.choice(_SAYS)} {name}.'
        if self.draw.random() < 0.4:
            text += " " + self.sentence()
        return Paragraph(text, is_speech=True)

    def paragraphs(self, words: int) -> tuple[Paragraph, ...]:
        """Write about so many words."""
        told: list[Paragraph] = []
        count = 0
        while count < words:
            one = self.spoken() if self.draw.random() < 0.5 else self.narration()
            count += len(one.text.split())
            told.append(one)
        return tuple(told)

    def song(self, lines: int) -> tuple[str, ...]:
        """Write the lines of a song."""
        pick = self.draw.choice
        return tuple(
            self.fill(
                pick(
                    (
                        f"Oh the {pick(_SONG)} on the {{n}}, "
                        f"the {pick(_SONG)} of the {pick(_SONG)}",
                        f"I {{v}} my {pick(_SONG)} where the {{a}} {{n}} lay",
                        f"And the {{a}} {pick(_SONG)} {{g}} till the {pick(_SONG)} was gone",
                        f"Bring me the {{n}}, my {pick(_SONG)}, bring the {{a}} {pick(_SONG)}",
                    )
                )
            )
            for _ in range(lines)
        )


def write_story(number: int, seed: int, *, words: int = 0) -> Story:
    """Write a story; the same number and seed give the same."""
    draw = random.Random(f"{seed} story {number}")
    writer = Writer(draw)
    size = words or int(min(2600, max(450, draw.lognormvariate(6.8, 0.45))))
    return Story(
        title=draw_title(draw),
        author=f"{draw.choice(_GIVEN)} {draw.choice(_FAMILY)}",
        fandom=writer.fandom,
        people=writer.people,
        summary=writer.sentence(),
        number=number,
        paragraphs=writer.paragraphs(size),
    )


def draw_title(draw: random.Random) -> str:
    """Draw a title of three to five words."""
    noun, other = draw.sample(_NOUNS, 2)
    adjective, second = draw.sample(_ADJECTIVES, 2)
    return draw.choice(
        (
            f"The {adjective} {noun} and the {second} {other}",
            f"A {adjective} {noun}, a {second} {other}",
            f"{noun} of the {adjective} {second} {other}",
            f"{adjective} {noun} for a {other}",
        )
    ).title()


def rename_people(draw: random.Random, story: Story) -> dict[str, str]:
    """Give other names to a story's people."""
    return dict(zip(story.people, draw.sample(_NEW_PEOPLE, len(story.people)), strict=True))


def write_french(draw: random.Random, story: Story) -> tuple[str, ...]:
    """Write what may pass for a story's translation: its people, and no word of it."""
    told = []
    for _ in story.paragraphs:
        sentences = []
        for _ in range(draw.randint(2, 4)):
            noun, other = draw.sample(_FR_NOUNS, 2)
            sentences.append(
                f"{draw.choice(story.people)} {draw.choice(_FR_VERBS)} la {noun} "
                f"{draw.choice(_FR_ADJECTIVES)} {draw.choice(_FR_WHERE)} {other}, mais personne ne "
                f"{draw.choice(_FR_VERBS)} la {draw.choice(_FR_NOUNS)}."
            )
        told.append(" ".join(sentences))
    return tuple(told)
