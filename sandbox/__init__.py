"""A pretend Twilio and SendGrid, with a page of phones and mailboxes. See `sandbox/README.md`."""
