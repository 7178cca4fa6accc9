"""From a face to a reading: classify, smooth, decide. Pure functions; the clock is passed in."""
