"""The domain: what a catalogue of OCOP products is made of and the rules it lives by, as frozen values and pure functions.

Import from the modules: `fields`, `models`, `lists` are the schema; `assembled` is the whole catalogue; `problem` says what is
wrong with a file; `levels`, `validity`, `status` are the rules on recognitions; `groups`, `units` look names up by day;
`relations` says who belongs to whom.
"""
