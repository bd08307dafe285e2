"""What callers hear and what their keys do: states that answer each turn of a phone call with a script."""
