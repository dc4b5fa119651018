"""Exit statuses: what a script may rely on after a command."""

from __future__ import annotations

ALL_READ = 0
NOT_FINISHED = 1  # the run itself could not finish: disk full, output not writable
WRONG_USAGE = 2
SOME_FAILED = 3  # finished, but at least one document failed
INTERRUPTED = 130
TERMINATED = 143
