"""The use cases, one a file and one transaction each. They know neither Streamlit nor SQL."""
