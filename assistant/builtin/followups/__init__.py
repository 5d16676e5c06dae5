"""What a message leaves to earlier turns: ellipsis, references, corrections, what is carried over."""
