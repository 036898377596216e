"""What we sell and buy, and for how much: categories, units, products, price lists; the ground of every priced document."""
