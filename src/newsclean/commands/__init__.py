"""The commands, one file each; they parse arguments and print, and clean nothing themselves."""
