"""Who held an office when, since when, and after whom, by what the articles attest."""
