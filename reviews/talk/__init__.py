"""What is said about the words: comments as they are read, whom they mention, and what they propose."""
