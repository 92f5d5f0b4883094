"""Key and answers become a verdict, and the words that help first."""
