"""From a claim file to statements: what a claim may say, and nothing about how it is decided."""
