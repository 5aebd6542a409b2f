"""What the environment says."""

import pytest

import settings
from words.errors import BadSetting


@pytest.mark.parametrize("said, is_read_only", [(None, False), ("", False), ("0", False), ("1", True)])
def test_a_server_only_shows_when_it_is_told_to(monkeypatch, said, is_read_only):
    monkeypatch.delenv("PLANWATCH_READ_ONLY", raising=False)
    if said is not None:
        monkeypatch.setenv("PLANWATCH_READ_ONLY", said)
    assert settings.load().is_read_only is is_read_only


def test_a_typing_error_does_not_open_what_was_to_be_closed(monkeypatch):
    monkeypatch.setenv("PLANWATCH_READ_ONLY", "yes")
    with pytest.raises(BadSetting, match="yes"):
        settings.load()
