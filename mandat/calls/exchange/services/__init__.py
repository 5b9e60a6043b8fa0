"""What is done around a public call: followed, asked, answered, amended, told."""
