"""What a run has to do: which contents there are, under which names, and which are read already."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.batch import Workers
from pipeline.cache import configuration, failure_key, result_key
from pipeline.options import Options
from pipeline.outcomes import said
from pipeline.sources import Found, Refused, SourceFile
from pipeline.worker import Task

STATE = "state.json"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Content:
    """One distinct content: the task of reading it, and every name under which it stands."""

    task: Task
    names: tuple[str, ...]
    failure_key: str  # under which a failure is kept that a higher limit may spare


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything a run is about, in order of content."""

    contents: tuple[Content, ...]
    refused: tuple[Refused, ...]
    left_out: tuple[Refused, ...]
    configuration: str
    corrections: str = ""  # a digest of what people put right

    @property
    def fingerprint(self) -> str:
        """Equal for two plans only if they give the same datasets."""
        listed = [(one.task.key, one.failure_key, one.names) for one in self.contents]
        return hashlib.sha256(repr((listed, self.refused, self.corrections)).encode()).hexdigest()

    @property
    def documents(self) -> dict[str, str]:
        """Every name with its content."""
        return {name: one.task.content for one in self.contents for name in one.names}


@dataclass(frozen=True, slots=True)
class State:
    """What the last finished run left: its plan's fingerprint, and its documents by name."""

    fingerprint: str = ""
    documents: Mapping[str, str] = field(default_factory=dict)

    def fits(self, plan: Plan) -> bool:
        """Whether the datasets that stand are those of this plan, if they are whole."""
        return self.fingerprint == plan.fingerprint

    def compared(self, plan: Plan) -> dict[str, tuple[str, ...]]:
        """Names that are new, changed, unchanged and gone since then."""
        before, now = self.documents, plan.documents
        both = sorted(before.keys() & now.keys())
        return {
            "new": tuple(sorted(now.keys() - before.keys())),
            "changed": tuple(name for name in both if before[name] != now[name]),
            "unchanged": tuple(name for name in both if before[name] == now[name]),
            "gone": tuple(sorted(before.keys() - now.keys())),
        }


def plan(found: Found, options: Options, workers: Workers, corrections: str = "") -> Plan:
    """The plan for what was found; reads every file once, to know its content."""
    by_content: dict[str, list[tuple[SourceFile, int]]] = {}
    refused = list(found.refused)
    for source in found.sources:
        try:
            content, size = _hashed(source)
        except OSError as error:
            refused.append(Refused(source.name, f"the file cannot be read: {said(error)}"))
            continue
        by_content.setdefault(content, []).append((source, size))
    return Plan(
        tuple(_contents(by_content, options, workers)),
        tuple(sorted(refused)),
        tuple(found.left_out),
        configuration(options),
        corrections,
    )


def load_state(folder: Path) -> State:
    """The state in this folder; an empty one where there is none that can be read."""
    try:
        found: dict[str, Any] = json.loads((folder / STATE).read_bytes())
        return State(str(found["fingerprint"]), dict(found["documents"]))
    except (OSError, ValueError, KeyError, TypeError):
        return State()


def store_state(folder: Path, state: State) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    written = folder / f"{STATE}.new"
    values = {"fingerprint": state.fingerprint, "documents": dict(state.documents)}
    written.write_text(json.dumps(values, sort_keys=True), encoding="utf-8")
    written.replace(folder / STATE)


def _hashed(source: SourceFile) -> tuple[str, int]:
    found, size = hashlib.sha256(), 0
    with source.open() as opened:
        while block := opened.read(_BLOCK):
            found.update(block)
            size += len(block)
    return found.hexdigest(), size


def _contents(
    by_content: Mapping[str, Sequence[tuple[SourceFile, int]]], options: Options, workers: Workers
) -> Iterator[Content]:
    for content, same in sorted(by_content.items()):
        source, size = min(same)
        suffix = PurePosixPath(source.name).suffix.lower()
        key = result_key(content, suffix, options)
        task = Task(content, size, suffix, source, key)
        names = tuple(sorted({one.name for one, _ in same}))
        limits = (workers.seconds(task), workers.memory, options.limits.password)
        yield Content(task, names, failure_key(key, *limits))
