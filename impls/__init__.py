"""Reference implementations, one module a field: plain NumPy, with PyTorch twins in the ``*_torch`` modules.

Vectors are 1-D float64 arrays, matrices 2-D. Every function raises ``ValueError`` naming the shapes when they do not
fit, and never changes its arguments. Nothing here imports the engine that checks it.
"""
