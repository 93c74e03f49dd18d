"""Takes a work and its record; gives bytes: a page, a book, plain text, JSON.

Everything is pure: same work, same bytes, on every machine and in every year.
Never reads a clock or a disk, and never passes markup of a source through.
"""
