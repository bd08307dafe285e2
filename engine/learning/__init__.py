"""What nobody could answer is listed for a manager once a week; what they reply becomes an answer, after a yes."""

from engine.learning.listing import look, next_due
from engine.learning.teaching import ANSWER, approved, taught

__all__ = ["ANSWER", "approved", "look", "next_due", "taught"]
