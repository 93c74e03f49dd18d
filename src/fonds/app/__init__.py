"""The corridor: the only place that strings rooms together.

Takes paths, a library and settings from the doors; gives works, accounts and results.
Never prints and never decides what a page looks like.
"""
