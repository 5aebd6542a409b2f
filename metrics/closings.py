"""The closings of months, as the store lists them: rows in, typed rows out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from metrics.facts import records


@dataclass(frozen=True, slots=True)
class Closing:
    """A month that was closed: up to which import it was known, and by which rule set it is judged (its reference).

    reopened_at, reopened_by, reopen_reason: of one that was opened again, None while it is in force. Moments are in UTC.
    """

    closing_id: int
    plan_code: str
    month: str
    import_id: int
    rule_set: str
    closed_at: datetime
    closed_by: str | None
    reopened_at: datetime | None
    reopened_by: str | None
    reopen_reason: str | None

    @property
    def is_in_force(self) -> bool:
        return self.reopened_at is None


def closings_from(table: pd.DataFrame) -> list[Closing]:
    """The rows of store.closings.closing_list, in its order."""
    return [Closing(**row) for row in records(table)]


def months_in_force(closings: Iterable[Closing]) -> set[str]:
    """The months that are closed."""
    return {closing.month for closing in closings if closing.is_in_force}
