"""Fonds turns a heap of fan fiction files into a library."""

__version__ = "0.1.0"
