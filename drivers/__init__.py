"""Ground floor: touches the world (readers, cards, cameras, printers). Knows nothing above it."""
