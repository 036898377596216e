"""The books: accounts, vouchers that balance, postings that nobody changes."""
