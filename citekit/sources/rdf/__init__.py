"""RDF/XML: libraries of Zotero, the Bibliographic Ontology, Dublin Core."""
