"""What is mounted beside student code, and nothing else: it may import microkit and itself."""
