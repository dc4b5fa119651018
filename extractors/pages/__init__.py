"""From what an engine sees on a page to paragraphs and cells: geometry, never meanings.

In the order of reading: `sheet` is what an engine hands over, `shapes` and `grids` find the tables,
`visibility`, `letters` and `signs` the printed lines, `arrangement` puts the lines into the cells,
`furniture`, `repeats` and `seams` see what pages do to a report, `hyphens` and `paragraphs` undo
what a typesetter does to a text.
"""
