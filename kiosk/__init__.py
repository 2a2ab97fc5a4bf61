"""The civil servant: knows people, services and cases. Above the trades, below the glass."""
