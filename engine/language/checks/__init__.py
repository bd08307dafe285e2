"""What only shows when all files are read together. Each check adds to the reports of the files it is about."""
