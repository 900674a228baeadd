"""French normalisation in four stages: encoding, Unicode, white space, typography. Each gives edits."""
