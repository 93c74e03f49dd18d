"""Export choice: what a person asked of `fonds export`."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fonds.app.shelf import Shelf
from fonds.cli.finding import find_work_ids
from fonds.cli.terminal import Terminal
from fonds.publish.dataset import DatasetFormat


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """What a person asked of `fonds export`, beside the kind.

    Attributes:
        terminal: where to speak.
        folder: where to write.
        works: works as they were typed.
        query: all that a search finds, or None.
        everything: every work of the library.
        force: overwrite what is there.
        dry_run: only say what would be done.
        as_json: speak to a machine.
        formats: of tables.
        name: of the archive, for sheets; may be "".
        with_text: whether the stories themselves go with it.
    """

    terminal: Terminal
    folder: Path
    works: Sequence[str] = ()
    query: str | None = None
    everything: bool = False
    force: bool = False
    dry_run: bool = False
    as_json: bool = False
    formats: Sequence[DatasetFormat] = ()
    name: str = ""
    with_text: bool = False

    @property
    def is_narrow(self) -> bool:
        """Whether some works were chosen, and not all."""
        return bool(self.works or self.query is not None) and not self.everything

    def find_work_ids(self, shelf: Shelf) -> tuple[str, ...]:
        """Find the works chosen; all of them where none was named."""
        return find_work_ids(shelf, self.works, query=self.query, everything=not self.is_narrow)
