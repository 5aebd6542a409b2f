"""All that knows Streamlit beside the pages: the view of one run, links, caches, saving, and the pieces pages are made of."""
