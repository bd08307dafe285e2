"""``/api/v1``: what other programs report and ask. Bearer ``API_KEY``; errors as RFC 9457 problems."""
