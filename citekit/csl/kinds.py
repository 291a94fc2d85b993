"""The kinds of CSL-JSON variables: names, dates, everything else (CSL 1.0.2, appendix IV)."""

NAME_VARIABLES = frozenset(
    (
        "author chair collection-editor compiler composer container-author contributor curator director editor "
        "editorial-director editor-translator executive-producer guest host illustrator interviewer narrator organizer "
        "original-author performer producer recipient reviewed-author script-writer series-creator translator"
    ).split()
)
DATE_VARIABLES = frozenset(["accessed", "available-date", "container", "event-date", "issued", "original-date", "submitted"])
