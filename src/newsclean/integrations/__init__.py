"""newsclean in the engines people already run: one thin adapter a file, named after its tool, each an extra.

Nothing here is imported until it is asked for, and importing an adapter is what needs its tool::

    import newsclean.integrations.polars  # pip install "newsclean[polars]"

Every adapter takes a :class:`newsclean.Pipeline` (None: the one that ``clean`` runs) and passes it through; none has
options of its own for cleaning.
"""
