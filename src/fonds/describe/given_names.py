"""Given names: whose they are, and the short forms that everybody knows, in English.

Common knowledge, written down by hand; one short form may stand for several names.
"""

from typing import Literal

_FORMS = """
abigail abby abbie gail; abraham abe bram; adelaide addie; agnes aggie nessie; albert al bert
bertie; alexander alex alec sandy xander lex sasha; alexandra alex lexi sandra sasha; alfred alf
alfie fred; alice allie ally; andrew andy drew; angela angie; ann annie nan nancy; anna annie;
anne annie nan; anthony tony; archibald archie; arthur art artie; augusta gussie gus; barbara
barb babs; bartholomew bart; beatrice bea trixie; benjamin ben benny benjy; bernard bernie;
bertram bertie; bridget bridie biddy; caroline carrie caro; catherine cathy cate kate kitty cat;
cecilia cissy celia; charles charlie chuck chas; charlotte lottie charlie; christina chris tina
chrissy; christine chris chrissy tina; christopher chris kit topher; clarence clarrie;
clementine clem; constance connie; cornelius neil; cynthia cindy; daniel dan danny; david dave
davy; deborah deb debbie; diana di; donald don donny; dorothy dot dottie dolly dory; edith edie;
edmund ed ned; edward ed eddie ned ted teddy; eleanor ellie nell nora lena; elizabeth liz lizzie
lizzy beth betsy betty bess eliza libby lisa; emily em emmy; emma em; eugene gene; evelyn evie;
ezekiel zeke; florence flo florrie; frances fran fanny frankie; francis frank frankie; franklin
frank; frederick fred freddie freddy; gabriel gabe; genevieve jenny; geoffrey geoff jeff; george
georgie; gerald gerry jerry; gertrude gertie trudy; gilbert gil bert; gregory greg; gwendolyn
gwen; hannah annie; harold harry hal; harriet hattie; helen nell nellie; henrietta hattie etta;
henry hal harry hank; herbert herb bert; horatio ray; isaac ike; isabella bella izzy belle;
isabel izzy bella; jacob jake; james jim jimmy jamie; jane jenny janie; janet jan; jasper jay;
jeffrey jeff; jennifer jen jenny jenn; jeremiah jerry; jeremy jem jerry; jessica jess jessie;
joan joanie; john jack johnny jock; jonathan jon johnny; joseph joe joey; josephine jo josie;
joshua josh; judith judy; julia julie; juliet jules; julian jules; katherine kate kathy katie
kitty kat kay; kathleen kathy kate; kenneth ken kenny; kimberly kim; laurence larry laurie;
lawrence larry laurie; leonard len lenny leo; lilian lily; louis lou louie; louisa lou; louise
lou; lucas luke; lucinda lucy cindy; lucy lu; madeleine maddie; magdalen maggie; margaret maggie
meg peggy madge marge greta daisy rita; marian molly; marion molly; martha marty patty; martin
marty; mary molly polly may mamie; mathilda tilly mattie; matilda tilly mattie; matthew matt
matty; maximilian max; melissa mel missy; michael mike mick mickey micky; mildred millie;
miranda mira; mortimer mort; nathan nat nate; nathaniel nat nate; nicholas nick nicky; norman
norm; oliver ollie; olivia liv livvy; oscar ozzie; pamela pam; patricia pat patty tricia trish;
patrick pat paddy; penelope penny; percival percy; peter pete; philip phil pip; philippa pip
pippa; phoebe fee; priscilla cilla; prudence prue; rachel rae; randolph randy; raymond ray;
rebecca becca becky; reginald reg reggie; richard dick rick ricky richie rich; robert bob bobby
rob robbie robin bert; roberta bobbie; roderick rod; rodney rod; roger rodge; ronald ron ronnie;
rosalind roz; rosamund roz rosie; rosemary rosie; rudolph rudy; rupert rupe; samantha sam sammy;
samuel sam sammy; sarah sally sadie; sebastian seb; sophia sophie; sophie soph; spencer spence;
stanley stan; stephanie steph stevie; stephen steve stevie; steven steve stevie; stuart stu;
susan sue susie suzie; susanna sue; sylvia syl; tabitha tabby; terence terry; teresa terry tess
tessa; theodore ted teddy theo; theresa terry tess tessa; thomas tom tommy; timothy tim timmy;
tobias toby; ursula ursa; valentine val; valerie val; vanessa nessa; veronica ronnie vera;
victor vic; victoria vicky tori; vincent vince vinnie; virginia ginny; vivian viv; walter walt
wally; wilfred wilf; wilhelmina mina minnie; william will bill billy willy liam; winifred winnie
win; zachary zach zack; theodora teddy dora thea; maximus max; gustav gus; augustus gus
"""

NICKNAMES: dict[str, frozenset[str]] = {}
"""Folded short form to the given names it may stand for."""

_table: dict[str, set[str]] = {}
for _line in _FORMS.split(";"):
    _given, *_short = _line.split()
    for _form in _short:
        _table.setdefault(_form, set()).add(_given)
NICKNAMES.update({_form: frozenset(_names) for _form, _names in _table.items()})


_FEMALE = frozenset(
    """
abigail ada adelaide adele agatha agnes alexandra alice alicia alison amanda amber amelia amy
andrea angela anita ann anna annabel annabelle anne antonia april ariel ashley astrid audrey
aurora ava barbara beatrice beatrix bella bernadette bertha beth betsy betty beverly bianca
blanche bonnie brenda bridget brooke camille candace cara carla carmen carol caroline carrie
catherine cecilia celeste celia charlotte chelsea chloe christina christine claire clara
clarissa claudia clementine constance cora cordelia cornelia crystal cynthia daphne deborah
deirdre delia della denise diana dinah dolores donna dora doris dorothea dorothy edith edna
eileen elaine eleanor elena elinor elise eliza elizabeth ella ellen eloise elsa elsie emily emma
erica erin esmeralda estelle esther ethel eugenia eva evangeline eve evelyn fanny felicity fiona
flora florence frances frieda gabrielle gemma genevieve georgia georgiana georgina geraldine
gertrude gillian gina ginny gladys glenda gloria greta gretchen guinevere gwen gwendolyn hannah
harriet hazel heather heidi helen helena helga henrietta hermia hester hilary hilda honor honora
imogen ingrid irene iris irma isabel isabella isolde ivy jacqueline jade jane janet janice
jasmine jean jemima jenna jennifer jenny jessica jill joan joanna jocelyn josephine joyce
juanita judith judy julia juliana julie juliet june justine karen kate katherine kathleen
kathryn katie kelly kimberly kitty kristen lana laura lauren lavinia leah lena lenore letitia
lettice lillian lily linda lisa lois lorna lorraine lottie louisa louise lucia lucille lucinda
lucy lydia lynn mabel madeleine madeline maggie maisie marcia margaret margery margot maria
marian marianne marie marina marion marjorie marlene martha mary matilda maud maureen mavis
maxine megan melanie melinda melissa melody mercy meredith mildred millicent minerva minna
miranda miriam molly monica morgana muriel myra myrtle nadia nancy naomi natalie natasha nell
nellie nicole nina nora norma octavia olga olive olivia opal ophelia ottilie pamela patience
patricia paula pauline pearl peggy penelope perdita philippa phoebe phyllis polly portia
priscilla prudence rachel rebecca regina rhoda rita roberta rosa rosalie rosalind rosamund
rosanna rosemary rowena roxanne ruby ruth sabrina sally samantha sandra sara sarah selena selina
serena sharon sheila shirley sibyl simone sonia sophia sophie stacy stella stephanie susan
susanna suzanne sybil sylvia tabitha tamara tamsin tanya tara teresa tess thelma theodora
theresa tilly tina tracy trudy ursula valerie vanessa vera veronica victoria viola violet
virginia vivian wanda wendy wilhelmina willow winifred winona xenia yolanda yvonne zelda zoe
    """.split()
)
_MALE = frozenset(
    """
aaron abel abner abraham adam adrian alan alaric albert alec alexander alfred algernon alistair
allan allen alphonse ambrose amos andre andrew angus anselm anthony antonio archibald archie
arnold arthur aubrey augustus austin barnaby barney barry bartholomew basil benedict benjamin
bernard bert bertram boris bradley brandon brendan brent brett brian bruce bruno byron calvin
carl carlos cecil cedric chad charles charlie christian christopher clarence claude clement
clifford clive clyde colin conrad cornelius craig crispin curtis cuthbert cyril cyrus damian
damien daniel darren david davy dean dennis derek desmond diego dirk dominic donald douglas
duncan dustin dwight dylan earl ebenezer edgar edmund eduardo edward edwin egbert eli elias
elijah elliot elliott elmer emmanuel enoch ephraim eric ernest ethan eugene eustace evan ezekiel
ezra felix ferdinand fergus fernando floyd francis francisco franklin fred frederick gabriel
gareth garrett gary gavin gene geoffrey george gerald gerard gideon gilbert giles glen glenn
godfrey gordon graham gregory guido gustav guy hamish hans harold harry harvey hector henri
henry herbert herman hiram homer horace horatio howard hubert hugh hugo humphrey ian ichabod
ignatius igor ira irving isaac isaiah isidore ivan jack jacob jacques jake james jared jason
jasper jeff jeffrey jem jeremiah jeremy jerome jesse jim jimmy joaquin joel john jonah jonas
jonathan jordan jorge jose joseph joshua josiah juan judah jude jules julian julius justin karl
keith kenneth kevin kurt kyle lambert lance larry lars laurence lawrence leander lee leo leon
leonard leopold leroy leslie lester lewis lionel llewellyn lloyd logan louis lowell lucas lucian
lucius luigi luke luther lysander magnus malachi malcolm manfred manuel marco marcus mario
marius marmaduke marshall martin marvin matthew matthias maurice max maximilian maxwell melvin
mervyn michael miguel miles milton mitchell montague mordecai morgan mortimer moses murray
nathan nathaniel ned neil nelson neville nicholas nigel noah noel norman obadiah octavius oliver
omar orlando osbert oscar osmond oswald otis otto owen pablo patrick paul pedro percival percy
perry peter philip phineas pierre piers quentin quincy ralph ramon randall raphael raymond
reginald reuben rex reynold ricardo richard robert roderick rodney roger roland rolf ronald rory
ross rowland roy rudolph rufus rupert russell ryan samson samuel saul scott sean sebastian
septimus sergei seth shane sherman sidney silas silvester simeon simon solomon spencer stanley
stephen steven stewart stuart sven sydney sylvester tarquin terence terrence thaddeus theobald
theodore thomas timothy titus tobias toby todd tom tony travis trevor tristan ulysses uriah
valentine vernon victor vincent virgil vladimir wallace walter warren wayne wendell wesley
wilbur wilfred william winston xavier zachary zebedee
    """.split()
)


def find_given_gender(folded: str) -> Literal["female", "male"] | None:
    """Find whose a folded given name is, where it is given to one gender almost alone.

    Args:
        folded: one word, or a short form.

    Returns:
        "female", "male", or None for a name that is none, or is anybody's.

    Example:
        >>> find_given_gender("rosalind"), find_given_gender("lizzy"), find_given_gender("sam")
        ('female', 'female', None)
    """
    names = {folded, *NICKNAMES.get(folded, ())}
    is_female, is_male = bool(names & _FEMALE), bool(names & _MALE)
    if is_female == is_male:
        return None
    return "female" if is_female else "male"


_STEM = 4
"""Letters of a short form that begin the long one: "Cass", "Barty"."""


def is_same_given(one: str, other: str) -> bool:
    """Tell whether two folded given names may be one: equal, or one short for the other.

    Example:
        >>> is_same_given("lizzy", "elizabeth"), is_same_given("tommy", "tom")
        (True, True)
        >>> is_same_given("jane", "john")
        False
    """
    if one == other:
        return True
    named = {one, *NICKNAMES.get(one, ())}
    if not named.isdisjoint({other, *NICKNAMES.get(other, ())}):
        return True
    short, long = sorted((one, other), key=len)
    if len(short) > 2 and long in (f"{short}y", f"{short}ie", f"{short}{short[-1]}y"):
        return True
    stem = short.removesuffix("y").removesuffix("ie")
    return len(stem) >= _STEM and long.startswith(stem)
