"""From documents to terms: passages, sentences, stems, and what each sentence holds. Pure."""
