"""The glass: the only floor that shows anything."""
