"""From the files of a pack to values: one module for each kind of file, and the checks between them."""
