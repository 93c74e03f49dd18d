"""The words of the house as frozen values.

Takes nothing from other rooms; gives the types every room speaks in; never does I/O.
"""
