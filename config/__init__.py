"""Ground floor: what the terminal was told (profiles, service items, fault and event catalogues)."""
