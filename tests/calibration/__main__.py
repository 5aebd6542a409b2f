"""How far the forecasts can be trusted, written to docs/forecast.md: `make calibration`."""

from pathlib import Path

from metrics.forecast import COURSE, HALF_LIFE, HORIZON, LEAST_MONTHS, RUNS
from metrics.forecast_standards import COURSE as STAGES_COURSE
from metrics.forecast_standards import LEAST_EVENTS
from tests.calibration.score import SEED, Answers, reliability, stages, throughput, together

REPORT = Path(__file__).parents[2] / "docs" / "forecast.md"
PLANS = 500
FEWER = 60  # plans of the smaller version that the tests run

TEXT = """# How far a forecast can be trusted

Written by `make calibration` from `tests/calibration/`; {plans} simulated plans, seed {seed}.

## How it works

**From monthly throughput** (`metrics/forecast.py`, every target on the board). The history of a target is what it
gained between one report and the next. {runs} times over, a future is drawn:

1. A pace: the known months are weighted by lot and averaged. With few or uneven months the paces drawn
   differ widely. A month's weight halves, on average, with every {half_life} months of age.
2. Its course: from now on the pace fades or grows as (1 + years ahead) to a power around 0, with deviation {course}.
3. The luck of the months to come, as uneven as the known ones.

The month by which half of these futures have reached the target is P50, that of 85 % is P85, and the share that has by
the due month is the probability. A month without a report is unknown, not zero: what was gained over a gap of
three months is one observation of three months. The seed comes from the plan and the month and is kept with the answer,
so the same question has the same answer for ever; the targets of a plan share their draws.

**From stages** (`metrics/forecast_standards.py`, published standards). How long items stayed in each stage, and what
followed, is taken from the ledger; an item still there says that the stage takes longer than that (Kaplan and Meier).
{runs} times over, every item under way draws its remaining stages, the speed of all together taking a course with
deviation {stages_course}. Standards that are not in the ledger yet are not made up.

**No forecast is made**, and the reason is told, with fewer than {least_months} known monthly increments (stages:
{least_events} stages left by items), for targets without a number or reached already, where the value has never moved
towards the target, and where fewer standards are under way than are left to publish. Without a due date there
are dates but no probability. Dates more than {horizon} months ahead are not told.

## What it cannot know

A rush in the last year, a stop, a rate that nears its ceiling: nothing in a history tells of them. They are among
the simulated plans below (three kinds gain speed, two lose it), and single kinds come out too low or too high where
the whole is about right. Bursts at the end of years are not modelled by themselves. The probabilities are as good as
real plans resemble these.

## Throughput: {count} targets

{plans} plans of 60 months with a target of each of {kinds} kinds, some units silent in a tenth or a third of the months. Each target
is asked about once, in a month drawn by lot from the 8th to the 54th, while open; what came later is
known. The settings were chosen on other seeds.

{scores}

{reliability}

The interval is Wilson's 95 % interval of the share that came. Where it misses what was stated, the row is marked.

By kind, Brier scores, and how much was stated too high on average:

{by_kind}

One answer a plan, of one kind after another, as if there were {plans} targets in all:

{one_each}

## Stages: {pipelines} plans

Between 20 and 110 standards on their way through six stages that may be skipped, a few given up, all faster or slower from
some month on. Asked about once each, from the 19th to the 47th month, for a date 3 to 24 months ahead.

{stages_scores}

{stages_reliability}

## Kept by a test

The first {fewer} plans alone, which `tests/calibration/test_calibration.py` works out again:

{kept}
"""


def main() -> None:
    REPORT.write_text(report(), encoding="utf-8")
    print(REPORT)


def report() -> str:
    by_kind = throughput(PLANS)
    every = together(by_kind)
    in_stages = stages(PLANS)
    return TEXT.format(
        plans=PLANS,
        seed=SEED,
        runs=RUNS,
        half_life=HALF_LIFE,
        course=COURSE,
        stages_course=STAGES_COURSE,
        least_months=LEAST_MONTHS,
        least_events=LEAST_EVENTS,
        horizon=HORIZON,
        count=len(every.came),
        kinds=len(by_kind),
        scores=scores(every),
        reliability=reliability_table(every),
        by_kind=kinds_table(by_kind),
        one_each=reliability_table(one_each(by_kind)),
        pipelines=len(in_stages.came),
        stages_scores=scores(in_stages),
        stages_reliability=reliability_table(in_stages),
        fewer=FEWER,
        kept=kept(together(throughput(FEWER)), stages(FEWER)),
    )


def one_each(by_kind: dict[str, Answers]) -> Answers:
    """Of the n-th plan the target of the n-th kind, and round again, so that no plan is asked twice."""
    kinds = list(by_kind.values())
    return together(
        {
            str(place): Answers(each.stated[place :: len(kinds)], each.line[place :: len(kinds)], each.came[place :: len(kinds)])
            for place, each in enumerate(kinds)
        }
    )  # fmt: skip


def scores(answers: Answers) -> str:
    return table(
        ("Brier score (0 is perfect)", ""),
        [
            ("**this forecast**", f"**{answers.brier(answers.stated):.3f}**"),
            ("the straight line through start and now: 1 if it arrives in time, else 0", f"{answers.brier(answers.line):.3f}"),
            ("saying the share of all that came, of each", f"{answers.brier(answers.base_rate):.3f}"),
        ],
    )  # fmt: skip


def reliability_table(answers: Answers) -> str:
    rows = [
        (
            f"{each.low:.1f}–{each.high:.1f}",
            each.count,
            f"{each.stated:.3f}",
            f"{each.came:.3f}",
            f"{each.low_share:.3f}–{each.high_share:.3f}",
            "" if each.holds else "outside",
        )
        for each in reliability(answers)
    ]
    return table(("stated", "targets", "mean stated", "came", "95 % interval", ""), rows)


def kinds_table(by_kind: dict[str, Answers]) -> str:
    rows = [
        (kind, f"{each.brier(each.stated):.3f}", f"{each.brier(each.line):.3f}", f"{each.stated.mean() - each.came.mean():+.2f}")
        for kind, each in by_kind.items()
    ]  # fmt: skip
    return table(("kind", "this forecast", "straight line", "too high by"), rows)


def kept(targets: Answers, pipelines: Answers) -> str:
    rows = [
        (name, len(each.came), f"{each.brier(each.stated):.4f}", f"{each.brier(each.line):.4f}")
        for name, each in (("throughput", targets), ("stages", pipelines))
    ]
    return table(("", "asked", "this forecast", "straight line"), rows)


def table(header: tuple, rows: list[tuple]) -> str:
    lines = [header, ("---",) * len(header), *rows]
    return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in lines)


if __name__ == "__main__":
    main()
