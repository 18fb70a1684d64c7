"""What Severa can be asked: one module a resource, its models beside it.

`severa.invoices.get(guid)` is a call, not yet made; a client sends it. The models stand here too: `severa.Invoice`.
Each is imported at its first use.
"""
