"""How hard the program tried to be wrong: slips in what is proved; near truths and conditions of what is not."""
