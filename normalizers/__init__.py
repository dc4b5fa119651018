"""What a text means: strings and marks in, values with their raw text and rule out."""
