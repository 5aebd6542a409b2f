"""Metric tables in, Plotly figures out. Runs without Streamlit."""
