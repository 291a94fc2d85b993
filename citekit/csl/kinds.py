"""The kinds of CSL-JSON variables: names, dates, everything else (CSL 1.0.2, appendix IV)."""

NAME_VARIABLES = frozenset(
    (
        "author chair collection-editor compiler composer container-author contributor curator director editor "
        "editorial-director editor-translator executive-producer guest host illustrator interviewer narrator organizer "
        "original-author performer producer recipient reviewed-author script-writer series-creator translator"
    ).split()
)
DATE_VARIABLES = frozenset(["accessed", "available-date", "container", "event-date", "issued", "original-date", "submitted"])
# all others but id, type, custom, categories (CSL-JSON schema, csl-data)
TEXT_VARIABLES = frozenset(
    (
        "abstract annote archive archive_collection archive_location archive-place authority call-number chapter-number citation-key "
        "citation-label citation-number collection-number collection-title container-title container-title-short dimensions division DOI "
        "edition event event-place event-title first-reference-note-number genre ISBN ISSN issue journalAbbreviation jurisdiction keyword "
        "language locator medium note number number-of-pages number-of-volumes original-publisher original-publisher-place original-title "
        "page page-first part part-title PMCID PMID printing publisher publisher-place references reviewed-genre reviewed-title scale "
        "section shortTitle source status supplement title title-short URL version volume volume-title year-suffix"
    ).split()
)
