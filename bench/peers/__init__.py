"""The eight rules once more, in the own words of other rule engines.

Each module has `NAME`, `PACKAGE`, `NOTE`, and four functions: `load()` returns the program, `prepared(facts)`
the generator's facts in the form the engine takes, `decide(program, prepared)` what the engine answers,
and `answer_of(...)` that answer in the form of `bench.cases.expected`.
"""
