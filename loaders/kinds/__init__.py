"""One file per kind of sheet: its columns, the headers people write for them, and how their cells are read."""

from loaders.kinds import (
    baselines,
    checkpoints,
    indicators,
    plan,
    standards,
    targets,
    task_reports,
    tasks,
    trainings,
    units,
)
from loaders.kinds.spec import Column, Context, Spec

__all__ = ["SPECS", "Column", "Context", "Spec"]

SPECS: dict[str, Spec] = {
    module.SPEC.kind: module.SPEC
    for module in (
        plan,
        targets,
        checkpoints,
        baselines,
        tasks,
        units,
        standards,
        trainings,
        indicators,
        task_reports,
    )
}
