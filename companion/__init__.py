"""Companion: a plain word for a face, and honesty about doubt. Everything stays on this computer."""

__version__ = "0.1.0"
