"""Takes a heap: files, folders, archives, mailboxes; gives leaves: files that are no container.

`walk` touches the disk, nothing else does. Never trusts a name or a number inside a container.
"""
