"""Our own questions on the demo shop; what is expected of each answer is plain SQL over the snapshot's files."""
