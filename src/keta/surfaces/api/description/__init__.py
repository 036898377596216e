"""The OpenAPI document, written from the specs and the caller's rights."""
