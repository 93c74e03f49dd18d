"""Put the output of a real `make demo` into the README.

    make demo SERVE=0 > demo.txt && python scripts/readme_output.py demo.txt

It runs nothing: the file given is what the README shows, from the first command that was typed
(a line that begins with "$ ") to the end, without colours and without what a progress line
wrote over itself. With --check it only tells whether the README shows it already.
"""

import argparse
import re
import sys
from pathlib import Path

README = Path(__file__).resolve().parents[1] / "README.md"
BEGIN = "<!-- demo output -->"
END = "<!-- end of demo output -->"

_COLOUR = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07")


def clean_output(captured: str) -> str:
    r"""Give what a person saw in the end.

    Args:
        captured: standard output of the demo, as it came.

    Returns:
        Its lines from the first command on, without blank ones at either end.

    Raises:
        ValueError: when no command stands in it.

    Example:
        >>> clean_output("pip…\n$ fonds check\n10 %\r\x1b[1mThe library is whole.\x1b[0m  \n\n")
        '$ fonds check\nThe library is whole.'
    """
    plain = _COLOUR.sub("", captured.replace("\r\n", "\n"))
    lines = [line.rpartition("\r")[2].rstrip() for line in plain.split("\n")]
    first = next((number for number, line in enumerate(lines) if line.startswith("$ ")), None)
    if first is None:
        raise ValueError('no line begins with "$ ": this is not the output of the demo')
    return "\n".join(lines[first:]).strip("\n")


def put_output(readme: str, output: str) -> str:
    r"""Give the README with another output between its two marks.

    Raises:
        ValueError: when the marks are not there once each, in order.

    Example:
        >>> put_output(f"a\n{BEGIN}\nold\n{END}\nb", "$ new").splitlines()[1:-2]
        ['<!-- demo output -->', '```console', '$ new', '```']
    """
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end) or BEGIN in rest or END in after:
        raise ValueError(f"the README needs {BEGIN} and {END}, once each and in this order")
    return f"{before}{BEGIN}\n```console\n{output}\n```\n{END}{after}"


def main() -> int:
    """Read the captured output and write the README."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("captured", type=Path, help="the output of `make demo SERVE=0`")
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 on a change")
    options = parser.parse_args()
    old = README.read_text("utf-8")
    try:
        new = put_output(old, clean_output(options.captured.read_text("utf-8")))
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    if options.check:
        return int(new != old)
    README.write_text(new, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
