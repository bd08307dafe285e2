"""What it was all worth: each member's week with its reasons, a leader's people, the steps, the month as a letter."""
