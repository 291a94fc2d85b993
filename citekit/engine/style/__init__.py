"""A style compiled: its elements, names, dates, numbers and locale."""
