"""From what an engine sees on a page to paragraphs and cells: geometry, never meanings.

In the order of reading: `sheet` is what an engine hands over; `shapes` and `grids` find the tables
that rules draw (in `lattices`, `dashes` joined, `tiles` taken for cells, `gutters` aside; `posts`
and `rows` their rows where none runs across), `unruled` those that only aligned text shows (`gaps`,
`chance`, `hanging`, `justified`, `aside` and `regions` their columns, by the `distances` of lines
inside the `page_margins`, `separators`, `stacks`, `bands`, `level_rows` (by `column_lines`) and
`merged` their rows, `pieces` what rules across tell of both, by their `levels`, `stops` and
`extents`, `banded` what the rows `between` rules show by their `votes` (`spaced` their lines),
`headed` what a heading shows, `beside`, `abreast` and `successive` where one ends and the next
begins, `heads` rows that only a background shows, `sums` what is one text in spite of a gap), where
the document is known by then in the columns and by the labels that it has elsewhere (`lessons` of
`families` (with `begun_columns` and `free_columns`), `beginnings` and `frames` (with
`framed_columns` and `headed_columns`, which are `column_starts`), `known_columns`, `row_levels`,
`run_in`, `row_labels`; `left_out` and `left_between` what none of them holds, `doubts` and
`misfits` what looks read wrongly); `visibility` (with `watermarks` and `line_numbers`), `letters`
(in `order`, with `overprint`), `blanks`, `raised`, `signs`, `pictures` and `strokes` make the
printed lines; `arrangement` puts them into the `cells` of the `parts` of tables (`overflow`: all of
a word into one; `overhang`: all of a row; `spilled`: lines over its rules), and `tags` holds them
against what the file says itself, which where no rules are `tagged` (by `tagged_grids` and
`tagged_cells`) follows, and `told` over pages; `running`, `furniture` (with `refrains`),
`changing`, `repeats`, `outline` (with `lone_words` and `full_ends`), `census`, `cuts`, `feet`,
`seams` and `whole_rows` see what pages do to a report; `setting` (with `apart`), `hyphens` (with
`broken`, `words`, `halves` and `spelling`), `torn` and `paragraphs` (with `sentences`) undo what a
typesetter does to a text.
"""
