"""What was paid in Visma.net comes back to Severa; and what else became of a document after the transfer."""
