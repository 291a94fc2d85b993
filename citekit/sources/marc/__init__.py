"""MARC 21 and UNIMARC, as XML (MARCXML) and as ISO 2709."""
