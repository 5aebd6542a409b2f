"""What columns mean, remembered for a unit and the very headers of its table."""

from store.database import snapshot, transaction
from store.mappings import forget, newest, remember, remembered

HEADERS = ("规范", "归类")


def test_what_was_said_last_counts(engine):
    with transaction(engine) as connection:
        remember(connection, "p", "甲", HEADERS, "standards", ("标准名称", None))
        remember(connection, "p", "甲", HEADERS, "standards", ("标准名称", "领域"), "王建国")
        remember(connection, "p", None, HEADERS, "tasks", (None, None))
    with snapshot(engine) as connection:
        assert set(remembered(connection)) == {
            ("p", "甲", HEADERS, "standards", ("标准名称", "领域")),
            ("p", "", HEADERS, "tasks", (None, None)),
        }


def test_it_can_be_forgotten_and_every_change_shows(engine):
    seen = []
    with transaction(engine) as connection:
        seen.append(newest(connection))
        remember(connection, "p", "甲", HEADERS, "standards", ("标准名称", "领域"))
        seen.append(newest(connection))
        forget(connection, "p", "甲", HEADERS)
        seen.append(newest(connection))
        assert remembered(connection) == []
    assert seen[0] != seen[1] != seen[2]
