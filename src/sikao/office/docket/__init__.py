"""The docket of bonus and deduction (加减分): applied for, examined twice, shown, decided, posted."""
