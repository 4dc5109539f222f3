"""The measurements that the README's figures come from. `python -m bench` runs them; docs/measurements.md explains."""
