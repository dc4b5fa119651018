"""The application: what happens in which order, and what comes out."""
