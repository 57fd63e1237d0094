"""REGISTER of commands, in the order of help; one file each."""
