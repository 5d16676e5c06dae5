"""One clause as a `Reading`: what is measured, split, filtered, compared and of whom."""
