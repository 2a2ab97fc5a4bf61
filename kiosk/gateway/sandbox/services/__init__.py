"""What offices do while the citizen waits: one file for each kind of inquiry, offering `answer(desks, question)`."""
