"""From statements to verdicts, from verdicts to the outcome of every place, and the record of both."""
