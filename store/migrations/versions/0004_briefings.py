"""Briefings: what the office writes, what was issued, and its templates

Revision: 0004, after 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ISSUED = ("briefings", "briefing_files")


def upgrade() -> None:
    op.create_table(
        "briefing_edits",
        sa.Column("edit_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("plan_code", sa.String(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("units", sa.String(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("text", sa.Text()),
        sa.Column("drafted", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.String()),
        sa.PrimaryKeyConstraint("edit_id", name=op.f("pk_briefing_edits")),
    )
    op.create_table(
        "briefings",
        sa.Column("briefing_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("plan_code", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("units", sa.JSON(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("rule_set", sa.String(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by", sa.String()),
        sa.ForeignKeyConstraint(["import_id"], ["imports.import_id"], name=op.f("fk_briefings_import_id")),
        sa.PrimaryKeyConstraint("briefing_id", name=op.f("pk_briefings")),
        sa.UniqueConstraint("plan_code", "year", "number", name=op.f("uq_briefings_plan_code_year_number")),
    )
    op.create_table(
        "briefing_files",
        sa.Column("briefing_id", sa.Integer(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["briefing_id"], ["briefings.briefing_id"], name=op.f("fk_briefing_files_briefing_id")
        ),
        sa.PrimaryKeyConstraint("briefing_id", "format", name=op.f("pk_briefing_files")),
    )
    op.create_table(
        "templates",
        sa.Column("template_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.String()),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("template_id", name=op.f("pk_templates")),
    )
    _refuse_changes()


def _refuse_changes() -> None:
    """What was issued stays as it was: the database itself refuses to change or delete it."""
    if op.get_context().dialect.name == "sqlite":
        for table in ISSUED:
            for change in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_{change.lower()} BEFORE {change} ON {table} "
                    "BEGIN SELECT RAISE(ABORT, 'issued briefings cannot be changed'); END"
                )
        return
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'issued briefings cannot be changed'; END $$"
    )
    for table in ISSUED:
        op.execute(
            f"CREATE TRIGGER {table}_unchanged BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )


def downgrade() -> None:
    for table in ("templates", "briefing_files", "briefings", "briefing_edits"):
        op.drop_table(table)
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")
