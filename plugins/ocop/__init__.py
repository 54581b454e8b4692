"""The OCOP catalogue compiler, hosted by Pelican. `python -m ocop` is its command line; `ocop.site` is the plugin."""
