"""What every room stands on: errors for people, the tables of ``data/``, files of any kind."""
