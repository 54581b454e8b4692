"""What staff do beside writing pages: one module per task."""
