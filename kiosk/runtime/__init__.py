"""Where waiting happens: lanes, one for each thing that blocks."""
