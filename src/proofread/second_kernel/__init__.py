"""A second kernel: statements and their evidence as Coq files, which Coq checks on its own.

Nothing here is trusted. A fault in this folder can make Coq refuse what is true, or show it another statement than the
one meant, which is why the statement stands readable in the file; it cannot make Coq accept what does not follow.
"""
