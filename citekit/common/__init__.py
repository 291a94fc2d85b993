"""What all other packages use: errors for people, the tables in ``data/``, files of any kind."""
