"""The methods on the command line: `python -m keta.insight NAME FILE ...`."""
