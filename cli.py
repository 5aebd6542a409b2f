"""The door for scripts: `planwatch load | template | plans | imports | rows | board | brief | undo | demo | serve`.

Exit codes: 0 done, 1 the input was rejected and nothing was saved, 2 wrong usage.
"""

import typer

from commands import boards, briefings, loading, months, server
from commands.command import with_messages

cli = typer.Typer(
    name="planwatch",
    help="Planwatch 规划目标监测: load plans and ledgers, see how far every target is.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)

# In the order in which --help lists them.
COMMANDS = (
    loading.load,
    loading.template,
    boards.plans,
    boards.imports,
    boards.rows,
    boards.board,
    months.close,
    briefings.brief,
    months.reopen,
    months.restated,
    months.override,
    loading.undo,
    loading.demo,
    server.serve,
)
for work in COMMANDS:
    cli.command()(with_messages(work))


def main() -> None:
    cli()


if __name__ == "__main__":
    main()
