"""The pages that speak for the whole site."""
