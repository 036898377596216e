"""What we sell and buy, and for how much: products, price lists; the ground of every priced document."""
