"""Workbook in; rows and problems out. Reads, never saves."""
