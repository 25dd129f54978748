"""What came back in a Word file that went out: remarks with their places in the words that it went out with. Pure.

The modules, from the words inwards: ``base`` (what a version says, leaf by leaf), ``leaves`` (which part of the file is
which leaf), ``changes`` (what was done to one leaf, by whom), ``found`` (the remarks that follow), ``saying`` (their
sentences), ``matching`` (all of a file), ``unseen`` (without characters that nobody can see),
``carrying`` (places in today's words).
"""
