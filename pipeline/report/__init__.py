"""The page to look at: made from the tables, beside the pages they were read from.

`rows` opens the tables, `sources` finds the files again by their hash, `grids` and `pictures` show
them, `values` says of every value where it stands, `site` is all of it as named parts, and
`single`, `folder` and `server` hand these parts out: one file, a folder, or over loopback.
"""
