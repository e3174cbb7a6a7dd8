"""What a rulebook is made of, and what an answer is: frozen values, one noun to a file."""
