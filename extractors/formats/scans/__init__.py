"""Scanned pages: from the picture of a page to the same sheet that a born-digital page gives.

`tesseract` reads the words, `picture` sets the page upright and finds rules and signs, `sheets`
puts both on a sheet. Everything behind the sheet is the same for both kinds of pages.
"""
