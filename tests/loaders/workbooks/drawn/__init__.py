import os

# openpyxl writes the same cells in other bytes where lxml is installed; read when it is first imported.
os.environ["OPENPYXL_LXML"] = "False"
