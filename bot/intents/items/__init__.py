"""About whom, what, where and when a question is: the items that a fact must hold."""
