"""What became of a promise: items linked from report to report, and what changed in each.

Start with `history`, then `comparison`.
"""
