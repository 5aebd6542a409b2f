"""What progress means: tables in, tables out. No database, no Streamlit. Terms: docs/glossary.md."""
