"""What people do with organisations, people, rights and their own account: one function per verb."""
