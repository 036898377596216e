"""What has happened: written in the transaction that did it, told to the listeners after its commit."""
