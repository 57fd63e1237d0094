"""How the schema grew: one file per step, packaged with the program that runs them."""
