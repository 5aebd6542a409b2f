"""A workbook or what is known of a plan in; the bytes of a document out. No Streamlit, no database."""
