"""Every exception Fonds raises on purpose.

```
FondsError
├── UserError      a person's mistake: one line, what to do; exit 2
├── DamageError    damaged storage: what is damaged and what is still whole; exit 3
└── BugError       our mistake: traceback and how to report it; exit 70
    └── SpanError  a span that does not lie in its text
```

A strange *file* is never an exception: it yields a `fonds.model.problem.Problem`.
`tests/arch/test_errors.py` holds this drawing and the classes together.
"""


class FondsError(Exception):
    """The root of all exceptions that Fonds raises on purpose.

    Attributes:
        exit_code: what a process ends with when nothing catches it.
    """

    exit_code = 70


class UserError(FondsError):
    """A person asked for something that cannot be done as asked."""

    exit_code = 2


class DamageError(FondsError):
    """Storage is damaged; the message says what, and what is still whole."""

    exit_code = 3


class BugError(FondsError):
    """Fonds itself is wrong."""

    exit_code = 70


class SpanError(BugError):
    """A span does not lie in its text, or ends before it begins."""
