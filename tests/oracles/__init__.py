"""What the bank is held to: answers worked out apart from its references, known calls, and other right functions.

One module a problem. ANSWERS: part to value; VECTORS: part, arguments, keywords, result; ALTERNATIVES: part to function.
"""
