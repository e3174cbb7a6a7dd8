"""The fixed work of the speed bars, and what is measured with it; `python -m bench` runs it all."""
