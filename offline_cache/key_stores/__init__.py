"""Where a terminal keeps its own keys: one module a place, each offering `open_store(folder)` (ADR 24)."""
