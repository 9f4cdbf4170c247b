"""Pages of the docket of bonus and deduction: bringing, examining, notice, deciding, the year's register."""
