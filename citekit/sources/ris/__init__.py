"""RIS records of reference managers and of archives."""
