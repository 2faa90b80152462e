"""Looking up facts, guarding what may answer, and wording the reply."""
