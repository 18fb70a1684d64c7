"""What Visma.net Financials can be asked: one module a resource, its models beside it.

`vnf.customer_invoice.get(number)` is a call, not yet made; a client sends it. The models stand here too:
`vnf.CustomerInvoice`. Each is imported at its first use.
"""
