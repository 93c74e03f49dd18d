"""Room: packs."""
