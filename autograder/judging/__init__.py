"""From an answer to a verdict: what a problem is made of, and what is right, wrong and why."""
