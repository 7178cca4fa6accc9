"""What the networks are: their Keras definitions and the releases trained from them."""
