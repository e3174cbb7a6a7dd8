"""The rulebook: rules and instruments read from TOML, each problem reported where it stands."""
