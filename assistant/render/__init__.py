"""From facts to what a person sees: number formats, texts and charts in two languages."""
