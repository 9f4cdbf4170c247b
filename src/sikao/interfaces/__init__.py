"""The doors: web, command line and jobs translate the outside world into one call each and decide nothing."""
