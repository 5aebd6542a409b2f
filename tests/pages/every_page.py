"""The pages of the menu: a new page is tested, measured and pictured the moment it stands there."""

from pages.menu import GROUPS, OVERVIEW

# The name of each page's file, and its address ("" is the overview).
PAGES = {
    entry.name: "" if entry.name == OVERVIEW else entry.name
    for entries in GROUPS.values()
    for entry in entries
}
