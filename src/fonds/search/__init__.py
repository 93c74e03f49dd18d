"""The full-text index: derived from the library, rebuilt at will.

Takes catalogue lines, bodies and what people type; gives hits with marked snippets and
facets; never holds anything that cannot be made again.
"""
