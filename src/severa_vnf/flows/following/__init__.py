"""What follows a transfer, once the invoice has its number: files, the application of a credit note, the release."""
