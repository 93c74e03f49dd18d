"""The terminal's door: one file a command.

Takes what a person or a program typed; gives lines, JSON and an exit code;
never does anything itself that another door could not do through `app`.
"""
