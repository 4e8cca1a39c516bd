"""What is measured, runnable by anyone: python3 run.py bench. Never a timed test."""
