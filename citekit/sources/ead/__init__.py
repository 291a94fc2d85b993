"""Finding aids: EAD 2002 and EAD3 (Library of Congress and SAA, tag libraries)."""
