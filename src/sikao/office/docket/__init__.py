"""The docket of bonus and deduction (加减分): applications, two examinations, notice, decision, one figure."""
