"""python -m proofread, where the command is not on the path."""

from proofread.cli import main

if __name__ == "__main__":
    main()
