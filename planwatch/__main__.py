"""`python -m planwatch …`."""

from planwatch import main

main()
