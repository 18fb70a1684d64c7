"""The whole chain on two simulators: `python -m severa_vnf.walk` re-bills a purchase and follows it to its payment."""
