"""What a file may ask for. A file is not trusted: everything that grows has an end."""

from __future__ import annotations

MOST_LINE = 1 << 18  # bytes of one item
MOST_FILE = 1 << 26  # bytes of a file that is read whole (TOML, Markdown); JSON lines are streamed
MOST_TEXT = 20_000  # characters of one expression
MOST_DEPTH = 48  # brackets, signs and lambdas inside one another
MOST_DIGITS = 100  # of a number as typed
MOST_BITS = 2_000  # of a whole number that is computed while reading
MOST_EXPONENT = 1000
MOST_ENTRIES = 4096  # of a declared value whose sizes are numbers
MOST_SIZE = 64  # of a size that is a number
MOST_STEPS = 20_000  # of reading one item
MOST_NODES = 5_000  # of one term
MOST_NESTED = 200  # operations of one term inside one another
MOST_NAMES = 100  # symbols of one item
MOST_PARTS = 64  # options, lines, readings, assumptions of one item
