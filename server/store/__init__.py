"""What is kept on disk: the log of events, the people, and which commands have been answered."""
