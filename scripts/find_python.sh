#!/bin/sh
# Print the first Python that is 3.11 or later and can make virtual environments.
for candidate in python3.11 python3 python3.12 python3.13 python; do
  if "$candidate" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
    command -v "$candidate"
    exit 0
  fi
done
exit 0
