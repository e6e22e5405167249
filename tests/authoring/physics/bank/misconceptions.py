"""What students of falling bodies get wrong, beside the common misconceptions."""

CATALOGUE = {
    "P-HEAVY": "a heavier body thought to fall faster",
    "P-SPEED": "a mean speed taken for the last one, or the reverse",
    "P-ROOT": "a square root forgotten",
}
