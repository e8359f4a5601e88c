"""Forms on paper: domain objects in, the bytes of a PDF out; no clock, no file, no vault."""
