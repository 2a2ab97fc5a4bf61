"""What a picture of a paper holds: pure functions over pixels (BGR uint8, shape (height, width, 3))."""
