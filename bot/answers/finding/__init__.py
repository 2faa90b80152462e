"""Facts beside a question: what each holds of it, what it lacks, and how much of it."""
