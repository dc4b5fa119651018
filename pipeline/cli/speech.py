"""What every command says in one way: a complaint, a name as one line."""

from __future__ import annotations

import click


def complain(message: str) -> None:
    """Say on standard error what went wrong, in one line."""
    click.echo(f"milepael: {one_line(message)}", err=True)


def one_line(text: str) -> str:
    """A text as one line of output, whatever a file is called."""
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in text)
