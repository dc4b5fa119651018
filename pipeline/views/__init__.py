"""An output as frames and charts for notebooks: statuses by round, their flow, amounts by kind.

    from pipeline import views

    views.status_heat_map("output", municipality="Klitsund")
    views.status_flow("output")
    views.amounts_by_kind("output")

Every chart is drawn from a frame that can be had alone (`views.statuses`, `views.flows`,
`views.planned_amounts`). Charts need the extra `notebooks`. Altair's usual renderer
fetches a library from the web; `altair.renderers.enable("svg")` draws without it, and
`chart.save("flow.svg")` writes a picture.
"""

from __future__ import annotations

from pipeline.views.charts import amounts_by_kind, status_flow, status_heat_map
from pipeline.views.frames import flows, planned_amounts, reports, statuses

__all__ = [
    "amounts_by_kind",
    "flows",
    "planned_amounts",
    "reports",
    "status_flow",
    "status_heat_map",
    "statuses",
]
