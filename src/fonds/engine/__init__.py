"""Where pure stages run: in this process, or in supervised workers.

Takes a function and items; gives one outcome an item, in the order of the items;
never loses an item, and never lets one that hangs, dies or swells cost another.
"""
