#!/bin/sh
# Install the system packages that some tests need; where we may not, say what is missing.
#
#   chromium   the pages in a real browser
#   javac      epubcheck over every book, in one Java machine
#   sqlite3    the stock shell unpacks our originals
#
# Without one of them its tests are skipped, aloud; everything else is still tested.
set -eu

packages=""
missing=""

need() { # name, package, commands…: any of the commands will do
  name=$1 package=$2
  shift 2
  for command in "$@"; do
    if command -v "$command" >/dev/null 2>&1; then return 0; fi
  done
  missing="$missing $name"
  packages="$packages $package"
}

need chromium "chromium fonts-liberation" chromium chromium-browser google-chrome
need javac default-jdk-headless javac
need sqlite3 sqlite3 sqlite3

if [ -z "$missing" ]; then exit 0; fi

as_root=""
if [ "$(id -u)" -ne 0 ]; then
  if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then as_root="sudo"; else as_root="none"; fi
fi

if [ "$as_root" = none ] || ! command -v apt-get >/dev/null 2>&1; then
  echo "Missing:$missing. Their tests will be skipped." >&2
  echo "On Debian or Ubuntu: sudo apt-get install$packages" >&2
  exit 0
fi

echo "Installing:$packages"
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086 # the list is meant to be split
if ! { $as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends $packages; } >/dev/null; then
  echo "Could not install:$packages. Their tests will be skipped." >&2
fi
