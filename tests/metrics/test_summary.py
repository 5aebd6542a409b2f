"""The board in a few words."""

import pandas as pd

from metrics.summary import furthest_behind


def targets(*rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["code", "reported_month", "gap_points"], dtype=object)


def test_furthest_behind_is_the_lowest_gap_among_those_with_a_report():
    table = targets(
        ("T01", "2023-06", -3.0), ("T02", "2023-05", -9.5), ("T03", None, None), ("T04", "2023-06", None)
    )
    assert furthest_behind(table)["code"] == "T02"


def test_furthest_behind_is_the_first_where_none_is_behind_or_none_has_a_path():
    assert furthest_behind(targets(("T01", None, None), ("T02", "2023-06", None)))["code"] == "T02"
    assert furthest_behind(targets(("T01", None, None))) is None
    assert furthest_behind(targets()) is None
