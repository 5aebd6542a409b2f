"""How everything is worked out, for those who read the figures: each formula in words and letters, with its source.

The one list behind the page and docs/method.md. The examples (metrics/examples.py) call the functions that the board
is made by, and a test works every formula out from its letters, so neither can drift from the code. What the terms
mean, and every special case: docs/glossary.md.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from metrics import examples
from metrics.board import RECENT_MONTHS
from metrics.examples import Worked
from metrics.forecast import LEAST_MONTHS, RUNS
from metrics.goal import SMALL_COUNT
from metrics.reporting import load_calendar
from metrics.units import load_unit_rules
from words import N_, _
from words.numbers import number_text, share_text


@dataclass(frozen=True, eq=False)  # each is itself, so that what is made of it can be kept
class Formula:
    """One formula. Its texts are English, for the catalogues; properties give them in the language in use.

    words: may name settings of the code, see `settings`. symbols: the formula in letters, small ones for shares; "" where it is told in words alone. letters: what each
    stands for. source: who says so. worked: its example, from the code itself.
    """

    code: str
    name: str
    words: str
    source: str
    worked: Callable[[], Worked]
    symbols: str = ""
    letters: dict[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return _(self.name)

    @property
    def in_words(self) -> str:
        """The formula in words, with the settings that the code has now."""
        return _(self.words).format(**settings())

    @property
    def source_text(self) -> str:
        return _(self.source)

    @property
    def legend(self) -> str:
        """What the letters stand for: A actual value, B baseline. "" without letters."""
        meanings = {letter: _(meaning) for letter, meaning in self.letters.items()}
        return _(", ").join(f"{letter} {meaning}" for letter, meaning in meanings.items())

    def sum(self, example: Worked) -> str:
        """The formula with the numbers of its example put in, and the result; "" without letters."""
        if not self.symbols or example.result is None:
            return ""
        written = {
            letter: share_text(value) if letter.islower() else number_text(value)
            for letter, value in example.numbers.items()
        }
        put_in = re.sub("[A-Za-z]", lambda match: written[match[0]], self.symbols)
        return f"{put_in} = {example.write(example.result)}"


@dataclass(frozen=True)
class Chapter:
    """Formulas on one theme."""

    name: str
    formulas: tuple[Formula, ...]

    @property
    def label(self) -> str:
        return _(self.name)


def settings() -> dict[str, str]:
    """The numbers that words of formulas name, as the code has them."""
    weights = load_unit_rules().weights
    return {
        "small_count": number_text(SMALL_COUNT),
        "recent_months": number_text(RECENT_MONTHS),
        "runs": number_text(RUNS),
        "least_months": number_text(LEAST_MONTHS),
        "due_day": number_text(load_calendar().due_day),
        "weights": _(", ").join(f"{part.label} {weight:g}" for part, weight in weights.items()),
    }


INTRODUCTION = N_(
    "Every formula by which Planwatch works, in words and in letters, with its source and one example. Targets in the "
    "examples are as the plans print them; what was reported is made-up demonstration data; what is supposed is said "
    "to be. The examples are worked out by the program itself. ⌊ ⌋ rounds down to whole things."
)
RULE_SETS = N_("Rule sets")
ACTUAL, BASELINE, TARGET = N_("actual value"), N_("baseline value"), N_("target value")
ATTAINED, EXPECTED = N_("attained share"), N_("expected share")
GONE, IN_ALL = N_("months gone by"), N_("months in all")
TWO_QUOTIENTS = {
    "U": N_("numerator"),
    "V": N_("denominator"),
    "A": N_("numerator before"),
    "B": N_("denominator before"),
}
DAS_GUPTA = N_(
    "Das Gupta, Standardization and Decomposition of Rates, U.S. Bureau of the Census, P23-186, 1993, for two factors."
)
DEFAULT = N_("A default of Planwatch; no document orders it.")

CHAPTERS = (
    Chapter(
        N_("What counts"),
        (
            Formula(
                "published_standards",
                N_("Standards published"),
                N_(
                    "Counted, not typed: each standard with a date of publication from the plan's start on is one. A joint "
                    "standard of Beijing, Tianjin and Hebei (DB11, DB12 and DB13 with the same serial, year and name) "
                    "counts once. A withdrawn one leaves the count from the month in which the ledger first says so. No "
                    "ledger for a month is not zero."
                ),
                N_("The plan's own target, and the numbers and dates in the standards register."),
                examples.published_standards,
            ),
            Formula(
                "coverage",
                N_("Coverage"),
                N_(
                    "Numerator over denominator, both kept. Rates are never averaged or added up. Short of the whole it is "
                    "never written as 100%."
                ),
                N_("Numerator and denominator as reported."),
                examples.coverage,
                "U ÷ V",
                {"U": N_("numerator"), "V": N_("denominator")},
            ),
            Formula(
                "numerator_part",
                N_("Change of a rate: part of the numerator"),
                N_(
                    "By how many points the rate moved because its numerator changed. Numerator and denominator change alone, "
                    "once before and once after the other, and the mean of the two counts; so both parts add up to the change. "
                    "Over several reports the steps are added up."
                ),
                DAS_GUPTA,
                examples.numerator_part,
                "(U − A) × (1 ÷ V + 1 ÷ B) ÷ 2 × 100",
                TWO_QUOTIENTS,
            ),
            Formula(
                "denominator_part",
                N_("Change of a rate: part of the denominator"),
                N_(
                    "By how many points the rate moved because its denominator changed: fewer stations in all raise a coverage "
                    "with nothing done. It is told apart, so that such a rise is not taken for work."
                ),
                DAS_GUPTA,
                examples.denominator_part,
                "(U + A) ÷ 2 × (1 ÷ V − 1 ÷ B) × 100",
                TWO_QUOTIENTS,
            ),
            Formula(
                "scene_share",
                N_("Mean share done of a scene"),
                N_(
                    "The mean of the shares done of its tasks, each weighing the same; one that its unit calls done is 100%. Unknown "
                    "while the share of one of them is. Beside it stands the share of tasks done, which nobody estimates."
                ),
                DEFAULT,
                examples.scene_share,
                "s ÷ N",
                {"s": N_("shares done of all tasks, added up"), "N": N_("number of tasks")},
            ),
        ),
    ),
    Chapter(
        N_("Attained and expected"),
        (
            Formula(
                "attained_share",
                N_("Attained share"),
                N_(
                    "How much of the way from the baseline to the target is done. The same formula where less is better. "
                    "Where the plan prints no baseline, counting starts at 0. Unknown while nothing is reported. What is asked "
                    "anew each year is counted by the year; of a level to be held, the share of reported months that held it."
                ),
                N_("Usual in goal monitoring, for instance the ServiceNow Goal Framework."),
                examples.attained_share,
                "(A − B) ÷ (T − B)",
                {"A": ACTUAL, "B": BASELINE, "T": TARGET},
            ),
            Formula(
                "line",
                N_("Planned path: straight line"),
                N_(
                    "The value due at the end of a month where the plan prints none on the way. Time is counted in whole "
                    "months. Things that come whole are rounded down (where less is better, up): nobody owes 0.6 of a standard. "
                    "Rates and lengths are not rounded."
                ),
                DEFAULT,
                examples.line,
                "⌊B + (T − B) × M ÷ N⌋",
                {"B": BASELINE, "T": TARGET, "M": GONE, "N": IN_ALL},
            ),
            Formula(
                "steps",
                N_("Planned path: steps"),
                N_(
                    "Of at most {small_count} whole things a line would be noise, so each is due in full at its own step: with two, "
                    "the first at half time and the second at the end."
                ),
                DEFAULT,
                examples.steps,
                "⌊B + (T − B) × M ÷ N⌋",
                {"B": BASELINE, "T": TARGET, "M": GONE, "N": IN_ALL},
            ),
            Formula(
                "checkpoints",
                N_("Planned path: checkpoints"),
                N_(
                    "Values that the plan prints for dates on the way come first; between two of them the path is straight. "
                    "Yearly sub-targets are added up year by year."
                ),
                N_("The plan's own checkpoints and yearly sub-targets."),
                examples.checkpoints,
                "⌊L + (H − L) × M ÷ N⌋",
                {
                    "L": N_("checkpoint before"),
                    "H": N_("checkpoint after, or the target"),
                    "M": N_("months since the one before"),
                    "N": N_("months between the two"),
                },
            ),
            Formula(
                "expected_share",
                N_("Expected share"),
                N_("The attained share that the value due would have; 100% for a level to be held."),
                N_("The schedule of Chinese supervision rules, for instance Yinchuan 2025."),
                examples.expected_share,
                "(E − B) ÷ (T − B)",
                {"E": N_("value due"), "B": BASELINE, "T": TARGET},
            ),
        ),
    ),
    Chapter(
        N_("Gap and pace"),
        (
            Formula(
                "gap",
                N_("Gap"),
                N_(
                    "Attained share less expected share, in percentage points. Unknown for a month without a report."
                ),
                N_("The schedule of Chinese supervision rules, for instance Yinchuan 2025."),
                examples.gap,
                "(a − e) × 100",
                {"a": ATTAINED, "e": EXPECTED},
            ),
            Formula(
                "spi",
                N_("Schedule performance index (SPI)"),
                N_("Attained share over expected share; 1 is on schedule. Unknown while nothing is due."),
                N_("Earned value management: earned value ÷ planned value."),
                examples.spi,
                "a ÷ e",
                {"a": ATTAINED, "e": EXPECTED},
            ),
            Formula(
                "recent_pace",
                N_("Recent pace"),
                N_(
                    "Change per month between the newest report and the newest one at least {recent_months} months older; for counts of a "
                    "plan younger than that, since its start."
                ),
                DEFAULT,
                examples.recent_pace,
                "(A − P) ÷ M",
                {
                    "A": ACTUAL,
                    "P": N_("value of the earlier report"),
                    "M": N_("months between the two reports"),
                },
            ),
            Formula(
                "required_pace",
                N_("Required pace"),
                N_("What is left, of the year for a yearly target, spread over the months left."),
                DEFAULT,
                examples.required_pace,
                "(T − A) ÷ R",
                {"T": TARGET, "A": ACTUAL, "R": N_("months left")},
            ),
        ),
    ),
    Chapter(
        N_("Status"),
        (
            Formula(
                "status",
                N_("How a status is found"),
                N_(
                    "In this order: no number in the plan is No figure; before the plan starts, Not started; no report for "
                    "the month, Unreported (never carried forward as green; once the due month is over, the last report "
                    "decides); the target reached, Met; its due month over, Overdue. All others fall into a band of the rule set in use, below. A rule that cannot judge a target "
                    "says so: Not judged."
                ),
                N_("The rule sets below, each with its source."),
                examples.status,
            ),
            Formula(
                "growth",
                N_("Growth ratio"),
                N_(
                    "Yearly growth reached over yearly growth required; 1 is on schedule. Used by the Eurostat rule alone. "
                    "There is no growth from 0 or to 0, so most counts are not judged by it."
                ),
                N_(
                    "Statistics Canada, progress measurement of the Sustainable Development Goals, after Eurostat (2021); "
                    "Open SDG counts 0 as 0.001 instead, which makes any first step look like success."
                ),
                examples.growth,
                "((a ÷ b) ^ (1 ÷ Y) − 1) ÷ ((t ÷ b) ^ (1 ÷ Z) − 1)",
                {
                    "a": ACTUAL,
                    "b": BASELINE,
                    "t": TARGET,
                    "Y": N_("years gone by"),
                    "Z": N_("years in all"),
                },
            ),
        ),
    ),
    Chapter(
        N_("Forecasts"),
        (
            Formula(
                "forecast",
                N_("Probability of being in time"),
                N_(
                    "{runs} futures are drawn from the target's own months, recent ones weighing more; the probability is the "
                    "share of them that reach the target by its due month. Nothing is forecast, and the reason told, with "
                    "fewer than {least_months} known months. How far it can be trusted is tested on simulated plans: docs/forecast.md."
                ),
                N_(
                    "Monte Carlo: Bayesian bootstrap (Rubin 1981), first passage time (Birnbaum and Saunders 1969)."
                ),
                examples.forecast,
                "K ÷ R",
                {"K": N_("futures that reach it in time"), "R": N_("futures drawn")},
            ),
            Formula(
                "forecast_fan",
                N_("Forecast band"),
                N_(
                    "The values that the same {runs} futures have come to, month by month from the newest report: 15% of them "
                    "have come no further than P15, half no further than the median, 85% no further than P85. A future that has reached the target "
                    "stays there, so the median meets the target in the month by which half of them are there, and P15 in the month "
                    "by which 85% are."
                ),
                N_("Quantiles of the same Monte Carlo runs."),
                examples.forecast_fan,
            ),
        ),
    ),
    Chapter(
        N_("Reporting and units"),
        (
            Formula(
                "completeness",
                N_("Completeness of reporting"),
                N_(
                    "Reports received over reports expected. A report that nothing happened (a zero report) is a report. One that is "
                    "not due yet counts for nobody."
                ),
                N_("DHIS2 user manual, reporting rate summary."),
                examples.completeness,
                "W ÷ X",
                {"W": N_("reports that came"), "X": N_("reports expected")},
            ),
            Formula(
                "timeliness",
                N_("Timeliness of reporting"),
                N_(
                    "Reports on time over reports expected; on time is by day {due_day} of the next month. Reports that were "
                    "entered as history are left out."
                ),
                N_("DHIS2 user manual, reporting rate summary. The day is a default of Planwatch."),
                examples.timeliness,
                "W ÷ X",
                {"W": N_("reports that came on time"), "X": N_("reports expected that can be judged")},
            ),
            Formula(
                "on_time_share",
                N_("On-time share of a unit"),
                N_(
                    "Of the targets (or tasks) that a unit leads and that can be judged, the share that is met or on "
                    "schedule. What is unreported is not on time; what has not started or has no number is left out."
                ),
                DEFAULT,
                examples.on_time_share,
                "K ÷ J",
                {"K": N_("met or on schedule"), "J": N_("can be judged")},
            ),
            Formula(
                "score",
                N_("Score of a unit"),
                N_(
                    "Shares, each times its weight, out of 100 ({weights}). Where nothing is known of one, the other weights count for all."
                ),
                DEFAULT,
                examples.score,
            ),
        ),
    ),
    Chapter(
        N_("Standards under way"),
        (
            Formula(
                "over_age",
                N_("Over-age standards"),
                N_(
                    "Whole months since a standard entered its stage, less the period for that stage. Over-age is said only "
                    "where it is certain: of a standard first seen in the middle of a stage, the months are a lower bound."
                ),
                N_(
                    "Stages and periods after GB/T 16733, as far as texts of it could be had. For local standards they are a "
                    "yardstick."
                ),
                examples.over_age,
                "M − D",
                {"M": N_("months in the stage"), "D": N_("period of the stage, in months")},
            ),
        ),
    ),
)
