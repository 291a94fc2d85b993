"""A server that does what archives' servers do, as data: what is answered, and the verdicts that are right.

Each behaviour is asked for twice: as an address alone, and as that of a document. ``python -m tests.links.behaviours``
prints how many verdicts are right in each group, over requests and over libcurl.
"""
