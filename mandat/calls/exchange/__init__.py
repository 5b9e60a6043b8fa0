"""What is said about a public call: questions, answers, amendments, and who is told."""
