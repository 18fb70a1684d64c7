"""Procedures that take several exchanges: each asks typed questions and touches nothing itself."""
