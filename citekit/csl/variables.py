"""The variables of CSL 1.0.2 by kind: names, dates, numbers, everything else (CSL 1.0.2, appendix IV)."""

NAME_VARIABLES = frozenset(
    (
        "author chair collection-editor compiler composer container-author contributor curator director editor "
        "editorial-director editor-translator executive-producer guest host illustrator interviewer narrator organizer "
        "original-author performer producer recipient reviewed-author script-writer series-creator translator"
    ).split()
)
DATE_VARIABLES = frozenset(
    ["accessed", "available-date", "container", "event-date", "issued", "original-date", "submitted"]
)
# all others except id, type, custom, categories (CSL-JSON schema, csl-data)
TEXT_VARIABLES = frozenset(
    (
        "abstract annote archive archive_collection archive_location archive-place authority call-number chapter-number"
        " citation-key citation-label citation-number collection-number collection-title container-title"
        " container-title-short dimensions division DOI edition event event-place event-title"
        " first-reference-note-number genre ISBN ISSN issue journalAbbreviation jurisdiction keyword language locator"
        " medium note number number-of-pages number-of-volumes original-publisher original-publisher-place"
        " original-title page page-first part part-title PMCID PMID printing publisher publisher-place references"
        " reviewed-genre reviewed-title scale section shortTitle source status supplement title title-short URL version"
        " volume volume-title year-suffix"
    ).split()
)

# CSL 1.0.2, appendix III
TYPES = frozenset(
    (
        "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection"
        " dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case"
        " legislation manuscript map motion_picture musical_score pamphlet paper-conference patent performance"
        " periodical personal_communication post post-weblog regulation report review review-book software song speech"
        " standard thesis treaty webpage"
    ).split()
)

NUMBER_VARIABLES = frozenset(
    (
        "chapter-number citation-number collection-number edition first-reference-note-number issue locator number"
        " number-of-pages number-of-volumes page page-first part-number printing-number section supplement-number"
        " version volume"
    ).split()
)
# variables whose form="short" is another variable
SHORT = {"title": "title-short", "container-title": "container-title-short"}
# keys of older data and their names in CSL 1.0.2
RENAMED = {
    "journalAbbreviation": "container-title-short",
    "shortTitle": "title-short",
    "archive_location": "archive_location",
    "archive-location": "archive_location",
}
# abbreviation lists are kept for these variables
ABBREVIATED = frozenset(
    (
        "title container-title collection-title authority publisher publisher-place event-place archive archive-place "
        "jurisdiction genre medium number"
    ).split()
)
