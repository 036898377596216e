"""Which version of definitions, rights and options is in force: the key under which processes cache them."""
