"""The Discord surface: short shells around `Answerer`, sending through `_send` only."""
