"""Work to claims: what the words of a header and of a story mean.

Takes a work and the packs; gives claims, each with basis, confidence and evidence. Never
changes a text and never overrides what somebody stated.
"""
