"""From what an engine sees on a page to paragraphs and cells: geometry, never meanings.

In the order of reading: `sheet` is what an engine hands over; `shapes` and `grids` find the tables
that rules draw, `gaps`, `separators`, `bands` and `columns` those that only aligned text shows;
`visibility`, `letters`, `signs` and `pictures` make the printed lines; `arrangement` puts them into
the `cells` of the `parts` of tables; `furniture`, `repeats` and `seams` see what pages do to a
report; `hyphens` and `paragraphs` undo what a typesetter does to a text.
"""
