"""Taking a change of the history back: what `fonds undo --act` and `--last` do."""

from fonds.app.act_history import find_last_act, show_act
from fonds.app.acting import take_back
from fonds.app.shelf import Shelf
from fonds.cli.acting_options import ask_first, catch_up_watched
from fonds.cli.door import Door, read_clock
from fonds.cli.history import say_act
from fonds.cli.json_lines import write_masked_json
from fonds.cli.words import count_words

NOT_DONE = 1


def undo_act(
    door: Door, shelf: Shelf, number: int | None, *, dry_run: bool, yes: bool, as_json: bool
) -> int:
    """Take one change back: that of this number, or the last one that holds.

    Raises:
        UserError: there is none, it is taken back already, or all that it changed has been
            changed since.
    """
    shown = show_act(shelf, find_last_act(shelf).id if number is None else number)
    if not as_json:
        say_act(door.terminal, shown)
    done = None
    if not dry_run and ask_first(door, "Take this back?", yes=yes):
        done = take_back(shelf, shown.act.id, by="", clock=read_clock())
        catch_up_watched(door, shelf)
    if as_json:
        changed = 0 if done is None else len(done.changes)
        left = 0 if done is None else len(done.left)
        act = None if done is None else done.act
        write_masked_json(
            door.terminal, {"act": act, "undoes": shown, "changed": changed, "left": left}
        )
    elif done is None:
        door.terminal.say("Nothing was done.")
    else:
        door.terminal.say(f"Taken back; `fonds undo --act {done.act}` brings it back.")
        if done.left:
            what = count_words(len(done.left), "change").capitalize()
            rest = "stays: somebody has since changed it"
            if len(done.left) > 1:
                rest = "stay: somebody has since changed them"
            door.terminal.say(f"{what} {rest}.")
    return 0 if done is not None or dry_run else NOT_DONE
