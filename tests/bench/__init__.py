"""Benches: the bot beside named alternatives, measured in one run on one machine.

    python -m tests.bench                   all of them, and docs/performance.md written anew
    python -m tests.bench conversation      only that one, printed

Absolute figures are as good as the machine; what counts are the ratios, so whatever is compared takes turns
(A B A B …) and medians are taken. BENCH_QUICK=1 makes everything small: to look at, not to keep.
"""
