#!/bin/sh
# Take the sample heap into a fresh library and look at it: `scripts/demo.sh FONDS LIBRARY`.
set -eu
FONDS=$1
FONDS_LIBRARY=$2
export FONDS_LIBRARY

# Shows a command as a person would type it, then runs it.
try() {
  echo
  printf '$ fonds'
  for word in "$@"; do
    case $word in *' '*) printf ' "%s"' "$word" ;; *) printf ' %s' "$word" ;; esac
  done
  echo
  "$FONDS" "$@" || [ "$1" = compare ]  # which ends with 1 where editions differ
}

try add samples/heap
try show "The Second Goose"
try read --explain setting "samples/heap/mail/seven days.eml"
try read --explain repairs samples/heap/robin/TOLLBRDG.TXT
try editions
try compare "The Umbrella at Meryton" "A Large Green Umbrella"
try merge "The Umbrella at Meryton" "A Large Green Umbrella" --yes
try review --dry-run --limit 8
try check
