"""The text form: a folder of strict YAML files."""
