"""What people see. Views show a report in words; they never calculate."""
