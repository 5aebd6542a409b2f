"""Coverage: every rate with its numerator and denominator against its target, and what moved it."""

from collections.abc import Sequence

from markupsafe import Markup

from charts.coverage import drift_chart, rate_charts
from metrics import coverage
from metrics.coverage import Drift, Reading
from metrics.rows import TargetRow
from metrics.summary import status_counts
from screens import forms, html, links, panels, view
from screens.view import View
from tables.coverage import drifts_table, rates_table, readings_table
from words import _, numbers

ROWS_SHOWN = 12  # newest readings before the rest is folded


def show(view: View) -> None:
    rates = coverage.rates(view.board)
    if rates:
        readings = view.ask(coverage.readings)
        drifts = coverage.drift(readings)
        html.block(answer(rates, view.month))
        show_rates(view, rates, drifts)
        show_paths(view, rates)
        show_drifts(view, drifts, readings)
    else:
        show_no_rates()
    html.footer(view.board, view.closing)


def show_no_rates() -> None:
    title = _("This plan has no rate among its targets")
    sentence = _(
        "Rates are targets whose unit of measure is “%”, on the sheet of targets (目标) in a plan's workbook. Their "
        "numerators and denominators come from the indicator ledger (指标台账)."
    )
    html.no_ledger(title, sentence)


def answer(rates: Sequence[TargetRow], month: str) -> Markup:
    """How many rates there are, where they stand, and how many come with numerator and denominator."""
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
    return html.fill("<h1>{}</h1><p>{}</p>", title, " · ".join(facts))


def show_rates(view: View, rates: Sequence[TargetRow], drifts: Sequence[Drift]) -> None:
    table = rates_table("rates", _("Rates against their targets"), rates, drifts, view.board.is_demo)
    panels.show_table(table, view.remarks, look="stack rows")


def show_paths(view: View, rates: Sequence[TargetRow]) -> None:
    if len(rates) > panels.SMALL_SHOWN:  # not all are drawn at first, so the furthest behind come first
        rates = sorted(rates, key=lambda row: (row.gap_points is None, row.gap_points or 0))
    charts = rate_charts(rates, view.ask(coverage.histories), view.month, view.board.is_demo)
    panels.small_charts("paths", _("Each rate against its path, on one scale"), charts, view.remarks)


def show_drifts(view: View, drifts: Sequence[Drift], readings: Sequence[Reading]) -> None:
    """What moved the rates: all of them in a table, and one of them month by month."""
    title = _("What moved the rates: numerator or denominator")
    if not drifts:
        sentence = _("No rate was reported with numerator and denominator, so nothing tells what moved it.")
        html.block(html.panel(title, html.element("p", sentence)))
        return
    is_demo = view.board.is_demo
    how = html.element("p", html.link(_("How this is worked out"), links.to("method")))
    panels.show_table(drifts_table(title, drifts, is_demo), view.remarks, tail=how)
    # The one whose denominator did most is shown first.
    most = sorted(drifts, key=lambda drift: -abs(drift.denominator_points))
    code = forms.choice("rate", _("Rate"), {drift.code: drift.name for drift in most}, width=420)
    (drift,) = [drift for drift in drifts if drift.code == code]
    own = [reading for reading in readings if reading.code == code]
    panels.show_chart(drift_chart(own, drift, is_demo), view.remarks)
    title = _("Readings of {name} ({count})").format(name=drift.name, count=len(own))
    panels.show_table(readings_table(title, [*reversed(own)], is_demo), view.remarks, shown=ROWS_SHOWN)


if __name__ == "__main__":  # Streamlit runs a page as a script
    show(view.of_this_run())
