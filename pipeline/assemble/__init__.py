"""Raw records and normalizers to typed rows; every doubt becomes a finding with its place.

`reports` puts a whole document together, `items` one budget item, `follow_ups` one row of it,
`amounts` the money anywhere in it; `desk` is where they work.
"""
