"""Coverage: every rate with its numerator and denominator against its target, and what moved it."""

from html import escape

import pandas as pd
from markupsafe import Markup

from charts.coverage import drift_chart, rate_charts
from metrics import coverage
from metrics.coverage import Drift, Reading
from metrics.rows import TargetRow
from metrics.summary import status_counts
from screens import cached, cards, forms, html, links, panels, view
from words import _, numbers
from words.months import month_of

ROWS_SHOWN = 12  # newest readings before the rest is folded

plan_code = links.chosen_plan(cached.plans())
month = view.chosen_month(plan_code)
board = cached.board(plan_code, month)
rates = coverage.rates(board)
readings = cached.of_month(coverage.readings, plan_code, month)
remarks = [board.plan["title"], numbers.month(month)]


def show_no_rates() -> None:
    title = _("This plan has no rate among its targets")
    told = _(
        "Rates are targets whose unit of measure is “%”, on the sheet of targets (目标) in a plan's workbook. Their "
        "numerators and denominators come from the indicator ledger (指标台账)."
    )
    html.no_ledger(title, told)


def show_answer() -> None:
    counts = [
        _("{count} {status}").format(count=count, status=status.label.lower())
        for status, count in status_counts(row.status for row in rates).items()
    ]
    title = _("{count} rates: {counts}").format(count=len(rates), counts=numbers.in_turn(counts))
    with_both = sum(row.denominator is not None for row in rates)
    facts = [
        _("As of {month}").format(month=numbers.month(month)),
        _("{count} with numerator and denominator").format(count=with_both),
        _("never averaged or added up"),
    ]
    html.block(f"<h1>{escape(title)}</h1><p>{escape(' · '.join(facts))}</p>")


def show_rates() -> None:
    headers = [
        *[_("Rate"), _("Done | line: expected"), _("Numerator / denominator"), _("Value / target")],
        *[_("Expected"), _("Status"), _("Due"), _("Data as of"), _("Source cell")],
    ]
    panels.table_panel(
        "rates",
        _("Rates against their targets"),
        html.table(headers, [rate_cells(row) for row in rates], "stack rows", numeric=(2, 3, 4)),
        rates_table,
        remarks,
        is_demo=board.is_demo,
    )


def rate_cells(row: TargetRow) -> list[str]:
    goal = numbers.goal(row.target_value, row.comparator, numbers.RATE)
    return [
        cards.target_link(row.name, row.code),
        cards.bar(row),
        quotient(row),
        f"<span><strong>{numbers.share(row.actual_value)}</strong> / {escape(goal)}</span>",
        numbers.share(row.expected_value),
        html.status(row.status),
        numbers.month(month_of(row.due_on)) if row.due_on else numbers.UNKNOWN,
        numbers.month(row.reported_month),
        "".join(html.source(place, target=row.code) for place in row.source) or numbers.UNKNOWN,
    ]


def quotient(row: TargetRow) -> str:
    """Numerator over denominator; says so where a rate was given without them, and a dash where nothing was."""
    if row.denominator is not None:
        return f"{numbers.plain(row.numerator)} / {numbers.plain(row.denominator)}"
    told = _("given as a rate only")
    return numbers.UNKNOWN if row.actual_value is None else f"<small>{escape(told)}</small>"


def rates_table() -> pd.DataFrame:
    from words.numbers import Share

    return pd.DataFrame(
        [
            {
                _("No."): row.code,
                _("Rate"): row.name,
                _("Numerator"): row.numerator,
                _("Denominator"): row.denominator,
                _("Value"): None if row.actual_value is None else Share(row.actual_value),
                _("Target"): None if row.target_value is None else Share(row.target_value),
                _("Expected"): None if row.expected_value is None else Share(row.expected_value),
                _("Status"): row.status.label,
                _("Due"): row.due_on,
                _("Data as of"): row.reported_month,
                _("Source cell"): "\n".join(map(cell_name, row.source)),
            }
            for row in rates
        ],
        dtype=object,
    )


def cell_name(place: dict) -> str:
    return " › ".join((place["file"], place["sheet"], place["cell"]))


def show_paths() -> None:
    histories = cached.of_month(coverage.histories, plan_code, month)
    of = rates
    if len(rates) > panels.SMALL_SHOWN:  # not all are drawn at first, so the furthest behind come first
        of = sorted(rates, key=lambda row: (row.gap_points is None, row.gap_points or 0))
    charts = rate_charts(of, histories, month, board.is_demo)
    panels.small_charts("paths", _("Each rate against its path, on one scale"), charts, remarks)


def show_drift() -> None:
    """What moved the rates: all of them in a table, and one of them month by month."""
    moved = coverage.drift(readings)
    title = _("What moved the rates: numerator or denominator")
    if not moved:
        told = _("No rate was reported with numerator and denominator, so nothing tells what moved it.")
        html.block(html.panel(title, f"<p>{escape(told)}</p>"))
        return
    headers = [
        *[_("Rate"), _("First reading"), _("Newest reading"), _("Change (points)"), _("By the numerator")],
        *[_("By the denominator"), _("Denominator from"), _("Denominator to"), _("Times it changed")],
    ]
    rows = [drift_cells(row) for row in moved]
    how = html.link(_("How this is worked out"), links.to("method"))
    body = html.table(headers, rows, "stack", numeric=(3, 4, 5, 6, 7, 8)) + Markup(f"<p>{how}</p>")
    panels.table_panel("moved", title, body, lambda: drift_table(moved), remarks, is_demo=board.is_demo)
    # The one whose denominator did most is shown first.
    most = sorted(moved, key=lambda row: -abs(row.denominator_points))
    chosen = forms.choice("rate", _("Rate"), {row.code: row.name for row in most}, width=420)
    (drift,) = [row for row in moved if row.code == chosen]
    own = [reading for reading in readings if reading.code == chosen]
    panels.chart(drift_chart(own, drift, board.is_demo), remarks)
    show_readings(drift.name, own)


def drift_cells(row: Drift) -> list[str]:
    return [
        html.link(row.name, links.to("coverage", rate=row.code)),
        f"<span>{numbers.month(row.first.month)} <small>{numbers.share(row.first.rate)}</small></span>",
        f"<span>{numbers.month(row.last.month)} <small>{numbers.share(row.last.rate)}</small></span>",
        numbers.points(row.change_points),
        numbers.points(row.numerator_points),
        numbers.points(row.denominator_points),
        numbers.plain(row.first.denominator),
        numbers.plain(row.last.denominator),
        numbers.plain(row.denominator_changes),
    ]


def drift_table(moved: list[Drift]) -> pd.DataFrame:
    from words.numbers import Share

    return pd.DataFrame(
        [
            {
                _("Rate"): row.name,
                _("First reading"): numbers.month(row.first.month),
                _("Rate at first"): Share(row.first.rate),
                _("Newest reading"): numbers.month(row.last.month),
                _("Newest rate"): Share(row.last.rate),
                _("Change (points)"): row.change_points,
                _("By the numerator"): row.numerator_points,
                _("By the denominator"): row.denominator_points,
                _("Denominator from"): row.first.denominator,
                _("Denominator to"): row.last.denominator,
                _("Times it changed"): row.denominator_changes,
            }
            for row in moved
        ],
        dtype=object,
    )


def show_readings(name: str, own: list[Reading]) -> None:
    """Every reading of one rate, the newest first, each with its cell."""
    rows = list(reversed(own))
    headers = [
        *[_("Month"), _("Numerator"), _("Denominator"), _("Rate"), _("Change (points)")],
        *[_("By the numerator"), _("By the denominator"), _("Source cell")],
    ]
    cells = [reading_cells(row) for row in rows]
    body = html.long_table(headers, cells, ROWS_SHOWN, "stack", numeric=(1, 2, 3, 4, 5, 6))
    title = _("Readings of {name} ({count})").format(name=name, count=len(rows))
    panels.table_panel("readings", title, body, lambda: readings_table(own), remarks, is_demo=board.is_demo)


def reading_cells(row: Reading) -> list[str]:
    note = row.note or ("" if row.denominator is not None else _("given as a rate only"))
    return [
        f"<span>{numbers.month(row.month)} <small>{escape(note)}</small></span>",
        numbers.plain(row.numerator),
        numbers.plain(row.denominator),
        numbers.share(row.rate),
        numbers.points(row.change_points),
        numbers.points(row.numerator_points),
        numbers.points(row.denominator_points),
        html.source(row.source, target=row.code),
    ]


def readings_table(own: list[Reading]) -> pd.DataFrame:
    from words.numbers import Share

    return pd.DataFrame(
        [
            {
                _("Month"): row.month,
                _("Numerator"): row.numerator,
                _("Denominator"): row.denominator,
                _("Rate"): Share(row.rate),
                _("Change (points)"): row.change_points,
                _("By the numerator"): row.numerator_points,
                _("By the denominator"): row.denominator_points,
                _("Note"): row.note,
                _("Source cell"): cell_name(row.source),
            }
            for row in own
        ],
        dtype=object,
    )


if rates:
    show_answer()
    show_rates()
    show_paths()
    show_drift()
else:
    show_no_rates()
html.footer(board, cached.closing_of(plan_code, month))
