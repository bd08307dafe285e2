"""A month, or a year, of a whole community whose people are drawn at random: played, printed and judged."""
