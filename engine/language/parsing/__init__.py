"""From nodes to checked data: one module for each kind of file and each kind of value."""
