"""The rules of a meeting: pure functions from (state, actor, wish) to events, or a refusal.

Nothing here knows Flask, SQL, the clock or how ids are made; times and ids come in from outside,
so a rule can run again and a test needs no patching.
"""
