"""Comparison with citeproc-js in the official styles: the items, the runner and the table of departures."""
