"""How hard the program tried to be wrong: slips in what is proved, nearby truths and missing conditions of what is not."""
