"""How every test runs: nothing here knows a room."""

import os

from hypothesis import settings

# The same examples on every machine, so that a red run is red for everybody; FONDS_EXPLORE=1
# draws new ones. No deadline: two processes share two cores, and a slow moment is no bug.
settings.register_profile("fonds", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("explore", deadline=None, print_blob=True)
settings.load_profile("explore" if os.environ.get("FONDS_EXPLORE") else "fonds")
