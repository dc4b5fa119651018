"""The command line: arguments, exit codes; the only module that prints."""

from __future__ import annotations
