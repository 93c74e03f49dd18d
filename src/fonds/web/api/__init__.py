"""The API: everything the pages do, as JSON, for scripts and other programs."""
