"""What is known of each fandom, as data that anyone can extend.

Takes a folder of TOML packs; gives frozen `Pack` values and pure lookups over them;
never reads anything but pack files and never guesses between two people of one name.
"""
