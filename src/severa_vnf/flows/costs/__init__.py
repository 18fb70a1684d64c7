"""Purchase costs: lines of Visma.net's documents that name a project become project fees in Severa."""
