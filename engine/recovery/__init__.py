"""What webhooks should have told and did not: asked for, again and again, so that nothing a member says is lost."""

from engine.recovery.recovering import Recovered, recover

__all__ = ["Recovered", "recover"]
