"""Takes the bytes of one original; gives a Text: its characters and the steps that made them.

Total on arbitrary bytes and pure. Never edits: whatever happened can be replayed on the bytes.
"""
