"""What a run would do with invoices and payments: the run itself, stopped before it writes to a service."""
