"""What an author of problems uses."""
