"""The errors a planner may see. Their messages are shown as they are; anything else is a bug and surfaces."""


class PlanwatchError(Exception):
    """Base of the errors whose message is meant for the person using Planwatch."""


class NothingLoaded(PlanwatchError):
    """The database holds no plan yet."""


class UnknownCode(PlanwatchError):
    """A link, an option or a sheet names a plan, target, task or import that is not there."""


class WorkbookUnreadable(PlanwatchError):
    """The file is not a workbook that can be opened; nothing from it was saved."""


class BuiltUpon(PlanwatchError):
    """An import cannot be undone, because later ones changed its rows."""


class ReadOnly(PlanwatchError):
    """This server only shows: nothing can be saved through its pages."""


class DatabaseUnavailable(PlanwatchError):
    """The database could not be reached or is of another version. Nothing was changed."""


class BadSetting(PlanwatchError):
    """An environment variable or a stored rule set says something that cannot be used."""
