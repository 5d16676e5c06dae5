"""What marketers know: plays, documents, and the search over them."""
