"""The field's words: languages, terms, kinds of rows, errors, months, numbers, units of measure. Imports nothing of ours."""

from words.language import DEFAULT_LANGUAGE, LANGUAGES, LOCALES, N_, _, language, use_language

__all__ = ["DEFAULT_LANGUAGE", "LANGUAGES", "LOCALES", "N_", "_", "language", "use_language"]
