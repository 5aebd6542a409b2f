"""The parts of a briefing on its figures: those of closed months that were restated, and how all of them come about."""

from exports.briefing.content import Part
from exports.briefing.draft import Material, part_of
from tables.closing import restatements_table
from words import _, numbers

# --- 修订、口径 -----------------------------------------------------------------------------------------------


def restatements(material: Material) -> Part:
    """What later imports changed in the figures of closed months."""
    units_of_measure = {row.code: row.unit_of_measure for row in material.board.targets}
    sentences, rows = [], []
    for month, restated in sorted(material.restated.items()):
        own = [row for row in restated if row.target_code in units_of_measure or not material.units]
        if not own:
            continue
        sentence = _("Since {month} was closed, {count} of its figures have been restated.")
        sentences.append(sentence.format(month=numbers.month(month), count=len(own)))
        rows += own
    tables = [restatements_table(rows, units_of_measure)] if rows else []
    return part_of("restatements", sentences, tables=tables)


def method(material: Material) -> Part:
    """By which rules and formulas the figures come about."""
    rules = material.board.rule_set
    bands = [
        _("{status}: {when}").format(status=band.status.label, when=rules.words(band))
        for band in reversed(rules.bands)
    ]
    return part_of("method",
        [
            _("Statuses are given by the rule set “{name}”: {bands}.").format(
                name=rules.name, bands=numbers.clauses(bands)
            ),
            _("Attained share = (actual − baseline) ÷ (target − baseline), where the baseline is 0 if none is printed."),
            _("Expected share is read off the plan's own path at the end of the month; where it prints none, a straight line from 0% to 100%."),
            _("Figures are those known at import {number}; a month without a report is never counted as 0.").format(
                number=material.board.import_id
            ),
        ],
    )  # fmt: skip
