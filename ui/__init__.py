"""Where people touch it: web page, command line, and the composition of a running whole."""
