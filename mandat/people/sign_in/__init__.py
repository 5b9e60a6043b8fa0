"""Coming in and staying in: second factor, time-out, fresh proof, limits of guessing."""
