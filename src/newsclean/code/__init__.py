"""Injected code in plain text: found by its shape, cut to the exact character.

The rooms, in the order in which a text goes through them:

``gate``      no character of code, no work
``scan``, ``lines``  the cheap scans, and windows on long lines
``markup``    tags, comments, stray attributes, as HTML or escaped
``brackets``  shortcodes of content systems, BBCode
``templates`` ``{{ }}``, ``{% %}``, ``<?php ?>``, ``${ }``, ``%%X%%``
``blobs``     data: addresses, base64, hex, SVG paths, source maps, protected e-mail addresses
``lex``       tokens of what may be script, style or JSON; bracket groups that balance are folded into one token
``weigh``     what each token says for or against code
``segment``   the cheapest reading of the tokens as prose and code (Viterbi)
``leftovers`` words that a script left alone on a line
``context``   code that the article is about stays
``cut``       from spans to edits: how the text closes over what went
"""
