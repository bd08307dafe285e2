"""What people see: phones, mailboxes, the community's clock and the log of webhooks."""
