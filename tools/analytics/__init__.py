"""Pure numbers: arrays and frames in, arrays and frames out; no clock, no files, no database."""
