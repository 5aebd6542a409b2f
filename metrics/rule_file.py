"""What every file of rules says of itself, so that it can be named beside what it gave."""

from dataclasses import dataclass

from words import language


@dataclass(frozen=True, eq=False)
class RuleFile:
    """Rules read from a TOML file. names: {language: name}."""

    code: str
    version: int
    names: dict[str, str]

    @property
    def name(self) -> str:
        """The name in the language in use."""
        return self.names[language()]
