"""What the site consists of: one module per family of pages, each giving Outputs for the engine."""
