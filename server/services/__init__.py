"""What can be done: one file for each noun, and the desk through which every change goes."""
