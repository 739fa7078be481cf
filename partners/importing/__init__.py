"""Reading files of facts: text to checked entries, entries to rows. Knows of no file in particular."""
