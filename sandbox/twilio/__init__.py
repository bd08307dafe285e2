"""The pretend Twilio: texts, stop words, numbers and calls, over Twilio's own HTTP."""
