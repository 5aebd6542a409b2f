"""The pages of the menu, read from pages/menu.py: a new page is tested, measured and pictured the moment it stands there."""

import ast

import settings


def pages() -> dict[str, str]:
    """What the menu opens: the name of each page's file, and its address ("" is the overview)."""
    tree = ast.parse((settings.ROOT / "pages" / "menu.py").read_text(encoding="utf-8"))
    found = {}
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "st.Page":
            name = ast.literal_eval(call.args[0]).removesuffix(".py")
            is_default = any(keyword.arg == "default" for keyword in call.keywords)
            found[name] = "" if is_default else name
    return found


PAGES = pages()
