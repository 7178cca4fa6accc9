"""The German texts: a module for each room of `companion.words`, with the same names. `companion.words.language` lays
them over the English ones.

They say du, are literal and calm, and keep to short main clauses (near to "Leichte Sprache"). What the journal and the
exports hold is data and stays as it is. Letters that stand on buttons are the same in every language.
"""
