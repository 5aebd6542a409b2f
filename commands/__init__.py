"""The commands of `planwatch`: what each asks for, and what it prints. cli.py gathers them.

Every start of the program imports all of these files, so they import what they work with inside of their functions.
"""
