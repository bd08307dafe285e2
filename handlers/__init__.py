"""The doors: each verifies, parses, records, rings and answers; whatever has to happen then is the engine's."""
