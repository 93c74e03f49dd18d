"""`fonds authors`: who wrote what, under which spellings and pseudonyms."""

from typing import Annotated

import typer
from rich.text import Text

from fonds.app.authors import LEAST, PersonProposal, plan_pseudonym, propose_people, read_names
from fonds.app.tags import plan_synonyms, say_synonyms
from fonds.cli.acting_options import ByOption, WhyOption
from fonds.cli.door import DryRunOption, JsonOption, LibraryOption, enter_shelf, get_door
from fonds.cli.json_lines import write_masked_json
from fonds.cli.styles import QUIET, TITLE
from fonds.cli.tag_options import carry_out
from fonds.cli.terminal import Terminal
from fonds.cli.words import count_words, safe_line
from fonds.errors import UserError
from fonds.library.tags import find_canonical, list_tags, list_works_below

ABOUT = """Say who wrote what: spellings of one name, and pseudonyms.

What a story is signed with is never changed. An author's stories are found under every spelling,
and under the person whose pseudonym a name is."""

EXAMPLES = (
    "fonds authors propose",
    'fonds authors merge "Ida Quill" "I. Quill" "Quill, Ida"',
    'fonds authors pseudonym "Moonlace" "Ida Quill"',
)

_COLUMN = 7

LIST_EXAMPLES = (
    "fonds authors list",
    "fonds authors list --json | jq .spellings",
)


def list_all(
    context: typer.Context, *, as_json: JsonOption = False, library: LibraryOption = None
) -> int:
    """List authors by name, each with spellings and pseudonyms, and how many works are theirs.

    To a pipe with tabs between: works, name, spellings, pseudonym of.
    """
    door = get_door(context)
    count = 0
    with enter_shelf(door, library) as shelf:
        for line in list_tags(shelf.library, "author"):
            if line.state == "synonym":
                continue
            names = read_names(shelf.library, line.name)
            works = len(list_works_below(shelf.library, "author", line.name))
            count += 1
            if as_json:
                spellings, pseudonyms = names.spellings, names.pseudonyms
                write_masked_json(
                    door.terminal,
                    {
                        "name": names.name,
                        "works": works,
                        "spellings": spellings,
                        "pseudonyms": pseudonyms,
                        "persons": names.persons,
                    },
                )
                continue
            columns = (
                str(works),
                safe_line(names.name),
                ", ".join(map(safe_line, names.spellings)),
                ", ".join(map(safe_line, names.persons)),
            )
            _say_author(door.terminal, columns)
    if door.terminal.is_watched and not as_json:
        door.terminal.say()
        door.terminal.say(f"{count_words(count, 'author').capitalize()}.")
    return 0


def _say_author(terminal: Terminal, columns: tuple[str, str, str, str]) -> None:
    if not terminal.is_watched:
        terminal.say("\t".join(columns))
        return
    works, name, spellings, persons = columns
    head = Text(name)
    if persons:
        head.append(f", a pseudonym of {persons}", style=QUIET)
    if spellings:
        head.append(f"  also {spellings}", style=QUIET)
    terminal.say(head, lead=works.rjust(_COLUMN - 2), indent=_COLUMN)


PROPOSE_EXAMPLES = (
    "fonds authors propose",
    "fonds authors propose --least 0.9 --json | jq .why",
)


def propose_names(
    context: typer.Context,
    *,
    least: Annotated[
        float,
        typer.Option("--least", min=0.0, max=1.0, metavar="SURE", help="Nothing less sure."),
    ] = LEAST,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Propose which names are one person's, with how sure that is and why. Nothing is decided.

    Addresses of e-mail are compared, never shown.
    """
    door = get_door(context)
    with enter_shelf(door, library) as shelf:
        found = propose_people(shelf.library, shelf.packs)
    shown = [one for one in found if one.confidence >= least]
    for one in shown:
        if as_json:
            write_masked_json(door.terminal, one)
        else:
            _say_proposal(door.terminal, one)
    if door.terminal.is_watched and not as_json:
        pairs = count_words(len(shown), "pair of names", "pairs of names").capitalize()
        door.terminal.say(f"{pairs} may be one person's.")
    return 0


def _say_proposal(terminal: Terminal, one: PersonProposal) -> None:
    if not terminal.is_watched:
        columns = (one.name, one.person, one.relation, f"{one.confidence:.2f}", one.why)
        terminal.say("\t".join(map(safe_line, columns)))
        return
    head = Text(safe_line(one.name), style=TITLE)
    what = "another spelling of" if one.relation == "spelling" else "perhaps a pseudonym of"
    head.append(f" {what} {safe_line(one.person)}", style="")
    terminal.say(head, lead=f"{one.works:,}".rjust(_COLUMN - 2), indent=_COLUMN)
    why = Text(f"{one.confidence * 100:.0f} %: {safe_line(one.why)}", style=QUIET)
    terminal.say(why, lead=" " * _COLUMN, indent=_COLUMN)


MERGE_EXAMPLES = (
    'fonds authors merge "Ida Quill" "I. Quill" "Quill, Ida"',
    'fonds authors merge "Ida Quill" "I. Quill" --why "She told us so" --by Jane',
)

PersonArgument = Annotated[
    str, typer.Argument(metavar="AUTHOR", help="The author's name.", show_default=False)
]


def merge_names(
    context: typer.Context,
    *,
    person: PersonArgument,
    names: Annotated[
        list[str],
        typer.Argument(metavar="NAME...", help="Other spellings.", show_default=False),
    ],
    why: WhyOption = "",
    by: ByOption = "",
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Say that names are spellings of one author's. For a pseudonym: `fonds authors pseudonym`.

    Exit 1 when nothing was left to do.
    """
    door = get_door(context)
    with enter_shelf(door, library) as shelf:
        target = find_canonical(shelf.library, "author", person.strip())
        given = [one for one in names if one.strip() != target]
        if not given:
            raise UserError(f"no name is given that could be another spelling of “{target}”")
        return carry_out(
            door,
            shelf,
            plan_synonyms(shelf.library, "author", given, target),
            say_synonyms("author", given, target),
            who=(by, why),
            dry_run=dry_run,
            as_json=as_json,
        )


PSEUDONYM_EXAMPLES = (
    'fonds authors pseudonym "Moonlace" "Ida Quill"',
    'fonds authors pseudonym "Moonlace" "Ida Quill" --dry-run',
)


def put_pseudonym(
    context: typer.Context,
    *,
    pseudonym: Annotated[str, typer.Argument(metavar="PSEUDONYM", show_default=False)],
    person: PersonArgument,
    why: WhyOption = "",
    by: ByOption = "",
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Say that a name is an author's pseudonym. It stays; its stories are found under both.

    Every reader of the library will see it: say so only of what its author made public.
    """
    door = get_door(context)
    with enter_shelf(door, library) as shelf:
        return carry_out(
            door,
            shelf,
            plan_pseudonym(shelf.library, pseudonym, person),
            f"Made “{pseudonym.strip()}” a pseudonym of “{person.strip()}”",
            who=(by, why),
            dry_run=dry_run,
            as_json=as_json,
        )
