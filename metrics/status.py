"""Statuses: which rule gives which, the sentence that shows its working, and how long it has stood."""

from typing import NamedTuple

from metrics.goal import reached
from metrics.rules import (
    DEFAULT_RULE_SET,
    SEVERITY,
    SIDES,
    Band,
    RuleSet,
    is_current,
    load_rule_set,
    rule_set_from,
    shipped_rule_sets,
)
from metrics.track import Figures, Track, Unjudged
from words import N_, _
from words.kinds import Record
from words.months import ordinal, shift, spoken
from words.numbers import number_text, quantity_text, share_text
from words.terms import Comparator, Cycle, Notice, Status

__all__ = [
    "DEFAULT_RULE_SET",
    "Escalation",
    "RuleSet",
    "Verdict",
    "disagreement",
    "escalation",
    "is_current",
    "load_rule_set",
    "reached",
    "rule_set_from",
    "verdict",
    "working",
]


PATH_WORDS = {
    "checkpoints": N_("by the plan's own checkpoints"),
    "yearly": N_("by the plan's yearly sub-targets"),
    "steps": N_("in whole steps spread evenly, as the plan prints none"),
    "line": N_("on a straight line, as the plan prints no steps"),
    "level": N_("in every month"),
}


class Verdict(NamedTuple):
    """A status and what it rests on.

    quantity: the value of the rule's quantity, or why it has none; None where the status does not rest on it.
    band: the one the value fell into; a month that itself breaks a value to be held may have a worse status.
    """

    status: Status
    figures: Figures
    is_current: bool
    quantity: float | Unjudged | None = None
    band: Band | None = None


def verdict(track: Track, month: str, rules: RuleSet) -> Verdict:
    """The status of a target for a month by a rule set. The order of the rules: docs/glossary.md, "Status".

    Kept with the track, since later months ask for it again to see how long a target has stood badly.
    """
    judged = track.verdicts.get((month, rules))
    if judged is None:
        judged = track.verdicts[month, rules] = _verdict(track, month, rules)
    return judged


def _verdict(track: Track, month: str, rules: RuleSet) -> Verdict:
    figures = track.figures(month)
    reported_month = figures.reported_month
    current = is_current(reported_month, month, rules)
    if track.cycle is Cycle.YEAR and current and reported_month is not None:
        current = reported_month[:4] == month[:4]  # what last year came to says nothing of this one
    # The first that fits holds, in the order of docs/glossary.md. Once the time is over the last value known decides,
    # reported for this month or not; what was reached late is met.
    if not track.has_number:
        return Verdict(Status.UNQUANTIFIED, figures, current)
    if track.starts is not None and month < track.starts:
        return Verdict(Status.NOT_STARTED, figures, current)
    is_over = track.is_over(month)
    actual = figures.actual_value
    if actual is None or not (current or is_over):
        return Verdict(Status.UNREPORTED, figures, current)
    if track.is_reached(actual, month):
        return Verdict(Status.MET, figures, current)
    if is_over:
        return Verdict(Status.OVERDUE, figures, current)
    return _banded(track, month, rules, figures)


def _banded(track: Track, month: str, rules: RuleSet, figures: Figures) -> Verdict:
    """What the bands of a rule set say of a target that is reported, under way and not met."""
    quantity = track.quantity(rules.quantity, month, figures)
    if isinstance(quantity, Unjudged) or figures.actual_value is None:
        return Verdict(Status.UNDETERMINED, figures, True, quantity)
    band = rules.band(quantity)
    # However well the other months held: one that breaks a value to be held is at best what the rule set calls a breach.
    is_breach = track.is_held and not track.meets(figures.actual_value, month)
    status = max(band.status, rules.breach, key=SEVERITY.index) if is_breach else band.status
    return Verdict(status, figures, True, quantity, band)


def working(track: Track, month: str, rules: RuleSet, judged: Verdict) -> str:
    """One sentence that shows how a status came about: the rule, its inputs and the result."""
    figures = judged.figures
    match judged.status:
        case Status.UNQUANTIFIED:
            return _("The plan prints no number for this target; follow its tasks.")
        case Status.NOT_STARTED:
            return _("The plan begins in {month}.").format(month=spoken(track.starts or month))
        case Status.MET:
            return _met(track, month, figures)
        case Status.OVERDUE:
            return _overdue(track, month, figures)
        case Status.UNREPORTED:
            if figures.reported_month is None:
                return _("Nothing has been reported yet; no report is not zero.")
            return _("No report for {month}; the last one is for {reported}.").format(
                month=spoken(month), reported=spoken(figures.reported_month)
            )
        case Status.UNDETERMINED:
            reason = judged.quantity.label if isinstance(judged.quantity, Unjudged) else ""
            return _("The rule “{rule}” cannot judge this target: {reason}.").format(
                rule=rules.name, reason=reason
            )
    return _by_band(track, month, rules, judged)


def _by_band(track: Track, month: str, rules: RuleSet, judged: Verdict) -> str:
    figures, leg = judged.figures, track.path.leg(month) if track.path else None
    if judged.band is None or leg is None or not isinstance(judged.quantity, float | int):
        raise ValueError(f"no band gave {judged.status}")
    result = _("{quantity} {value}: {band}, hence {status}").format(
        quantity=rules.quantity.label,
        value=rules.quantity.text(judged.quantity),
        band=rules.words(judged.band),
        status=judged.band.status.label,
    )
    if track.is_held:
        held, reported = track.held(month)
        sentence = _(
            "Rule “{rule}”: {goal} was held in {held} of {known} reported periods ({attained}); {result}."
        )
        if judged.status is not judged.band.status:
            sentence = _(
                "Rule “{rule}”: {goal} was held in {held} of {known} reported periods ({attained}); {result}; "
                "but {actual} now breaks it, hence {status}."
            )
        return sentence.format(
            rule=rules.name,
            goal=_goal(track),
            held=held,
            known=reported,
            attained=_share(figures.attained_share),
            result=result,
            actual=_value(track, figures.actual_value),
            status=judged.status.label,
        )
    return _(
        "Rule “{rule}”: from {baseline} to {goal}, {actual} is {attained}; due by {month} was {expected} ({share}), "
        "{path}; {result}."
    ).format(
        rule=rules.name,
        baseline=_value(track, leg.baseline_value),
        goal=_goal(track, leg.target_value),
        actual=_actual(track, month, figures),
        attained=_share(figures.attained_share),
        month=spoken(month),
        expected=_value(track, figures.expected_value),
        share=_share(figures.expected_share),
        path=path_words(track),
        result=result,
    )


def path_words(track: Track) -> str:
    """Where the expected value comes from; a default says that it is one."""
    return _(PATH_WORDS[track.path.kind]) if track.path else ""


def _met(track: Track, month: str, figures: Figures) -> str:
    goal = _goal(track)
    if track.cycle is Cycle.PLAN:
        return _("{actual} meets the target of {goal}.").format(
            actual=_actual(track, month, figures), goal=goal
        )
    if track.cycle is Cycle.YEAR and not track.is_over(month):
        leg = track.path.leg(month) if track.path else None
        goal = _goal(track, leg.target_value if leg else None)
        return _("{actual} this year meets the {goal} asked of each year.").format(
            actual=_value(track, figures.actual_value), goal=goal
        )
    return _("{goal} was met in all {known} reported periods.").format(goal=goal, known=track.held(month)[1])


def _overdue(track: Track, month: str, figures: Figures) -> str:
    late = ordinal(month) - ordinal(track.due or month)
    if track.cycle is Cycle.PLAN:
        return _("Due by {month}, {late} months ago; {actual} does not meet the target of {goal}.").format(
            month=spoken(track.due or month),
            late=late,
            actual=_actual(track, month, figures),
            goal=_goal(track),
        )
    held, reported = track.held(month)
    return _(
        "Due until {month}, {late} months ago; {goal} was met in {held} of {known} reported periods."
    ).format(
        month=spoken(track.due or month),
        late=late,
        goal=_goal(track),
        held=held,
        known=reported,
    )


def _goal(track: Track, value: float | None = None) -> str:
    """What a target asks for as the plan means it (≥ 98%); `value` where a year has one of its own."""
    comparator = track.target["comparator"]
    sign = Comparator(comparator).label if comparator else ""
    return sign + _value(track, track.target["target_value"] if value is None else value)


def _value(track: Track, value: float | None) -> str:
    return "—" if value is None else quantity_text(value, track.target["unit_of_measure"])


def _actual(track: Track, month: str, figures: Figures) -> str:
    """The actual value; of a coverage with its numerator and denominator."""
    text = _value(track, figures.actual_value)
    quotient = track.actuals.coverage(month)
    if quotient is None:
        return text
    numerator, denominator = quotient
    return _("{value} ({numerator} ÷ {denominator})").format(
        value=text, numerator=number_text(numerator), denominator=number_text(denominator)
    )


def _share(share: float | None) -> str:
    return "—" if share is None else share_text(share)


def disagreement(track: Track, month: str, rules: RuleSet, judged: Verdict) -> str | None:
    """The other shipped rules whose status falls on another side (good, attention, bad), in one sentence.

    None where they agree or cannot judge, and where the status does not rest on a rule's bands.
    """
    if judged.band is None:
        return None
    own, answers = SIDES[judged.status], []
    for other in shipped_rule_sets():
        if other.code == rules.code:
            continue
        its = _banded(track, month, other, judged.figures)
        if its.band is None or SIDES[its.status] is own:
            continue
        answers.append(
            _("“{rule}” says {status} ({band})").format(
                rule=other.name, status=its.status.label, band=other.words(its.band)
            )
        )
    if not answers:
        return None
    return _("Other rules see it differently: {answers}.").format(answers=_("; ").join(answers))


class Escalation(NamedTuple):
    """How long a target has stood badly, and which notice that calls for (None for none yet).

    months_at_yellow: months in a row, up to this one, at behind or worse; months_at_red: at far behind or worse.
    Counted back no further than the longest step of the rule set; `is_longer` where that many were found.
    """

    notice: Notice | None
    months_at_yellow: int
    months_at_red: int
    is_longer: bool

    @property
    def sentence(self) -> str:
        sentence = _("Behind or worse, or silent, for {count} months in a row")
        if self.is_longer:
            sentence = _("Behind or worse, or silent, for {count} months in a row or more")
        sentence = sentence.format(count=self.months_at_yellow)
        if self.notice is None:
            return sentence
        return _("{told}: {notice}").format(told=sentence, notice=self.notice.label)

    def to_json(self) -> Record:
        return {
            "notice": self.notice,
            "months_at_yellow": self.months_at_yellow,
            "months_at_red": self.months_at_red,
            "is_longer": self.is_longer,
            "working": self.sentence,
        }


_YELLOW = frozenset((Status.BEHIND, Status.FAR_BEHIND, Status.OVERDUE, Status.UNREPORTED))
_RED = frozenset((Status.FAR_BEHIND, Status.OVERDUE, Status.UNREPORTED))


def escalation(track: Track, month: str, rules: RuleSet, judged: Verdict) -> Escalation | None:
    """For how many months in a row a target has been yellow or worse, and red.

    None when it is neither now, and where the rule set has no notices. A month without a report counts in both runs: silence is no better than the worst that could be told, so that
    nobody escapes a notice by not reporting. Months before anybody reported anything of the plan do not count.
    """
    if judged.status not in _YELLOW or not rules.escalation:
        return None
    longest = max(step.months for step in rules.escalation)
    yellow, red, is_red = 0, 0, True
    status = judged.status
    while status in _YELLOW:
        yellow += 1
        is_red = is_red and status in _RED
        red += is_red
        earlier = shift(month, -yellow)
        # Longer runs call for nothing more.
        if yellow == longest or track.asked_from is None or earlier < track.asked_from:
            break
        status = verdict(track, earlier, rules).status
    runs = {Status.BEHIND: yellow, Status.FAR_BEHIND: red}
    notices = [step.notice for step in rules.escalation if runs[step.status] >= step.months]
    # Steps are in order of severity, so the last one that fits is the notice.
    return Escalation(notices[-1] if notices else None, yellow, red, yellow == longest)
