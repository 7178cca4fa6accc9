"""The audit: opens every screen in every look and text size, and measures what a person could fail to see or reach."""
