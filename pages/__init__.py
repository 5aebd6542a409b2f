"""One file a page. menu.py is the frame they run in."""
