"""A TOML for each municipality that has words of its own; see `layouts.habits`."""
