"""Who is spoken of in an article: names, descriptions, offices and pronouns brought together."""
