"""Berdaya: from need to outcome, one thread."""

__version__ = "0.1.0"
