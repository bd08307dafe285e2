"""A manager's YAML as nodes with their places: every scalar is text, and what nobody means is refused."""
