"""Brings filed cases to the centre, and its answers back."""
