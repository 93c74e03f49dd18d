"""Where everything that cannot be made again is kept, and what follows from it.

Takes originals, readings, works and events; gives them back, checked and in order;
never interprets a story, never reads the clock and never loses a person's correction.

The concepts, one file each: `opening`, `migrations`, `accessions`, `originals`, `sqlar`,
`readings`, `works`, `entries`, `history`, `account`, `check`, `undo`.
"""
