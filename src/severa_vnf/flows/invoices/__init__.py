"""The transfer of invoices and credit notes to Visma.net."""
