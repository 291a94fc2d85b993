"""CSL-JSON: mapping documents to items and back, types, locators, keys."""
