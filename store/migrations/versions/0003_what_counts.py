"""What counts: who took part in a training, what a target counts over; statuses set by hand; closed months

Revision: 0003, after 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("trainings", sa.Column("participants", sa.JSON()))
    op.add_column("targets", sa.Column("cycle", sa.String()))
    op.add_column("checkpoints", sa.Column("cycle", sa.String()))
    op.create_table(
        "overrides",
        sa.Column("override_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("plan_code", sa.String(), nullable=False),
        sa.Column("target_code", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("from_month", sa.String(length=7), nullable=False),
        sa.Column("expires_month", sa.String(length=7), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("override_id", name=op.f("pk_overrides")),
    )
    op.create_table(
        "closings",
        sa.Column("closing_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("plan_code", sa.String(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("rule_set", sa.String(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by", sa.String()),
        sa.Column("board", sa.JSON(), nullable=False),
        sa.Column("reopened_at", sa.DateTime(timezone=True)),
        sa.Column("reopened_by", sa.String()),
        sa.Column("reopen_reason", sa.String()),
        sa.ForeignKeyConstraint(["import_id"], ["imports.import_id"], name=op.f("fk_closings_import_id")),
        sa.PrimaryKeyConstraint("closing_id", name=op.f("pk_closings")),
    )


def downgrade() -> None:
    op.drop_table("closings")
    op.drop_table("overrides")
    op.drop_column("checkpoints", "cycle")
    op.drop_column("targets", "cycle")
    op.drop_column("trainings", "participants")
