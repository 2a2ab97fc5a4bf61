"""Ground floor: never forgets (outbox, print journal, audit journal, replica)."""
