"""The people: how they come in, change, go, and what is known of them."""
