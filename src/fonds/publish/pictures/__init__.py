"""Pictures: what is known of works as accessible SVG, each with a table that says the same.

Takes values; gives markup without a style, a script or a colour of its own: it is drawn with
`currentColor`, and classes give a page's tokens a hold. Widths are shares of the picture's
own and sizes are pixels, so that letters are as large on a phone as on a wide screen. Never
asks where the values come from.
"""
