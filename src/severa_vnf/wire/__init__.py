"""HTTP as data: what a call is, what a reply means, how a list is paged. No socket, no clock."""
