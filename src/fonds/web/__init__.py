"""The reading room: pages in a browser.

Takes a library's folder; gives server-rendered pages that work without JavaScript;
never shows a source's own markup and never changes the library.
"""
