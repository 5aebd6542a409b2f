"""Who took part in a training

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


def downgrade() -> None:
    op.drop_column("trainings", "participants")
