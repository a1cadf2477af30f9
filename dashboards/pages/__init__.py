"""Pages: functions from a state and an open build to the content of one page."""
