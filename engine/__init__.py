"""What runs Kindling: the language, the runner, the outbox and its gate, in layers that import downwards."""
