"""Winning customers: leads, pipelines with their stages, opportunities with deciders and competitors."""
