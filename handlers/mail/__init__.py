"""What SendGrid posts: mail that people write to us, and reports on what we sent."""
