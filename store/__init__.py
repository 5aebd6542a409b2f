"""The database: schema, migrations, saving and reading. All SQL lives here."""
