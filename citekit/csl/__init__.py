"""The CSL standard alone: variables, names, wording, languages."""
