"""Text to work.

Takes bytes or characters of one original; gives a manuscript, then a work: blocks,
chapters, scenes, and what header and footer state. Never guesses what a story is about
and never touches disk.
"""
