"""What the processes of the benchmark do, one module a tool."""
