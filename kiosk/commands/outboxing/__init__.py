"""What the verb `outbox` can do, one module for each kind of work."""
