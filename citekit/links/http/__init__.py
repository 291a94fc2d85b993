"""Requests to servers: guarded, bounded, polite."""
