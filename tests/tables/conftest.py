"""Tables are rendered here outside of a page."""

import pytest

from screens import links


@pytest.fixture(autouse=True)
def no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """Links of a page hold the plan and month of its address; here is none."""
    monkeypatch.setattr(links, "parameter", lambda name: None)
