"""Keys written as text (TOML, JSON lines, Markdown) to items, and their audit. Nothing of a file is executed."""
