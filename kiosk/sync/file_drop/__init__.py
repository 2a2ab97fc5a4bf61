"""Cases and answers that travel by hand, as batches in folders (docs/adr/0022, 0027)."""
