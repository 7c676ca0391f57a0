"""All that has to be right for `Proved` to be true. Standard library only."""
