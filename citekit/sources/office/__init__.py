"""Documents of word processors (.docx, .odt) as sources: the works in their citation fields, and their notes' sources."""
