"""The addresses of plans and of what serves them; a module per subject."""
