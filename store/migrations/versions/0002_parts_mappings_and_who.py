"""Several tables of a kind on one sheet, who saved an import, values of a month alone, and what columns mean

Revision: 0002, after 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

VERSIONED = (
    "plans",
    "targets",
    "checkpoints",
    "baselines",
    "tasks",
    "units",
    "standards",
    "trainings",
    "indicators",
    "task_reports",
)
PRIMARY_KEY = ["import_id", "sheet", "kind"]


def upgrade() -> None:
    for table in (*VERSIONED, "import_sheets"):
        op.add_column(table, sa.Column("part", sa.Integer(), server_default="0", nullable=False))
    _change_primary_key([*PRIMARY_KEY, "part"])
    op.add_column("imports", sa.Column("saved_by", sa.String()))
    op.add_column("indicators", sa.Column("month_value", sa.Float()))
    op.create_table(
        "header_mappings",
        sa.Column("plan_code", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("headers", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.String()),
        sa.PrimaryKeyConstraint("plan_code", "unit", "headers", name=op.f("pk_header_mappings")),
    )


def downgrade() -> None:
    op.drop_table("header_mappings")
    op.drop_column("indicators", "month_value")
    op.drop_column("imports", "saved_by")
    _change_primary_key(PRIMARY_KEY)
    for table in (*VERSIONED, "import_sheets"):
        op.drop_column(table, "part")


def _change_primary_key(columns: list[str]) -> None:
    with op.batch_alter_table("import_sheets") as batch:  # SQLite makes the table anew
        batch.drop_constraint("pk_import_sheets", type_="primary")
        batch.create_primary_key("pk_import_sheets", columns)
