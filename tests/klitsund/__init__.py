"""Follow-ups of an invented municipality, and the script that makes them."""
