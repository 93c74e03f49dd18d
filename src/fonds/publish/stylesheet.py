"""Stylesheet: how a published page and a book look, as text kept in the code.

Publishing reads no disk, so the two sheets are constants here and not files.
"""

_STORY = """\
p { margin: 0; text-indent: 1.4em; }
h1 + p, h2 + p, h3 + p, h4 + p, h5 + p, h6 + p, .scene-break + p, section > p:first-child,
blockquote > p:first-child, .passage > p, .letter > p, .chat > p, .verse > p, .note > p {
  text-indent: 0;
}
h1, h2, h3, h4, h5, h6 {
  font-weight: normal; line-height: 1.2; text-align: center; margin: 2em 0 1em;
  text-indent: 0; page-break-after: avoid; break-after: avoid;
}
.scene-break {
  text-align: center; text-indent: 0; margin: 1.5em 0; page-break-after: avoid;
  break-after: avoid;
}
.scene-break[role="separator"] { letter-spacing: 0.4em; }
.verse { margin: 1.2em 0 1.2em 2em; font-style: italic; }
.verse em { font-style: normal; }
.verse > p, .letter > p, .chat > p { white-space: pre-wrap; margin: 0 0 0.8em; }
.letter { margin: 1.2em 1.5em; }
.chat { margin: 1.2em 0; }
.chat > p { padding-left: 1.4em; text-indent: -1.4em; margin: 0; }
blockquote { margin: 1.2em 1.5em; }
.note { margin: 1.2em 0; font-size: 0.9em; }
.passage > p { margin: 0 0 0.8em; }
ul { margin: 1em 0; padding-left: 1.4em; }
code { font-family: monospace; }
sup, sub { line-height: 0; }
"""

_CARD = """\
.card dt { font-size: 0.83em; }
.card dd { margin: 0 0 0.6em; }
.digest { font-family: monospace; font-size: 0.7em; word-wrap: break-word; }
"""

BOOK_CSS = f"""\
body {{
  font-family: Charter, "Bitstream Charter", "Sitka Text", Cambria, serif;
  line-height: 1.55; margin: 0 5%;
}}
{_STORY}{_CARD}\
a {{ color: #8a2b2b; }}
.cover {{ text-align: center; margin: 0; }}
.cover p {{ margin: 0; text-indent: 0; }}
.cover img {{ max-width: 100%; max-height: 98vh; }}
.title-page {{ text-align: center; margin-top: 15%; }}
.title-page h1 {{ font-size: 1.73em; }}
.title-page p {{ text-indent: 0; }}
.by {{ font-style: italic; margin: 0 0 2em; }}
.card {{ text-align: left; margin: 2em 0; }}
.card dt {{ color: #6b6459; }}
.derived {{ color: #6b6459; border-bottom: 1px dotted #6b6459; }}
.why {{ font-size: 0.83em; color: #6b6459; }}
nav ol {{ list-style: none; padding: 0; }}
"""
"""The sheet of an EPUB. It sets no background and no colour of running text: night mode and
size belong to the reading system. The measures are LOOK's; the greys keep 4.5:1 on paper."""

PAGE_CSS = f"""\
:root {{
  --paper: #fbfaf7; --ink: #22201c; --accent: #8a2b2b; --quiet: #6b6459; --rule: #d8d2c6;
  color-scheme: light dark;
}}
@media (prefers-color-scheme: dark) {{
  :root {{
    --paper: #171614; --ink: #d9d4ca; --accent: #d98a80; --quiet: #a49c8e; --rule: #3a3731;
  }}
}}
html {{ background: var(--paper); color: var(--ink); -webkit-text-size-adjust: 100%; }}
body {{
  font: 18px/1.55 Charter, "Bitstream Charter", "Sitka Text", Cambria, serif;
  font-variant-numeric: oldstyle-nums; max-width: 34em; margin: 0 auto; padding: 2em 1.2em;
  overflow-wrap: break-word; hyphens: auto;
}}
{_STORY}{_CARD}\
a {{ color: var(--accent); }}
h1 {{ font-size: 1.73em; }}
.title-page h2, .notes h2, nav h2 {{ font-size: 1.2em; font-style: italic; margin: 1.5em 0 0.6em; }}
.title-page {{ border-bottom: 1px solid var(--rule); margin-bottom: 2em; }}
.title-page p {{ text-indent: 0; }}
.by {{ font-style: italic; text-align: center; margin: 0 0 2em; }}
.card {{ display: grid; grid-template-columns: max-content 1fr; gap: 0 1em; margin: 1.5em 0; }}
.card dt {{ color: var(--quiet); line-height: 1.87; }}
.card dd {{ margin: 0; }}
.derived {{ color: var(--quiet); border-bottom: 1px dotted var(--quiet); }}
.why, .colophon {{ font-size: 0.83em; color: var(--quiet); }}
.colophon {{ border-top: 1px solid var(--rule); margin-top: 3em; }}
.colophon p, details p {{ text-indent: 0; margin: 0 0 0.8em; }}
nav ol {{ padding-left: 1.4em; }}
nav a {{ display: inline-block; padding: 0.3em 0; }}
summary {{ cursor: pointer; padding: 0.6em 0; }}
@media (max-width: 30em) {{
  .card {{ display: block; }}
  .card dd {{ margin: 0 0 0.6em; }}
}}
@media print {{
  :root {{ --paper: #ffffff; --ink: #000000; --quiet: #555555; --rule: #999999; }}
  body {{ font-size: 11pt; max-width: none; padding: 0; }}
  nav {{ display: none; }}
  section {{ break-before: page; }}
  p {{ orphans: 2; widows: 2; }}
}}
"""
"""The sheet of a standalone page: light, dark and print. Colours and measures are LOOK's."""
