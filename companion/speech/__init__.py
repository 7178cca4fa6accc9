"""Says the word aloud: when (policy) and how (voices) are apart."""
