"""The words of texts and emails: reading, merging, measuring, composing. Pure: no models, no settings, no clock."""
