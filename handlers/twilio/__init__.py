"""What Twilio posts: texts, reports on what we sent, and calls. All of it signed."""
