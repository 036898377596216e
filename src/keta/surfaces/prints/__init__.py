"""Documents on paper: a neutral description of a document becomes a PDF."""
