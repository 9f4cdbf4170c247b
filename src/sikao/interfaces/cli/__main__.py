"""`python -m sikao.interfaces.cli` is the program `sikao`, where its script is not on the path."""

from sikao.interfaces.cli.program import main

if __name__ == "__main__":
    main(prog_name="sikao")
