"""The pretend SendGrid: mail/send, event webhooks and Inbound Parse, over SendGrid's own HTTP."""
