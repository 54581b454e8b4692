"""Sheets, cards, stands and leaflets for paper (fpdf2): they go to labels/, never into the site."""
