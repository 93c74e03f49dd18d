"""`fonds tags`: names of fandoms, relationships, characters and tags, and what they mean."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from fonds.app.tag_proposals import LEAST, Proposal, group_proposals, propose_all
from fonds.app.tag_sheet import (
    make_line_rows,
    make_proposal_row,
    write_sheet,
)
from fonds.app.tags import (
    WORDS,
    list_undecided_first,
    plan_synonyms,
    read_kind,
    read_tag_page,
    say_synonyms,
)
from fonds.cli.acting_options import ByOption, WhyOption
from fonds.cli.door import (
    DryRunOption,
    JsonOption,
    LibraryOption,
    enter_shelf,
    get_door,
)
from fonds.cli.json_lines import write_masked_json
from fonds.cli.styles import QUIET, TITLE
from fonds.cli.tag_options import KindOption, NameArgument, carry_out, read_bytes
from fonds.cli.terminal import Terminal
from fonds.cli.words import count_words, safe_line
from fonds.errors import UserError
from fonds.library.tags import TagLine, find_canonical
from fonds.publish.addresses import mask_addresses

_COLUMN = 7
_MOST_SHOWN = 12
"""Names of one proposal that a person at a terminal is shown."""

ABOUT = """Decide what names mean: which is canonical, which are its synonyms, what is broader.

What authors typed is never changed. Works are found, counted and listed under the canonical
name, and under every broader one. `fonds undo --act N` takes any decision back."""

EXAMPLES = (
    "fonds tags propose --kind relationship",
    'fonds tags merge --kind relationship "Jane/Bingley" "Jane Bennet/Charles Bingley"',
    "fonds tags propose --csv > sheet.csv && fonds tags apply sheet.csv",
)

CsvOption = Annotated[bool, typer.Option("--csv", help="A sheet to edit, for `fonds tags apply`.")]

LIST_EXAMPLES = (
    "fonds tags list --kind relationship",
    "fonds tags list --kind character --undecided --csv > characters.csv",
    "fonds tags list --kind fandom --json | jq .name",
)


def list_names(
    context: typer.Context,
    *,
    kind: KindOption = "tag",
    undecided: Annotated[
        bool, typer.Option("--undecided", help="Only those nobody has decided on.")
    ] = False,
    as_csv: CsvOption = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """List names, undecided ones first, each with how many works have it.

    To a pipe with tabs between: works, what was decided, name, canonical name.
    """
    door = get_door(context)
    chosen = read_kind(kind)
    with enter_shelf(door, library) as shelf:
        lines = list_undecided_first(shelf.library, chosen)
        found = [one for one in lines if not (undecided and one.is_decided)]
        if as_csv:
            rows = [row for one in found for row in make_line_rows(shelf.library, one)]
            _write_sheet(door.terminal, rows)
            return 0
    for one in found:
        if as_json:
            write_masked_json(door.terminal, {**_describe(one)})
        else:
            _say_line(door.terminal, one)
    if door.terminal.is_watched and not as_json:
        waiting = sum(not one.is_decided for one in found)
        door.terminal.say()
        door.terminal.say(
            f"{count_words(len(found), *WORDS[chosen]).capitalize()}, {waiting:,} undecided."
        )
    return 0


def _describe(line: TagLine) -> dict[str, object]:
    return {
        "kind": line.kind,
        "name": line.name,
        "state": line.state,
        "canonical": line.canonical,
        "works": line.works,
    }


def _say_line(terminal: Terminal, line: TagLine) -> None:
    canonical = line.canonical if line.state == "synonym" else ""
    if not terminal.is_watched:
        columns = (str(line.works), line.state, safe_line(line.name), safe_line(canonical or ""))
        terminal.say("\t".join(columns))
        return
    head = Text(safe_line(line.name), style="" if line.is_decided else TITLE)
    if canonical:
        head.append(f" → {safe_line(canonical)}")
    elif line.is_decided:
        head.append(f"  {line.state}", style=QUIET)
    terminal.say(head, lead=f"{line.works:,}".rjust(_COLUMN - 2), indent=_COLUMN)


SHOW_EXAMPLES = (
    'fonds tags show --kind relationship "Sherlock Holmes/John Watson"',
    "fonds tags show --kind fandom Oz --json | jq .synonyms",
)


def show_name(
    context: typer.Context,
    *,
    name: NameArgument,
    kind: KindOption = "tag",
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Show what a name means: its canonical name, synonyms, broader and narrower names."""
    door = get_door(context)
    with enter_shelf(door, library) as shelf:
        page = read_tag_page(shelf.library, read_kind(kind), name)
    line = page.line
    if as_json:
        write_masked_json(
            door.terminal,
            {
                **_describe(line),
                "synonyms": [_describe(one) for one in page.synonyms],
                "broader": page.broader,
                "above": page.above,
                "narrower": page.narrower,
                "found_under": page.works,
            },
        )
        return 0
    terminal = door.terminal
    terminal.say(Text(safe_line(line.name), style=TITLE))
    said = {
        "undecided": "Nobody has decided on it.",
        "left": "It stays as its authors typed it.",
        "canonical": "It is canonical.",
        "synonym": f"It is a synonym of “{safe_line(line.canonical or '')}”.",
    }
    terminal.say(said[line.state])
    has, finds = count_words(line.works, "work"), count_words(len(page.works), "work")
    terminal.say(f"{has.capitalize()} typed so; {finds} found under it.")
    for label, names in (
        ("Synonyms", [f"{one.name} ({one.works:,})" for one in page.synonyms]),
        ("Broader", [other for _, other in page.broader]),
        ("Narrower", [other for _, other in page.narrower]),
    ):
        for one in names:
            terminal.say(safe_line(one), lead=f"{label}: ", indent=len(label) + 2)
    return 0


PROPOSE_EXAMPLES = (
    "fonds tags propose --kind relationship",
    "fonds tags propose --kind character --least 0.9 --csv > sheet.csv",
    "fonds tags propose --kind fandom --json | jq .canonical",
)

LeastOption = Annotated[
    float,
    typer.Option("--least", min=0.0, max=1.0, metavar="SURE", help="Nothing less sure than this."),
]


def propose_names(
    context: typer.Context,
    *,
    kind: KindOption = "tag",
    least: LeastOption = LEAST,
    as_csv: CsvOption = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Propose which names mean the same, with how sure that is and why. Nothing is decided.

    With --csv a sheet: strike rows out or change them, then give it to `fonds tags apply`.
    """
    door = get_door(context)
    chosen = read_kind(kind)
    with enter_shelf(door, library) as shelf:
        found = propose_all(shelf.library, shelf.packs, chosen, least=least)
    if as_csv:
        _write_sheet(door.terminal, [make_proposal_row(one) for one in found])
    elif as_json:
        for one in found:
            write_masked_json(door.terminal, one)
    else:
        for group in group_proposals(found):
            _say_group(door.terminal, group)
        if door.terminal.is_watched:
            names = count_words(len(found), *WORDS[chosen])
            door.terminal.say(f"{names.capitalize()} may be others under another name.")
    return 0


def _say_group(terminal: Terminal, group: Sequence[Proposal]) -> None:
    if not terminal.is_watched:
        for one in group:
            columns = (one.name, one.canonical, f"{one.confidence:.2f}", str(one.works), one.why)
            terminal.say("\t".join(map(safe_line, columns)))
        return
    terminal.say(Text(safe_line(group[0].canonical), style=TITLE))
    for one in group[:_MOST_SHOWN]:
        line = Text(safe_line(one.name))
        line.append(f"  {one.confidence * 100:.0f} %: {safe_line(one.why)}", style=QUIET)
        terminal.say(line, lead=f"{one.works:,}".rjust(_COLUMN - 2), indent=_COLUMN)
    if len(group) > _MOST_SHOWN:
        more = count_words(len(group) - _MOST_SHOWN, "more name")
        terminal.say(f"and {more}", lead=" " * _COLUMN, indent=_COLUMN)
    terminal.say()


MERGE_EXAMPLES = (
    'fonds tags merge --kind relationship "Jane Bennet/Charles Bingley" "Jane/Bingley" "J/B"',
    'fonds tags merge --kind relationship "Jane Bennet/Charles Bingley" --all-proposed',
    "fonds tags merge --kind tag Fluff --from - < names.txt",
)


def merge_names(
    context: typer.Context,
    *,
    canonical: Annotated[
        str,
        typer.Argument(
            metavar="CANONICAL", help="The name that stands for the others.", show_default=False
        ),
    ],
    names: Annotated[
        list[str] | None, typer.Argument(metavar="NAME...", show_default=False)
    ] = None,
    kind: KindOption = "tag",
    source: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="FILE",
            help="More names, one a line; “-” reads standard input.",
            show_default=False,
        ),
    ] = None,
    all_proposed: Annotated[
        bool, typer.Option("--all-proposed", help="All names that are proposed for it, too.")
    ] = False,
    least: LeastOption = LEAST,
    why: WhyOption = "",
    by: ByOption = "",
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Make names synonyms of a canonical one: one decision, however many names it settles.

    The works are found under the canonical name from now on, and under each synonym, too.
    Exit 1 when nothing was left to do.
    """
    door = get_door(context)
    chosen = read_kind(kind)
    with enter_shelf(door, library) as shelf:
        target = find_canonical(shelf.library, chosen, canonical.strip())
        given = [*(names or ()), *_read_names(source)]
        if all_proposed:
            found = propose_all(shelf.library, shelf.packs, chosen, least=least)
            given += [one.name for one in found if one.canonical == target]
        given = [one for one in dict.fromkeys(given) if one.strip() != target]
        if not given:
            raise UserError(f"no name is given that could be a synonym of “{target}”")
        changes = plan_synonyms(shelf.library, chosen, given, target)
        return carry_out(
            door,
            shelf,
            changes,
            say_synonyms(chosen, given, target),
            who=(by, why),
            dry_run=dry_run,
            as_json=as_json,
        )


def _read_names(source: Path | None) -> list[str]:
    if source is None:
        return []
    text = read_bytes(source).decode("utf-8-sig", "replace")
    return [line for line in text.splitlines() if line.strip()]


def _write_sheet(terminal: Terminal, rows: Sequence[dict[str, str]]) -> None:
    """Write a sheet; names that hold an address are left out, for they could not come back."""
    shown = [row for row in rows if all(mask_addresses(one) == one for one in row.values())]
    terminal.write_json(write_sheet(shown).encode("utf-8", "replace").removesuffix(b"\r\n"))
    if len(shown) < len(rows):
        left = count_words(len(rows) - len(shown), "name")
        terminal.note(f"{left.capitalize()} with an address of e-mail left out.")
