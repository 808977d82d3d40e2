"""Small samples: what the answers of a few people can tell, and may be allowed to tell."""
