"""Benchmarks: citekit beside its peers, each as a process of its own, in one run."""
