"""The first tables

Revision: 0001, after
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "workbooks",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_workbooks")),
    )
    op.create_table(
        "imports",
        sa.Column("import_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("plan_code", sa.String(), nullable=True),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("month", sa.String(length=7), nullable=True),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("accepted_reason", sa.String(), nullable=True),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["sha256"], ["workbooks.sha256"], name=op.f("fk_imports_sha256")),
        sa.PrimaryKeyConstraint("import_id", name=op.f("pk_imports")),
    )
    op.create_table(
        "baselines",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("plan_code", sa.String(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("source_import", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("baseline_code", sa.String(), nullable=True),
        sa.Column("section", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("baseline_value", sa.Float(), nullable=True),
        sa.Column("comparator", sa.String(), nullable=True),
        sa.Column("unit_of_measure", sa.String(), nullable=True),
        sa.Column("period_text", sa.String(), nullable=True),
        sa.Column("target_code", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["since"], ["imports.import_id"], name=op.f("fk_baselines_since")),
        sa.ForeignKeyConstraint(
            ["source_import"], ["imports.import_id"], name=op.f("fk_baselines_source_import")
        ),
        sa.ForeignKeyConstraint(["until"], ["imports.import_id"], name=op.f("fk_baselines_until")),
        sa.PrimaryKeyConstraint("key", "since", name=op.f("pk_baselines")),
    )
    with op.batch_alter_table("baselines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_baselines_plan_code"), ["plan_code"], unique=False)
        batch_op.create_index(
            "uq_baselines_current",
            ["key"],
            unique=True,
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )

    op.create_table(
        "checkpoints",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("plan_code", sa.String(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("source_import", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("target_code", sa.String(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("planned_value", sa.Float(), nullable=True),
        sa.Column("checkpoint_text", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["since"], ["imports.import_id"], name=op.f("fk_checkpoints_since")),
        sa.ForeignKeyConstraint(
            ["source_import"], ["imports.import_id"], name=op.f("fk_checkpoints_source_import")
        ),
        sa.ForeignKeyConstraint(["until"], ["imports.import_id"], name=op.f("fk_checkpoints_until")),
        sa.PrimaryKeyConstraint("key", "since", name=op.f("pk_checkpoints")),
    )
    with op.batch_alter_table("checkpoints", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_checkpoints_plan_code"), ["plan_code"], unique=False)
        batch_op.create_index(
            "uq_checkpoints_current",
            ["key"],
            unique=True,
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )

    op.create_table(
        "import_sheets",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("header_rows", sa.JSON(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["imports.import_id"], name=op.f("fk_import_sheets_import_id")
        ),
        sa.PrimaryKeyConstraint("import_id", "sheet", "kind", name=op.f("pk_import_sheets")),
    )
    op.create_table(
        "indicators",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("plan_code", sa.String(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("source_import", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("target_code", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("month", sa.String(), nullable=True),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("numerator", sa.Float(), nullable=True),
        sa.Column("denominator", sa.Float(), nullable=True),
        sa.Column("unit_of_measure", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["since"], ["imports.import_id"], name=op.f("fk_indicators_since")),
        sa.ForeignKeyConstraint(
            ["source_import"], ["imports.import_id"], name=op.f("fk_indicators_source_import")
        ),
        sa.ForeignKeyConstraint(["until"], ["imports.import_id"], name=op.f("fk_indicators_until")),
        sa.PrimaryKeyConstraint("key", "since", name=op.f("pk_indicators")),
    )
    with op.batch_alter_table("indicators", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_indicators_plan_code"), ["plan_code"], unique=False)
        batch_op.create_index(
            "uq_indicators_current",
            ["key"],
            unique=True,
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )

    op.create_table(
        "plans",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("plan_code", sa.String(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("source_import", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("short_title", sa.String(), nullable=True),
        sa.Column("issuers", sa.JSON(), nullable=True),
        sa.Column("document_number", sa.String(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("period_text", sa.String(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["since"], ["imports.import_id"], name=op.f("fk_plans_since")),
        sa.ForeignKeyConstraint(
            ["source_import"], ["imports.import_id"], name=op.f("fk_plans_source_import")
        ),
        sa.ForeignKeyConstraint(["until"], ["imports.import_id"], name=op.f("fk_plans_until")),
        sa.PrimaryKeyConstraint("key", "since", name=op.f("pk_plans")),
    )
    with op.batch_alter_table("plans", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plans_plan_code"), ["plan_code"], unique=False)
        batch_op.create_index(
            "uq_plans_current",
            ["key"],
            unique=True,
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )

    op.create_table(
        "standards",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("plan_code", sa.String(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("source_import", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("section", sa.String(), nullable=True),
        sa.Column("direction", sa.String(), nullable=True),
        sa.Column("topic", sa.String(), nullable=True),
        sa.Column("nature", sa.String(), nullable=True),
        sa.Column("action", sa.String(), nullable=True),
        sa.Column("standard_number", sa.String(), nullable=True),
        sa.Column("stage", sa.String(), nullable=True),
        sa.Column("registered_on", sa.Date(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("lead_units", sa.JSON(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["since"], ["imports.import_id"], name=op.f("fk_standards_since")),
        sa.ForeignKeyConstraint(
            ["source_import"], ["imports.import_id"], name=op.f("fk_standards_source_import")
        ),
        sa.ForeignKeyConstraint(["until"], ["imports.import_id"], name=op.f("fk_standards_until")),
        sa.PrimaryKeyConstraint("key", "since", name=op.f("pk_standards")),
    )
    with op.batch_alter_table("standards", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_standards_plan_code"), ["plan_code"], unique=False)
        batch_op.create_index(
            "uq_standards_current",
            ["key"],
            unique=True,
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )

    op.create_table(
        "targets",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("plan_code", sa.String(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("source_import", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("target_code", sa.String(), nullable=True),
        sa.Column("section", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("target_text", sa.String(), nullable=True),
        sa.Column("target_value", sa.Float(), nullable=True),
        sa.Column("comparator", sa.String(), nullable=True),
        sa.Column("unit_of_measure", sa.String(), nullable=True),
        sa.Column("is_striving", sa.Boolean(), nullable=True),
        sa.Column("baseline_value", sa.Float(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_source", sa.String(), nullable=True),
        sa.Column("measure", sa.String(), nullable=True),
        sa.Column("measure_scope", sa.String(), nullable=True),
        sa.Column("lead_units", sa.JSON(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["since"], ["imports.import_id"], name=op.f("fk_targets_since")),
        sa.ForeignKeyConstraint(
            ["source_import"], ["imports.import_id"], name=op.f("fk_targets_source_import")
        ),
        sa.ForeignKeyConstraint(["until"], ["imports.import_id"], name=op.f("fk_targets_until")),
        sa.PrimaryKeyConstraint("key", "since", name=op.f("pk_targets")),
    )
    with op.batch_alter_table("targets", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_targets_plan_code"), ["plan_code"], unique=False)
        batch_op.create_index(
            "uq_targets_current",
            ["key"],
            unique=True,
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )

    op.create_table(
        "task_reports",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("plan_code", sa.String(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("source_import", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("task_code", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("month", sa.String(), nullable=True),
        sa.Column("attained_share", sa.Float(), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("progress_text", sa.String(), nullable=True),
        sa.Column("problem_text", sa.String(), nullable=True),
        sa.Column("next_step_text", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["since"], ["imports.import_id"], name=op.f("fk_task_reports_since")),
        sa.ForeignKeyConstraint(
            ["source_import"], ["imports.import_id"], name=op.f("fk_task_reports_source_import")
        ),
        sa.ForeignKeyConstraint(["until"], ["imports.import_id"], name=op.f("fk_task_reports_until")),
        sa.PrimaryKeyConstraint("key", "since", name=op.f("pk_task_reports")),
    )
    with op.batch_alter_table("task_reports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_reports_plan_code"), ["plan_code"], unique=False)
        batch_op.create_index(
            "uq_task_reports_current",
            ["key"],
            unique=True,
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )

    op.create_table(
        "tasks",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("plan_code", sa.String(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("source_import", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("task_code", sa.String(), nullable=True),
        sa.Column("section", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column("lead_units", sa.JSON(), nullable=True),
        sa.Column("support_units", sa.JSON(), nullable=True),
        sa.Column("due_text", sa.String(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("is_ongoing", sa.Boolean(), nullable=True),
        sa.Column("inferred_units", sa.JSON(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["since"], ["imports.import_id"], name=op.f("fk_tasks_since")),
        sa.ForeignKeyConstraint(
            ["source_import"], ["imports.import_id"], name=op.f("fk_tasks_source_import")
        ),
        sa.ForeignKeyConstraint(["until"], ["imports.import_id"], name=op.f("fk_tasks_until")),
        sa.PrimaryKeyConstraint("key", "since", name=op.f("pk_tasks")),
    )
    with op.batch_alter_table("tasks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tasks_plan_code"), ["plan_code"], unique=False)
        batch_op.create_index(
            "uq_tasks_current",
            ["key"],
            unique=True,
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )

    op.create_table(
        "trainings",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("plan_code", sa.String(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("source_import", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("training_type", sa.String(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("organiser", sa.String(), nullable=True),
        sa.Column("attendances", sa.Integer(), nullable=True),
        sa.Column("venue", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["since"], ["imports.import_id"], name=op.f("fk_trainings_since")),
        sa.ForeignKeyConstraint(
            ["source_import"], ["imports.import_id"], name=op.f("fk_trainings_source_import")
        ),
        sa.ForeignKeyConstraint(["until"], ["imports.import_id"], name=op.f("fk_trainings_until")),
        sa.PrimaryKeyConstraint("key", "since", name=op.f("pk_trainings")),
    )
    with op.batch_alter_table("trainings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trainings_plan_code"), ["plan_code"], unique=False)
        batch_op.create_index(
            "uq_trainings_current",
            ["key"],
            unique=True,
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )

    op.create_table(
        "units",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("plan_code", sa.String(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("source_import", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("short_name", sa.String(), nullable=True),
        sa.Column("aliases", sa.JSON(), nullable=True),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["since"], ["imports.import_id"], name=op.f("fk_units_since")),
        sa.ForeignKeyConstraint(
            ["source_import"], ["imports.import_id"], name=op.f("fk_units_source_import")
        ),
        sa.ForeignKeyConstraint(["until"], ["imports.import_id"], name=op.f("fk_units_until")),
        sa.PrimaryKeyConstraint("key", "since", name=op.f("pk_units")),
    )
    with op.batch_alter_table("units", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_units_plan_code"), ["plan_code"], unique=False)
        batch_op.create_index(
            "uq_units_current",
            ["key"],
            unique=True,
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("units", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_units_current",
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_units_plan_code"))

    op.drop_table("units")
    with op.batch_alter_table("trainings", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_trainings_current",
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_trainings_plan_code"))

    op.drop_table("trainings")
    with op.batch_alter_table("tasks", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_tasks_current",
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_tasks_plan_code"))

    op.drop_table("tasks")
    with op.batch_alter_table("task_reports", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_task_reports_current",
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_task_reports_plan_code"))

    op.drop_table("task_reports")
    with op.batch_alter_table("targets", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_targets_current",
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_targets_plan_code"))

    op.drop_table("targets")
    with op.batch_alter_table("standards", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_standards_current",
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_standards_plan_code"))

    op.drop_table("standards")
    with op.batch_alter_table("plans", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_plans_current",
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_plans_plan_code"))

    op.drop_table("plans")
    with op.batch_alter_table("indicators", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_indicators_current",
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_indicators_plan_code"))

    op.drop_table("indicators")
    op.drop_table("import_sheets")
    with op.batch_alter_table("checkpoints", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_checkpoints_current",
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_checkpoints_plan_code"))

    op.drop_table("checkpoints")
    with op.batch_alter_table("baselines", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_baselines_current",
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_baselines_plan_code"))

    op.drop_table("baselines")
    op.drop_table("imports")
    op.drop_table("workbooks")
