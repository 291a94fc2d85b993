"""Documents of word processors (.docx, .odt) as sources: works in their citation fields, sources in their notes."""
