"""Records as lines with tags: Refer (EndNote), RefWorks, NBIB (PubMed)."""
