"""MODS (Metadata Object Description Schema, Library of Congress, versions 3.0 to 3.8)."""
