"""Second readings: by which engine, and under which key they are kept."""

from __future__ import annotations

from dataclasses import replace

from pipeline.cache import result_key
from pipeline.options import Options
from pipeline.worker import Task

PDF = "application/pdf"
_OTHER = {None: "pdfplumber", "pdfium": "pdfplumber", "pdfplumber": "pdfium"}


def options(asked: Options) -> Options:
    """The options with the engine that is not the one asked for."""
    return replace(asked, engine=_OTHER[asked.engine])


def key(task: Task, asked: Options) -> str:
    """Under which the other engine's reading is kept."""
    return result_key(task.content, task.suffix, options(asked))
