"""`keta bench`: fills a scratch database, starts the house on it and measures it over HTTP as a client sees it."""
